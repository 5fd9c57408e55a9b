from collections.abc import Callable

import pytest

from specs.document import Document
from specs.lint.reach import reaches
from specs.operation import Media

SCHEMAS = {
    "List": {
        "type": "object",
        "properties": {
            "items": {"type": "array", "items": {"$ref": "#/components/schemas/Item"}},
            "by_id": {"type": "object", "additionalProperties": {"properties": {"a": {}}}},
        },
    },
    "Item": {"allOf": [{"properties": {"id": {}}}, {"oneOf": [{"properties": {"b": {}}}]}]},
    "Loop": {"$ref": "#/components/schemas/Loop"},
}


def reaches_in(document: Callable[..., Document], schema: str, where: str) -> bool:
    media = Media("application/json", f"/components/schemas/{schema}", {}, "")
    return reaches(document(components={"schemas": SCHEMAS}), [media], where)


@pytest.mark.parametrize(
    "where", ["", "/items", "/items/*", "/items/0/id", "/items/*/b", "/by_id/*/a"]
)
def test_pointer_is_found_in_a_schema(where: str, document: Callable[..., Document]) -> None:
    assert reaches_in(document, "List", where)


@pytest.mark.parametrize("where", ["/other", "/items/id", "/items/*/c", "/items/*/id/deeper"])
def test_pointer_to_nothing_is_not_found(where: str, document: Callable[..., Document]) -> None:
    assert not reaches_in(document, "List", where)


def test_schema_that_is_its_own_reference_holds_nothing(
    document: Callable[..., Document],
) -> None:
    assert not reaches_in(document, "Loop", "/a")


def test_example_shows_what_the_schema_leaves_open(document: Callable[..., Document]) -> None:
    media = Media("application/json", None, {"one": {"data": [{"id": 1}]}}, "")

    assert reaches(document(), [media], "/data/*/id")
    assert not reaches(document(), [media], "/data/*/name")
