"""Descriptions as they should not be are answered all the same, or it is said why not."""

import pytest
from lxml import etree

from mockserver.lane.answers import AnswerCheck
from mockserver.replies.errors import CannotGenerate
from mockserver.replies.responder import Responder
from specs.media_types import family
from tests.support.documents import api, bundle_of, response

REF = "#/components/schemas/"

TREE = {
    "type": "object",
    "required": ["id", "nodes", "owner"],
    "properties": {
        "id": {"type": "string", "format": "uuid", "readOnly": True},
        "secret": {"type": "string", "writeOnly": True},
        "owner": {"$ref": REF + "User"},
        "nodes": {"type": "array", "items": {"$ref": REF + "Tree"}},
        "byName": {"type": "object", "additionalProperties": {"$ref": REF + "Tree"}},
    },
}
USER = {
    "allOf": [
        {"$ref": REF + "Entity"},
        {
            "type": "object",
            "properties": {"trees": {"type": "array", "items": {"$ref": REF + "Tree"}}},
        },
    ]
}
ENTITY = {"type": "object", "required": ["kind"], "discriminator": {"propertyName": "kind"},
          "properties": {"kind": {"type": "string"}}}  # fmt: skip
SCHEMAS = {"Tree": TREE, "User": USER, "Entity": ENTITY}

NASTY = {
    "a circle through lists, maps and parents": {"$ref": REF + "Tree"},
    "an example that looks like a reference": {"type": "object", "example": {"$ref": "#/nowhere"}},
    "names that look like templates": {
        "type": "object",
        "properties": {
            "{{ x }}": {"type": "string", "pattern": "^\\{\\{ \\w+ \\}\\}$"}, "a/b~c": {}, "": {},
        },
        "required": ["{{ x }}", "a/b~c", ""],
    },
    "examples of the wrong type everywhere": {
        "type": "object",
        "example": "see below",
        "properties": {
            "age": {"type": "integer", "example": "42"},
            "when": {"type": "string", "format": "date-time", "example": "yesterday"},
            "tags": {"type": "array", "items": {"type": "string"}, "example": "a,b"},
        },
    },
    "options that cannot be told apart at first": {
        "oneOf": [
            {"type": "object", "properties": {"a": {"type": "string"}}},
            {"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "integer"}}},
        ]
    },
    "a type in capitals and a keyword of the wrong kind": {
        "type": "object",
        "properties": {
            "a": {"minLength": "3", "enum": None}, "b": {"required": True, "type": "string"},
        },
    },
    "a password": {"type": "string", "pattern": "^(?=.*[A-Z])(?=.*\\d)(?=.*[#!]).{8,12}$"},
    "an enum with null in it": {"type": ["string", "null"], "enum": [None, "a"]},
    "numbers that no machine holds": {"type": "integer", "minimum": 10**30, "maximum": 10**30 + 1},
    "a deep required chain": {
        "type": "object",
        "required": ["a"],
        "properties": {"a": {"type": "object", "required": ["b"], "properties": {
            "b": {"type": "array", "minItems": 1, "items": {"type": "object", "required": ["c"],
                  "properties": {"c": {"anyOf": [{"$ref": REF + "Tree"}, {"type": "null"}]}}}}}}},
    },
}  # fmt: skip


def operation_of(schema, content_type):
    document = api(
        {"/x": {"get": {"responses": {"200": response(schema, content_type=content_type)}}}},
        components={"schemas": SCHEMAS},
    )
    bundle = bundle_of(document)
    return bundle, bundle.operations[0]


@pytest.mark.parametrize("content_type", ["application/json", "application/xml", "text/plain"])
@pytest.mark.parametrize("what", sorted(NASTY))
def test_a_nasty_schema_is_answered(what, content_type):
    bundle, operation = operation_of(NASTY[what], content_type)
    for seed in range(5):
        found = Responder(bundle, operation, seed).reply()
        answer = AnswerCheck(bundle, operation).render(found.reply, found.speaker)
        if family(content_type) == "xml":
            etree.fromstring(answer.body)

        assert answer.status == 200
        assert len(answer.body) < 20_000


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "object", "required": ["next"], "properties": {"next": {"$ref": REF + "Endless"}}},
        {"type": "string", "pattern": "(?!)"},
        {"oneOf": [{"type": "string"}, {"type": "string"}]},
    ],
)
def test_what_nothing_is_valid_for_is_said_with_its_place(schema):
    document = api({"/x": {"get": {"responses": {"200": response(schema)}}}})
    bundle = bundle_of({**document, "components": {"schemas": {"Endless": schema}}})

    with pytest.raises(CannotGenerate, match=r"/paths/~1x/get|/components/schemas/Endless"):
        Responder(bundle, bundle.operations[0], 0).reply()
