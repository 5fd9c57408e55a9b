from pathlib import Path

import jsonschema_rs
import pytest

from contracts.drift.schemas.pure import PureSchemas
from specs import discover
from specs.bundle import Bundle
from specs.schemas import Direction
from specs.values import Json
from tests.contracts.drift.schemas.pairs import ROOT, bundle_of

VALUES: tuple[Json, ...] = (
    *(None, True, 0, 1, 4, 5, 6, 0.5, "", "a", "2026-01-15", "x" * 40, [], ["a"], [1], {}),
    *({"a": "a"}, {"a": 1}, {"b": None}, {"a": "a", "b": "b"}, {"id": "a"}, {"id": 1}),
)

OLD: tuple[Json, ...] = (
    {"type": "string", "nullable": True},
    {"type": "string", "enum": ["a"], "nullable": True},
    {"allOf": [{"type": "string"}], "nullable": True},
    {"type": "number", "maximum": 5, "exclusiveMaximum": True},
    {"type": "number", "minimum": 5, "exclusiveMinimum": True},
    {"type": "number", "maximum": 5, "exclusiveMaximum": False},
    {"$ref": "#/components/schemas/Text", "maxLength": 0},
    {"$ref": "#/components/schemas/Text", "nullable": True},
    {"type": "string", "const": "b"},
    {"type": "string", "format": "date"},
    {"type": "string", "format": "uri-reference"},
    {"type": "object", "properties": {"a": {"type": "string", "readOnly": True}},
     "required": ["a"]},
    {"allOf": [{"type": "object", "required": ["a"]},
               {"properties": {"a": {"type": "string", "writeOnly": True}}}]},
)  # fmt: skip


@pytest.mark.parametrize("schema", OLD)
@pytest.mark.parametrize("direction", ["request", "response"])
def test_a_schema_of_3_0_means_what_its_validator_judges(
    tmp_path: Path, schema: Json, direction: Direction
) -> None:
    bundle = bundle_of(tmp_path / "a.json", schema, "3.0.3", Text={"type": "string"})
    pure = PureSchemas(bundle.document, direction)
    is_valid = bundle.schemas.compile(ROOT, direction).is_valid

    ours = _compiled(pure, ROOT)
    assert [value for value in VALUES if is_valid(value)] == [
        value for value in VALUES if ours.is_valid(value)
    ]


@pytest.mark.parametrize("bundle", discover(), ids=lambda bundle: bundle.name)
@pytest.mark.parametrize("direction", ["request", "response"])
def test_the_schemas_of_the_bundled_apis_judge_their_examples_as_their_validators_do(
    bundle: Bundle, direction: Direction
) -> None:
    pure = PureSchemas(bundle.document, direction)
    bodies = [
        (media.schema, value)
        for operation in bundle.operations
        for response in operation.responses.values()
        for media in response.media
        if media.schema is not None
        for value in (*media.examples.values(), {}, [], None, "a")
    ]

    assert bodies
    for where, value in bodies:
        ours = _compiled(pure, where).is_valid(value)
        assert ours == bundle.schemas.compile(where, direction).is_valid(value), where


def _compiled(pure: PureSchemas, where: str) -> jsonschema_rs.Validator:
    """Compiles a schema with all that it refers to, under names of its own."""
    found: dict[str, Json] = {}
    waiting = [where]
    while waiting:
        one = waiting.pop()
        if one in found:
            continue
        found[one] = pure.at(one).schema
        waiting += _targets(pure, one)
    names = {one: str(index) for index, one in enumerate(found)}
    whole = {names[one]: _renamed(schema, names) for one, schema in found.items()}
    root = {"$ref": f"#/$defs/{names[where]}", "$defs": whole}
    return jsonschema_rs.Draft202012Validator(root, validate_formats=True)


def _targets(pure: PureSchemas, where: str) -> list[str]:
    found: list[str] = []

    def look(schema: Json) -> None:
        if isinstance(schema, list):
            for item in schema:
                look(item)
        elif isinstance(schema, dict):
            reference = schema.get("$ref")
            if isinstance(reference, str):
                found.append(_pointer(reference))
            for item in schema.values():
                look(item)

    look(pure.at(where).schema)
    return found


def _pointer(reference: str) -> str:
    return reference.removeprefix("#")


def _renamed(schema: Json, names: dict[str, str]) -> Json:
    if isinstance(schema, list):
        return [_renamed(item, names) for item in schema]
    if not isinstance(schema, dict):
        return schema
    copy = {word: _renamed(item, names) for word, item in schema.items()}
    if isinstance(copy.get("$ref"), str):
        copy["$ref"] = "#/$defs/" + names[_pointer(copy["$ref"])]
    return copy
