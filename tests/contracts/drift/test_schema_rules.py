"""Each rule of schemas: a pair of documents that yields just it, and one that yields nothing."""

import pytest

from contracts.drift.comparison import compare
from contracts.drift.kinds import KINDS, Kind
from contracts.drift.reporting.merging import edits
from contracts.drift.rule import Rule
from contracts.drift.rules.schemas import SAYINGS, SCHEMA_RULES
from contracts.drift.schemas import Judge
from specs.values import Json, Record
from tests.support.documents import api, bundle_of, operation, response, takes

INT: Record = {"type": "integer"}
TEXT: Record = {"type": "string"}


def thing(required: list[str] | None = None, **words: Json) -> Record:
    """An object with the properties `a` and `b`."""
    found: Record = {"type": "object", "properties": {"a": INT, "b": TEXT}, **words}
    return {**found, "required": required} if required else found


PAIRS: dict[str, tuple[Json, Json, Json]] = {
    "type": (INT, {"type": "number"}, {"type": ["integer"]}),
    "null": (TEXT, {"type": ["string", "null"]}, {"allOf": [TEXT]}),
    "enum": ({"enum": ["a"]}, {"enum": ["a", "b"]}, {"const": "a"}),
    "maximum": ({**INT, "maximum": 5}, {**INT, "maximum": 7}, {**INT, "exclusiveMaximum": 6}),
    "minimum": ({**INT, "minimum": 5}, {**INT, "minimum": 2}, {**INT, "exclusiveMinimum": 4}),
    "multiple_of": ({**INT, "multipleOf": 6}, {**INT, "multipleOf": 3}, {**INT, "multipleOf": 6.0}),
    "max_length": ({**TEXT, "maxLength": 5}, {**TEXT, "maxLength": 7}, {**TEXT, "maxLength": 5.0}),
    "min_length": ({**TEXT, "minLength": 5}, {**TEXT, "minLength": 2}, {**TEXT, "minLength": 5.0}),
    "pattern": (
        {**TEXT, "pattern": "^a{2,3}$"}, {**TEXT, "pattern": "^a{2,5}$"},
        {**TEXT, "pattern": "^aaa?$"},
    ),
    "format": ({**TEXT, "format": "date"}, TEXT, {"allOf": [TEXT, {"format": "date"}]}),
    "max_items": (
        {"type": "array", "items": INT, "maxItems": 2},
        {"type": "array", "items": INT, "maxItems": 3},
        {"type": "array", "items": {"allOf": [INT]}, "maxItems": 2},
    ),
    "min_items": (
        {"type": "array", "items": INT, "minItems": 2},
        {"type": "array", "items": INT, "minItems": 1},
        {"allOf": [{"type": "array", "minItems": 2}, {"items": INT}]},
    ),
    "unique_items": (
        {"type": "array", "items": INT, "uniqueItems": True}, {"type": "array", "items": INT},
        {"allOf": [{"type": "array", "uniqueItems": True}, {"items": INT}]},
    ),
    "contains": (
        {"type": "array", "contains": {"const": 1}}, {"type": "array"},
        {"type": "array", "contains": {"enum": [1]}, "minContains": 1},
    ),
    "required": (thing(["a", "b"]), thing(["a"]), thing(["b", "a"])),
    "property": (
        {**thing(additionalProperties=False), "properties": {"a": INT}},
        thing(additionalProperties=False),
        {"type": "object", "properties": {"a": INT}, "additionalProperties": {"not": {}}},
    ),
    "additional": (
        thing(additionalProperties=False), thing(additionalProperties=INT),
        {"allOf": [thing(additionalProperties={"not": {}})]},
    ),
    "property_names": (
        {"type": "object", "additionalProperties": INT, "propertyNames": {"maxLength": 2}},
        {"type": "object", "additionalProperties": INT, "propertyNames": {"maxLength": 4}},
        {"allOf": [{"type": "object", "propertyNames": {"maxLength": 2}},
                   {"additionalProperties": INT}]},
    ),
    "max_properties": (
        {"type": "object", "additionalProperties": INT, "maxProperties": 1},
        {"type": "object", "additionalProperties": INT, "maxProperties": 2},
        {"allOf": [{"type": "object", "maxProperties": 1}, {"additionalProperties": INT}]},
    ),
    "min_properties": (
        {"type": "object", "additionalProperties": INT, "minProperties": 2},
        {"type": "object", "additionalProperties": INT, "minProperties": 1},
        {"allOf": [{"type": "object", "minProperties": 2}, {"additionalProperties": INT}]},
    ),
    "dependent": (
        thing(dependentRequired={"a": ["b"]}), thing(),
        thing(dependentRequired={"a": ["b", "b"][:1]}, title="other"),
    ),
    "variant": (
        {"oneOf": [{**TEXT, "maxLength": 3}, INT]},
        {"oneOf": [{**TEXT, "maxLength": 3}, INT, {"type": "array", "items": INT}]},
        {"oneOf": [INT, {**TEXT, "maxLength": 3}]},
    ),
    "exclusion": (
        {**TEXT, "not": {"pattern": "a"}}, TEXT, {"allOf": [TEXT, {"not": {"pattern": "a"}}]},
    ),
}  # fmt: skip
"""By kind: a schema, one that admits more, and the first one in other words."""

APART = {
    "discriminator": "no value shows it: it is a warning (test_discriminator_...)",
    "schema": "for what no keyword accounts for (tests/contracts/drift/schemas)",
}


def document(side: str, schema: Json) -> Record:
    """Returns a document with the schema in a request, or in a response."""
    if side == "request":
        made = {"requestBody": takes(schema), "responses": {"204": {"description": "Taken."}}}
    else:
        made = {"responses": {"200": response(schema)}}
    return api({"/things": {"put": made}})


def found(side: str, base: Json, revision: Json) -> list[tuple[str, str, str]]:
    """Returns rule, severity and verdict of each edit."""
    old, new = (bundle_of(document(side, schema)) for schema in (base, revision))
    return [
        (edit.change.rule, edit.severity, edit.change.verdict)
        for edit in edits(compare(old, new, Judge(old, new)), {})
    ]


CASES = [(kind, side) for kind in KINDS for side in ("request", "response") if kind.id not in APART]


@pytest.mark.parametrize(("kind", "side"), CASES, ids=lambda one: getattr(one, "id", one))
def test_each_way_of_each_kind_has_exactly_its_rule(kind: Kind, side: str) -> None:
    less, more, _ = PAIRS[kind.id]
    bad, good = ("narrowed", "widened") if side == "request" else ("widened", "narrowed")
    rules = {"narrowed": f"{side}_{kind.narrowed}", "widened": f"{side}_{kind.widened}"}
    ways = {"narrowed": (more, less), "widened": (less, more)}

    assert found(side, *ways[bad]) == [(rules[bad], "error", "breaks")]
    assert found(side, *ways[good]) == [(rules[good], "info", "harmless")]


@pytest.mark.parametrize(("kind", "side"), CASES, ids=lambda one: getattr(one, "id", one))
def test_other_words_for_the_same_yield_nothing(kind: Kind, side: str) -> None:
    less, _, same = PAIRS[kind.id]

    assert found(side, less, same) == []
    assert found(side, same, less) == []


def test_every_kind_has_its_pair() -> None:
    assert {*PAIRS, *APART} == {kind.id for kind in KINDS}


SAID: dict[str, tuple[str, Json, Json]] = {
    "request_property_named": ("request", {**thing(), "properties": {"a": INT}}, thing()),
    "request_property_unnamed": ("request", thing(), {**thing(), "properties": {"a": INT}}),
    "response_property_named": ("response", {**thing(), "properties": {"a": INT}}, thing()),
    "response_property_unnamed": ("response", thing(), {**thing(), "properties": {"a": INT}}),
    "request_default_changed": ("request", {**INT, "default": 1}, {**INT, "default": 2}),
    "response_default_changed": ("response", {**INT, "default": 1}, {**INT, "default": 2}),
    "request_format_said": ("request", INT, {**INT, "format": "int32"}),
    "response_format_said": ("response", {**INT, "format": "int32"}, INT),
    "property_became_read_only": (
        "request", thing(), {**thing(), "properties": {"a": INT, "b": {**TEXT, "readOnly": True}}},
    ),
    "property_became_write_only": (
        "response", thing(),
        {**thing(), "properties": {"a": INT, "b": {**TEXT, "writeOnly": True}}},
    ),
    "schema_deprecated": ("request", INT, {**INT, "deprecated": True}),
    "schema_no_longer_deprecated": ("request", {**INT, "deprecated": True}, INT),
}  # fmt: skip
"""By rule: side, base, revision."""


@pytest.mark.parametrize("rule", SAYINGS, ids=lambda rule: rule.id)
def test_what_a_schema_only_says_has_exactly_its_rule(rule: Rule) -> None:
    side, base, revision = SAID[rule.id]

    assert [one[:2] for one in found(side, base, revision)] == [(rule.id, rule.severity)]
    assert found(side, base, base) == []


@pytest.mark.parametrize("side", ["request", "response"])
def test_discriminator_that_knows_fewer_forms_is_a_warning(side: str) -> None:
    forms = {
        name: {"type": "object", "properties": {"kind": {"const": name}}, "required": ["kind"]}
        for name in ("cat", "dog")
    }
    listed = [{"$ref": f"#/components/schemas/{name}"} for name in forms]
    mapping = {"meow": listed[0]["$ref"], "woof": listed[1]["$ref"]}
    less = {"oneOf": listed, "discriminator": {"propertyName": "kind", "mapping": mapping}}
    more = {
        **less,
        "discriminator": {"propertyName": "kind", "mapping": {**mapping, "purr": mapping["meow"]}},
    }
    schemas = {"schemas": forms}
    base, revision = (
        bundle_of({**document(side, schema), "components": schemas})
        for schema in ((more, less) if side == "request" else (less, more))
    )

    (edit,) = edits(compare(base, revision, Judge(base, revision)), {})

    assert edit.severity == "warning"
    assert edit.change.rule.startswith(f"{side}_discriminator_")


def test_every_rule_of_schemas_is_in_a_table() -> None:
    made = {
        f"{side}_{name}"
        for kind in KINDS
        for name in (kind.narrowed, kind.widened)
        for side in ("request", "response")
    }
    assert made | set(SAID) >= {rule.id for rule in SCHEMA_RULES}
    assert set(SAID) == {rule.id for rule in SAYINGS}


def test_operations_are_not_touched_by_what_they_do_not_use() -> None:
    one, two = (
        bundle_of(api({"/a": {"get": operation()}}, components={"schemas": {"Unused": schema}}))
        for schema in (INT, TEXT)
    )

    assert compare(one, two, Judge(one, two)) == ()
