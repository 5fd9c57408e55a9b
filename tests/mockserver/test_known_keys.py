"""Who misspells a key is told which one it was; who knows none is told all."""

import pytest
from jsonschema_rs import Draft202012Validator

from mockserver.known_keys import with_known_keys
from specs.schemas import violations

SCHEMA = {
    "additionalProperties": False,
    "properties": {
        "colour": {},
        "steps": {"type": "array", "items": {"$ref": "#/$defs/step"}},
        "by_name": {"additionalProperties": {"$ref": "#/$defs/step"}},
        "forms": {"allOf": [{"additionalProperties": False, "properties": {"x": {}}}]},
    },
    "$defs": {
        "step": {
            "additionalProperties": False,
            "properties": {"what": {}, "when": {"type": "null"}},
        }
    },
}
JUDGE = Draft202012Validator(SCHEMA)


@pytest.mark.parametrize(
    ("value", "pointer", "message"),
    [
        ({"color": 1}, "/color", "color is not known here; the nearest key is colour"),
        ({"xyz": 1}, "/xyz", "xyz is not known here; known: by_name, colour, forms, steps"),
        (
            {"steps": [{}, {"whatt": 1}]},
            "/steps/1/whatt",
            "whatt is not known here; the nearest key is what",
        ),
        (
            {"by_name": {"a": {"wwhen": 1}}},
            "/by_name/a/wwhen",
            "wwhen is not known here; the nearest key is when",
        ),
        ({"forms": {"a": 1}}, "/forms/a", "a is not known here"),
    ],
)
def test_an_unknown_key_comes_with_the_known_ones(value, pointer, message):
    (found,) = with_known_keys(violations(JUDGE, value), SCHEMA)

    assert (found.pointer, found.message) == (pointer, message)


def test_other_violations_stay_as_they_are():
    found = violations(JUDGE, {"steps": [{"when": 1}]})

    assert found
    assert with_known_keys(found, SCHEMA) == found
