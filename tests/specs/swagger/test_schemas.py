import pytest

from specs.swagger.schemas import Schemas
from specs.values import Record


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({"$ref": "#/definitions/A"}, {"$ref": "#/components/schemas/A"}),
        ({"$ref": "more.yaml#/definitions/A"}, {"$ref": "more.yaml#/definitions/A"}),
        ({"type": "file"}, {"type": "string", "format": "binary"}),
        ({"discriminator": "kind"}, {"discriminator": {"propertyName": "kind"}}),
        ({"x-nullable": True}, {"x-nullable": True, "nullable": True}),
        (
            {"properties": {"discriminator": {"type": "file"}}},
            {"properties": {"discriminator": {"type": "string", "format": "binary"}}},
        ),
        (
            {"properties": {"type": {"enum": ["file"]}}},
            {"properties": {"type": {"enum": ["file"]}}},
        ),
    ],
)
def test_schema_is_said_in_the_words_of_3_0(old: Record, new: Record) -> None:
    assert Schemas().of({"items": old}) == {"items": new}


def test_shared_schema_stays_shared() -> None:
    shared = {"type": "string"}

    found = Schemas().of({"properties": {"a": shared, "b": shared}})["properties"]

    assert found["a"] is found["b"]


def test_original_is_left_alone() -> None:
    old = {"allOf": [{"discriminator": "a"}]}

    Schemas().of(old)

    assert old == {"allOf": [{"discriminator": "a"}]}
