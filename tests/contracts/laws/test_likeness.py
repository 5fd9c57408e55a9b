import pytest

from contracts.laws.likeness import alike, differences


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (12345, "12345"),
        (1.5, "1.50"),
        ({"value": 3}, 3),
        ({"value": None}, None),
        ("2026-01-31T05:00:00Z", "2026-01-31 05:00:00"),
        ("2026-01-31T05:00:00Z", "2026-01-31T06:00:00+01:00"),
        (["a", "b"], ["b", "a"]),
        ({"a": ["1"]}, {"a": [1]}),
    ],
)
def test_two_spellings_are_alike(left, right) -> None:
    assert alike(left, right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (1, True),
        (1, 2),
        ("a", "A"),
        (None, 0),
        ({"a": 1}, {"a": 1, "b": 2}),
        (["a"], ["a", "a"]),
        ("2026-01-31T05:00:00Z", "2026-01-31T05:00:01Z"),
        ("0012", "12"),
    ],
)
def test_two_values_are_not_alike(left, right) -> None:
    assert not alike(left, right)


def test_differences_are_those_of_shared_members() -> None:
    sent = {"a": 1, "b": {"c": 2, "d": 3}, "e": 4}
    shown = {"a": "1", "b": {"c": 5, "d": 3, "x": 0}}

    assert list(differences(sent, shown)) == [("/b/c", 2, 5)]
