from specs.overlay.extent import DEEPEST, LARGEST, Ruler
from specs.values import Json


def test_levels_and_values_are_counted() -> None:
    assert Ruler().measure({"a": [1, 2], "b": {}}) == (3, 5)
    assert Ruler().measure("text") == (1, 1)


def test_shared_value_counts_as_often_as_it_is_found() -> None:
    value: Json = [0]
    for _ in range(30):
        value = [value, value]

    extent = Ruler().measure(value)

    assert extent.levels == 32
    assert extent.values > LARGEST
    assert not extent.is_bearable


def test_nesting_is_bearable_up_to_the_limit_of_readers() -> None:
    value: Json = 1
    for _ in range(DEEPEST - 1):
        value = [value]

    assert Ruler().measure(value).is_bearable
    assert not Ruler().measure([value]).is_bearable
