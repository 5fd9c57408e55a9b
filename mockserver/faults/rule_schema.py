"""What a fault rule may say, as JSON Schema, and what is wrong with one that does not."""

from dataclasses import dataclass
from typing import Final

import jsonschema_rs

from mockserver.faults.latency import LATENCY_SCHEMA
from mockserver.known_keys import with_known_keys
from specs.schemas import SchemaViolation, violations
from specs.values import Json, Record

CONNECTIONS: Final = ("reset", "truncate", "garble", "drip", "hang")

_FRAMING: Final = ("connection", "content-length", "transfer-encoding")
"""Headers that say how the answer is cut into bytes; the server writes them."""


def _any_case(word: str) -> str:
    """Returns a regular expression, valid in every dialect, for a word in any case."""
    return "".join(f"[{letter.upper()}{letter}]" if letter.isalpha() else letter for letter in word)


_PROPERTIES: Final[Record] = {
    "id": {
        "description": "Names the rule; where it is absent, one is given.",
        "type": "string",
        "pattern": "^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$",
    },
    "operation": {
        "description": "Which calls: a label such as `PATCH /things/{id}`, an operationId, or "
        "either of them with `*` for any text, such as `POST *` or `* /things/*`. Without it, all.",
        "type": "string",
        "minLength": 1,
        "maxLength": 1000,
    },
    "api": {
        "description": "Which API; without it, all.",
        "type": "string",
        "minLength": 1,
    },
    "percent": {
        "description": "How many of a hundred matching calls are hit.",
        "type": "number",
        "minimum": 0,
        "maximum": 100,
        "default": 100,
    },
    "skip": {
        "description": "How many matching calls pass before the first is hit.",
        "type": "integer",
        "minimum": 0,
        "maximum": 1_000_000_000,
        "default": 0,
    },
    "count": {
        "description": "How many calls are hit before the rule rests. Without it, it never does.",
        "type": "integer",
        "minimum": 1,
        "maximum": 1_000_000_000,
    },
    "delay": LATENCY_SCHEMA,
    "status": {
        "description": "The status of the answer, documented or not. The call is not handled.",
        "type": "integer",
        "minimum": 200,
        "maximum": 599,
    },
    "headers": {
        "description": "Headers of that answer; the server writes those of its length.",
        "type": "object",
        "maxProperties": 50,
        "propertyNames": {"pattern": "^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$"},
        "additionalProperties": {
            "type": "string",
            "maxLength": 4000,
            "pattern": "^[\t -~\u00a0-\u00ff]*$",
        },
    },
    "body": {
        "description": "Body of that answer, any JSON. Without it the API's own words are used.",
    },
    "error": {
        "description": "An error code that the operation documents; it says status and body.",
        "type": ["string", "integer"],
    },
    "retry_after": {
        "description": "Seconds that the header Retry-After of that answer names.",
        "type": "integer",
        "minimum": 0,
        "maximum": 86400,
    },
    "connection": {
        "description": "What happens to the connection: `reset` breaks it off without an answer "
        "and `hang` keeps it open without one, and the call is not handled; `truncate` sends half "
        "of the body and closes, `garble` sends bytes that are no JSON, `drip` sends piece by "
        "piece.",
        "enum": list(CONNECTIONS),
    },
}

_HAS_OUTCOME: Final[Record] = {"anyOf": [{"required": ["status"]}, {"required": ["error"]}]}
_NO_ANSWER: Final[Record] = {
    "required": ["connection"],
    "properties": {"connection": {"enum": ["reset", "hang"]}},
}
_NO_BODY: Final[Record] = {
    "required": ["status"],
    "properties": {"status": {"enum": [204, 205, 304]}},
}


@dataclass(frozen=True, slots=True)
class _Agreement:
    """Something that members of a rule must agree on."""

    schema: Record
    pointer: str
    message: str


def _needs_outcome(name: str) -> _Agreement:
    message = f"{name} belongs to an answer of its own: give the rule a status or an error as well"
    return _Agreement({"if": {"required": [name]}, "then": _HAS_OUTCOME}, f"/{name}", message)


_AGREEMENTS: Final = (
    _Agreement(
        {"anyOf": [{"required": [name]} for name in ("delay", "status", "error", "connection")]},
        "",
        "the rule does nothing: give it a delay, a status, an error or a connection",
    ),
    _needs_outcome("headers"),
    _needs_outcome("body"),
    _needs_outcome("retry_after"),
    _Agreement(
        {"not": {"required": ["error", "body"]}},
        "/body",
        "an error has its documented body: leave out the one or the other",
    ),
    _Agreement(
        {"if": _NO_ANSWER, "then": {"not": _HAS_OUTCOME}},
        "/connection",
        "reset and hang send no answer: leave out status and error",
    ),
    _Agreement(
        {"if": _NO_BODY, "then": {"not": {"required": ["body"]}}},
        "/body",
        "an answer of this status has no body",
    ),
    _Agreement(
        {
            "properties": {
                "headers": {
                    "propertyNames": {
                        "not": {"pattern": f"^({'|'.join(map(_any_case, _FRAMING))})$"}
                    }
                }
            }
        },
        "/headers",
        f"the server itself writes {', '.join(_FRAMING)}",
    ),
)

_SHAPE: Final[Record] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Fault rule",
    "description": "Which calls go wrong, how often, and how. Of several rules the first one that "
    "matches a call and still fires is applied.",
    "type": "object",
    "additionalProperties": False,
    "properties": _PROPERTIES,
}

RULE_SCHEMA: Final[Record] = {**_SHAPE, "allOf": [one.schema for one in _AGREEMENTS]}
"""JSON Schema 2020-12 of a fault rule."""

_JUDGE: Final = jsonschema_rs.Draft202012Validator(_SHAPE)
_JUDGES: Final = tuple((one, jsonschema_rs.Draft202012Validator(one.schema)) for one in _AGREEMENTS)


def rule_violations(record: Json) -> tuple[SchemaViolation, ...]:
    """Returns what is wrong with a rule, empty if `RULE_SCHEMA` allows it.

    >>> rule_violations({"status": 503, "cuont": 2})[0].message
    'cuont is not known here; the nearest key is count'
    """
    found = violations(_JUDGE, record)
    if found:
        return with_known_keys(found, _SHAPE)
    return tuple(
        SchemaViolation(one.pointer, "allOf", one.message)
        for one, judge in _JUDGES
        if not judge.is_valid(record)
    )
