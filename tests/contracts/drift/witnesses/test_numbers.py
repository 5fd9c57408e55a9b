from itertools import islice

import pytest

from contracts.drift.witnesses.facts import Facts
from contracts.drift.witnesses.numbers import numbers
from specs.values import Json


def made(kind: str, **schema: Json) -> list[Json]:
    return list(islice(numbers(Facts().with_schema(schema, "inner"), kind), 40))


def test_whole_numbers_are_plain_first() -> None:
    assert made("integer")[:2] == [1, 0]


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"minimum": 7, "maximum": 7}, [7]),
        ({"multipleOf": 7, "minimum": 20, "maximum": 30}, [21, 28]),
        ({"multipleOf": 0.3, "minimum": 1, "maximum": 5}, [3]),
        ({"minimum": 1.2, "maximum": 1.8}, []),
    ],
)
def test_whole_numbers_keep_bounds_and_steps(schema: Json, expected: list[int]) -> None:
    assert sorted(made("integer", **schema)) == expected


def test_fractions_are_exact() -> None:
    assert {0.1, 0.3} <= set(made("fraction", multipleOf=0.1, minimum=0, maximum=1))
    assert all(5 < one < 5.001 for one in made("fraction", exclusiveMinimum=5, maximum=5.0009))


def test_numbers_between_whole_steps_are_found() -> None:
    found = made("integer", **{"!multipleOf": 4})

    assert any(one % 4 for one in found)
