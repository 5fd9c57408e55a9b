"""Edits of schemas whose parts bear upon each other, where a single word tells too little."""

from typing import Final

from specs.values import ABSENT, Json, Record
from tests.support.drift_pairs.row import Row
from tests.support.drift_pairs.rows_scalars import INT, NUM, TXT

N: Final = ABSENT
SILENT: Final = ("silent", "silent")


def _list(schema: Json, **more: Json) -> Record:
    return {"type": "array", "items": schema, **more}


def _object(members: Record, *required: str, **more: Json) -> Record:
    needed = {"required": list(required)} if required else {}
    return {"type": "object", "properties": members, **needed, **more}


A: Final = {"a": INT}
AB: Final = {"a": INT, "b": TXT}
CLOSED: Final = {"additionalProperties": False}


def _form(kind: str, members: Record, *required: str) -> Record:
    return _object({"kind": TXT | {"enum": [kind]}, **members}, "kind", *required, **CLOSED)


def _either(*forms: Json, **more: Json) -> Record:
    return {"oneOf": list(forms), **more}


TOGETHER: Final = (
    Row("member-of-a-closed-form-added", _either(_form("x", A), _form("y", {})),
        _either(_form("x", AB), _form("y", {})), N, {"kind": "x", "b": "t"}),
    Row("member-of-a-form-demanded", _either(_form("x", A), _form("y", A)),
        _either(_form("x", A), _form("y", A, "a")), {"kind": "y"}),
    Row("kind-of-a-form-renamed", _either(_form("x", A), _form("y", {})),
        _either(_form("x", A), _form("z", {})), {"kind": "y"}, {"kind": "z"}, findings=2),
    Row("forms-exchange-their-members", _either(_form("x", {"m": INT}), _form("y", {"m": TXT})),
        _either(_form("x", {"m": TXT}), _form("y", {"m": INT})), {"kind": "x", "m": 1},
        {"kind": "x", "m": "t"}, findings=2),
    Row("forms-of-several-types", _either(TXT, _list(INT), _form("x", {})),
        _either(TXT, _list(INT | {"minimum": 0}), _form("x", {})), [-1]),
    Row("null-among-forms-dropped", _either(_form("x", {}), _form("y", {}), {"type": "null"}),
        _either(_form("y", {}), _form("x", {})), None, version="3.1"),
    Row("one-of-two-members-suffices",
        _object(AB, anyOf=[{"required": ["a"]}, {"required": ["b"]}]),
        _object(AB, anyOf=[{"required": ["a"]}]), {"b": "t"}),
    Row("members-exclude-each-other", _object(AB),
        _object(AB, **{"not": {"required": ["a", "b"]}}), {"a": 1, "b": "t"}),
    Row("exactly-one-of-two-members", _object(AB, anyOf=[{"required": ["a"]}, {"required": ["b"]}]),
        _object(AB, oneOf=[{"required": ["a"]}, {"required": ["b"]}]), {"a": 1, "b": "t"}),
    Row("condition-tightens-a-list",
        _object({"k": TXT, "v": TXT}, **{"if": {"properties": {"k": {"const": "x"}}},
                                         "then": {"properties": {"v": {"enum": ["p", "q"]}}}}),
        _object({"k": TXT, "v": TXT}, **{"if": {"properties": {"k": {"const": "x"}}},
                                         "then": {"properties": {"v": {"enum": ["p"]}}}}),
        {"k": "x", "v": "q"}, version="3.1"),
    Row("member-that-a-closed-part-forbids", {"allOf": [_object(A, **CLOSED), _object({})]},
        {"allOf": [_object(A, **CLOSED), _object({"b": TXT})]}),
    Row("bound-of-a-forbidden-member", {"allOf": [_object(A, **CLOSED), _object({"b": INT})]},
        {"allOf": [_object(A, **CLOSED), _object({"b": INT | {"maximum": 1}})]}),
    Row("part-of-all-of-closed", {"allOf": [_object(A), _object({"b": TXT})]},
        {"allOf": [_object(A, **CLOSED), _object({"b": TXT})]}, {"b": "t"}),
    Row("multiple-of-hundredths", NUM | {"multipleOf": 0.01}, NUM | {"multipleOf": 0.1}, 0.25),
    Row("bound-beyond-doubles", INT | {"maximum": 9007199254740993},
        INT | {"maximum": 9007199254740992}, 9007199254740993),
    Row("large-numbers", INT | {"maximum": 10**15}, INT | {"maximum": 10**12}, 10**15),
    Row("unique-objects", _list(_object(A)), _list(_object(A), uniqueItems=True), [{}, {}]),
    Row("contains-nought", _list(INT, contains={"const": 1}, minContains=0), _list(INT),
        version="3.1"),
    Row("names-by-list", {"type": "object", "additionalProperties": INT},
        {"type": "object", "additionalProperties": INT, "propertyNames": {"enum": ["k", "l"]}},
        {"m": 1}, version="3.1"),
    Row("pattern-of-names-beside-a-name",
        {"type": "object", "properties": {"xa": INT}, "patternProperties": {"^x": NUM}},
        {"type": "object", "properties": {"xa": INT},
         "patternProperties": {"^x": NUM | {"minimum": 0}}}, {"xa": -1}, version="3.1"),
    Row("dependency-through-another", _object(AB, dependentRequired={"a": ["b"], "b": ["a"]}),
        _object(AB, dependentRequired={"a": ["b"]}), N, {"b": "t"}, version="3.1"),
    Row("tuple-lengthened",
        {"type": "array", "prefixItems": [INT, INT], "items": False, "minItems": 2},
        {"type": "array", "prefixItems": [INT, INT, INT], "items": False, "minItems": 2},
        N, [1, 2, 3], version="3.1"),
    Row("tuple-reordered", {"type": "array", "prefixItems": [INT, TXT], "minItems": 2},
        {"type": "array", "prefixItems": [TXT, INT], "minItems": 2}, [1, "t"], ["t", 1],
        version="3.1", findings=2),
    Row("unevaluated-member-added", {"allOf": [_object(A)], "unevaluatedProperties": False},
        {"allOf": [_object(AB)], "unevaluatedProperties": False}, N, {"b": "t"}, version="3.1"),
    Row("nullable-of-a-list-of-values", TXT | {"enum": ["a"], "nullable": True},
        TXT | {"enum": ["a"]}, None, version="3.0"),
    Row("nullable-in-one-part-only", {"allOf": [TXT | {"nullable": True}, TXT]},
        {"allOf": [TXT, TXT | {"nullable": True}]}, version="3.0"),
    Row("null-in-list-but-not-in-type", TXT | {"enum": ["a", None]}, TXT | {"enum": ["a"]}),
    Row("size-of-another-type", INT | {"maxLength": 3}, INT | {"maxLength": 1}),
    Row("least-above-most-items", _list(INT, minItems=2, maxItems=1), _list(INT, maxItems=1),
        N, []),
    Row("demanded-but-impossible", _object({"a": {"not": {}}}, "a"),
        _object({"a": {"not": {}}}, "a", maxProperties=9)),
    Row("any-of-covers-what-one-form-loses",
        {"anyOf": [INT | {"minimum": 0}, INT | {"maximum": 9}]},
        {"anyOf": [INT | {"minimum": 5}, INT | {"maximum": 9}]}),
    Row("any-of-leaves-a-gap", {"anyOf": [INT | {"minimum": 0}, INT | {"maximum": 9}]},
        {"anyOf": [INT | {"minimum": 12}, INT | {"maximum": 9}]}, 10),
    Row("bounds-as-forms", _either(INT | {"maximum": 4}, INT | {"minimum": 5}), INT),
    Row("type-as-forms", {"type": ["string", "integer"]}, {"anyOf": [TXT, INT]}, version="3.1",
        request=SILENT, response=SILENT),
    Row("listed-numbers-as-bounds", {"enum": [1, 2, 3]}, INT | {"minimum": 1, "maximum": 3}),
    Row("switch-as-list", {"type": "boolean"}, {"enum": [True, False]}),
    Row("not-not", TXT, {"not": {"not": TXT}}),
    Row("not-a-list-of-values", TXT | {"enum": ["a", "b", "c"]},
        TXT | {"enum": ["a", "b", "c"], "not": {"enum": ["d"]}}),
    Row("not-a-listed-value", TXT | {"enum": ["a", "b", "c"]},
        TXT | {"enum": ["a", "b", "c"], "not": {"enum": ["c"]}}, "c"),
    Row("demanded-through-all-of-with-read-only",
        {"allOf": [_object({"id": TXT | {"readOnly": True}}), _object(A)]},
        {"allOf": [_object({"id": TXT | {"readOnly": True}}), _object(A)], "required": ["id"]},
        sides=("request",)),
    Row("default-beside-required", _object(A, "a"), _object({"a": INT | {"default": 1}}), N, {},
        sides=("request",), findings=2),
    Row("format-under-an-enum", TXT | {"enum": ["2024-01-31"]},
        TXT | {"enum": ["2024-01-31"], "format": "date"}),
    Row("format-of-another-type", INT, INT | {"format": "date"}),
    Row("email-as-pattern", TXT | {"format": "email"}, TXT | {"pattern": "@"}, N, "@"),
    Row("length-of-wide-letters", TXT | {"maxLength": 2}, TXT | {"maxLength": 1}, "éé"),
    Row("empty-text-listed", TXT | {"minLength": 1}, TXT | {"enum": ["", "a"]}, "b", ""),
    Row("three-levels-of-forms", _either(_either(TXT, INT), _list(_either(TXT, INT))),
        _either(_either(TXT, INT), _list(_either(TXT, NUM))), N, [0.5]),
)  # fmt: skip
