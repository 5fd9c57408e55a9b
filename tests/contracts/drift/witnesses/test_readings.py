import pytest

from contracts.drift.witnesses.readings import readings
from specs.values import Json


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (5, [5, "5"]),
        (1.5, [1.5, "1.5"]),
        (True, [True, "true"]),
        (None, [None, "null"]),
        ("5", ["5", 5]),
        ("true", ["true", True]),
        ("a", ["a"]),
        ("05", ["05"]),
        ([1, "a"], [[1, "a"], ["1", "a"]]),
        ({"a": 1, "b": "x"}, [{"a": 1, "b": "x"}, {"a": "1", "b": "x"}]),
    ],
)
def test_value_is_read_as_itself_and_as_its_text(value: Json, expected: list[Json]) -> None:
    assert list(readings(value)) == expected


def test_readings_of_a_long_list_end() -> None:
    assert len(list(readings([1] * 40))) == 64
