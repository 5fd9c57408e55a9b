"""What a scenario file may say, as JSON Schema."""

from typing import Final

from mockserver.faults import RULE_SCHEMA
from specs.values import Record

MODES: Final = ("seed", "replace", "merge")
MOST_IN_A_SERIES: Final = 10_000

_NAME: Final[Record] = {"type": "string", "minLength": 1}

_CLOCK: Final[Record] = {
    "description": "Moves the clock, before anything else: first `frozen`, then `now`, then "
    "`advance`.",
    "type": "object",
    "additionalProperties": False,
    "minProperties": 1,
    "properties": {
        "now": {"description": "Where to go.", "type": "string", "format": "date-time"},
        "advance": {
            "description": "How far to go on, such as `90m` or `-2d`.",
            "type": "string",
            "pattern": "^-?[0-9]{1,9}[smhd]$",
        },
        "frozen": {"description": "Stop time, or let it run.", "type": "boolean"},
    },
}

_RECORDS: Final[Record] = {
    "description": "Kind -> id -> record. What is there already is changed: objects member by "
    "member, all else as a whole. Times may be told as `$now-2d`.",
    "type": "object",
    "additionalProperties": {"type": "object", "additionalProperties": {"type": "object"}},
}

_SERIES: Final[Record] = {
    "description": "Many records of one form. In their texts `$number` is the number and `$id` "
    "the id; a text that is `$number` alone becomes the number itself.",
    "type": "array",
    "items": {
        "type": "object",
        "additionalProperties": False,
        "required": ["kind", "count", "record"],
        "properties": {
            "kind": _NAME,
            "first": {
                "description": "The first number.",
                "type": "integer",
                "minimum": 0,
                "maximum": 9_007_199_254_740_991 - MOST_IN_A_SERIES,
                "default": 1,
            },
            "count": {
                "description": "How many records.",
                "type": "integer",
                "minimum": 1,
                "maximum": MOST_IN_A_SERIES,
            },
            "id": {
                "description": "The id of each.",
                "type": "string",
                "pattern": "\\$number(?![A-Za-z0-9_])",
                "default": "$number",
            },
            "record": {"type": "object"},
        },
    },
}

_STATE: Final[Record] = {
    "description": "The records of the API, after the clock was moved. Without it they stay.",
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "mode": {
            "description": "What lies beneath: `seed` the starting state, `merge` what is there, "
            "`replace` nothing.",
            "enum": list(MODES),
            "default": "seed",
        },
        "without": {
            "description": "Kind -> ids of records that are taken away first, or `all`.",
            "type": "object",
            "additionalProperties": {
                "type": ["array", "string"],
                "items": {"type": "string"},
                "pattern": "^all$",
            },
        },
        "records": _RECORDS,
        "series": _SERIES,
    },
}

_CONTROLS: Final[Record] = {
    "description": "Control actions of the API, run in this order once the records are laid.",
    "type": "array",
    "items": {
        "type": "object",
        "additionalProperties": False,
        "required": ["action", "json"],
        "properties": {
            "action": {**_NAME, "description": "Name of the action."},
            "json": {"description": "What it is sent.", "type": "object"},
        },
    },
}

_ROLES: Final[Record] = {
    "description": "Roles of `x-roles` that the starting state plays and this situation does not: "
    "what plays each of them here, or null for nothing. The contract suite has to be told.",
    "type": "object",
    "minProperties": 1,
}

SCENARIO_SCHEMA: Final[Record] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Scenario",
    "description": "A named situation of one API: clock, records, control actions, fault rules.",
    "type": "object",
    "additionalProperties": False,
    "required": ["title"],
    "properties": {
        "title": {"description": "What it is, in a few words.", "type": "string", "minLength": 1},
        "description": {"description": "What to do with it, and what one sees.", "type": "string"},
        "api": {
            **_NAME,
            "description": "Which API; a file in the folder of an API need not say it.",
        },
        "roles": _ROLES,
        "clock": _CLOCK,
        "state": _STATE,
        "controls": _CONTROLS,
        "faults": {
            "description": "Fault rules, tried in this order.",
            "type": "array",
            "items": {"$ref": "#/$defs/rule"},
        },
    },
    "anyOf": [{"required": [part]} for part in ("clock", "state", "controls", "faults")],
    "$defs": {"rule": RULE_SCHEMA},
}
"""JSON Schema 2020-12 of a scenario file."""
