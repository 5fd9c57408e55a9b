"""What was seen, as a schema that admits it."""

import jsonschema_rs
import pytest

from contracts.drift.observed.shapes import Shape
from specs.values import Json

SEEN: list[list[Json]] = [
    [1, 2],
    [1, 2.5],
    [None],
    ["x", None],
    [1, "x", True],
    [[], [1, None]],
    [{"a": 1}, {"b": [{"c": None}]}],
    [{f"key{n}": n for n in range(100)}],
]


@pytest.mark.parametrize("values", SEEN)
def test_schema_admits_everything_that_was_seen(values: list[Json]) -> None:
    shape = Shape()
    for value in values:
        shape.add(value)

    schema = shape.schema("3.1")
    assert [jsonschema_rs.is_valid(schema, value) for value in values] == [True] * len(values)


def test_schema_of_3_0_has_one_type_and_nullable() -> None:
    shape = Shape()
    for value in ("x", None):
        shape.add(value)

    assert shape.schema("3.0") == {"type": "string", "nullable": True}


def test_object_of_many_names_is_a_dictionary() -> None:
    shape = Shape()
    shape.add({f"key{n}": n for n in range(100)})

    assert shape.schema("3.1") == {"type": "object", "additionalProperties": True}
