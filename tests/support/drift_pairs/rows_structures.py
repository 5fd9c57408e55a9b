"""Edits of lists, objects, and of what is said by several schemas together."""

from typing import Final

from specs.values import ABSENT, Json, Record
from tests.support.drift_pairs.row import Row
from tests.support.drift_pairs.rows_scalars import INT, NUM, TXT

N: Final = ABSENT


def _list(schema: Json, **more: Json) -> Record:
    return {"type": "array", "items": schema, **more}


def _object(members: Record, *required: str, **more: Json) -> Record:
    needed = {"required": list(required)} if required else {}
    return {"type": "object", "properties": members, **needed, **more}


A: Final = {"a": INT}
AB: Final = {"a": INT, "b": TXT}
CLOSED: Final = {"additionalProperties": False}
SILENT: Final = ("silent", "silent")

ARRAYS: Final = (
    Row("max-items-lowered", _list(INT, maxItems=3), _list(INT, maxItems=2), [1, 1, 1],
        is_shared=True),
    Row("max-items-added", _list(INT), _list(INT, maxItems=0), [1]),
    Row("min-items-raised", _list(INT), _list(INT, minItems=1), []),
    Row("unique-items-demanded", _list(INT), _list(INT, uniqueItems=True), [1, 1],
        is_shared=True),
    Row("unique-items-of-one", _list(INT, maxItems=1), _list(INT, maxItems=1, uniqueItems=True)),
    Row("items-narrowed", _list(INT), _list(INT | {"maximum": 5}), [9]),
    Row("items-of-items-narrowed", _list(_list(TXT)), _list(_list(TXT | {"maxLength": 1})),
        [["ab"]]),
    Row("items-of-another-type", _list(INT), _list(TXT), [1], ["a"]),
    Row("items-of-an-empty-list", _list(INT, maxItems=0), _list(TXT, maxItems=0)),
    Row("items-said", {"type": "array", "items": {}}, _list(TXT), [1]),
    Row("max-items-beyond-unique-values", _list({"enum": ["a", "b"]}, uniqueItems=True, maxItems=9),
        _list({"enum": ["a", "b"]}, uniqueItems=True, maxItems=2)),
    Row("max-items-below-unique-values", _list({"enum": ["a", "b"]}, uniqueItems=True),
        _list({"enum": ["a", "b"]}, uniqueItems=True, maxItems=1), ["a", "b"]),
    Row("prefix-items-added", _list(TXT), _list(TXT, prefixItems=[TXT | {"maxLength": 1}]),
        ["ab"], version="3.1"),
    Row("contains-added", _list(INT), _list(INT, contains={"const": 1}), [], version="3.1"),
    Row("min-contains-raised", _list(INT, contains={"const": 1}),
        _list(INT, contains={"const": 1}, minContains=2), [1], version="3.1"),
    Row("max-contains-added", _list(INT, contains={"const": 1}),
        _list(INT, contains={"const": 1}, maxContains=1), [1, 1], version="3.1"),
    Row("unevaluated-items-forbidden", {"type": "array", "prefixItems": [INT], "items": INT},
        {"type": "array", "prefixItems": [INT], "unevaluatedItems": False}, [1, 2],
        version="3.1"),
    Row("nullable-items", _list(TXT | {"nullable": True}), _list(TXT), [None], version="3.0"),
    Row("member-of-items-demanded", _list(_object(A)), _list(_object(A, "a")), [{}]),
)  # fmt: skip

OBJECTS: Final = (
    Row("member-demanded", _object(A), _object(A, "a"), {}, is_shared=True),
    Row("required-member-added", _object(A, "a"), _object(AB, "a", "b"), {"a": 1},
        request=("breaks", "open"), response=("safe", "breaks")),
    Row("optional-member-added", _object(A), _object(AB),
        request=("safe", "open"), response=("safe", "open")),
    Row("optional-member-added-to-closed", _object(A, **CLOSED), _object(AB, **CLOSED), N,
        {"b": "x"}, is_shared=True),
    Row("member-type-changed", _object(AB), _object({"a": INT, "b": INT}), {"b": "x"}, {"b": 1}),
    Row("member-narrowed", _object(AB), _object({"a": INT, "b": TXT | {"maxLength": 3}}),
        {"b": "abcd"}),
    Row("member-renamed", _object({"a": INT}, "a"), _object({"b": INT}, "b"), {"a": 1}, {"b": 1},
        findings=2),
    Row("deep-member-narrowed", _object({"o": _object({"p": _object({"q": INT})})}),
        _object({"o": _object({"p": _object({"q": INT | {"minimum": 1}})})}),
        {"o": {"p": {"q": 0}}}),
    Row("closed", _object(A), _object(A, **CLOSED)),
    Row("said-to-be-open-then-closed", _object(A, additionalProperties=True),
        _object(A, **CLOSED), {"x": 1}),
    Row("dictionary-values-changed", {"type": "object", "additionalProperties": INT},
        {"type": "object", "additionalProperties": TXT}, {"x": 1}, {"x": "a"}),
    Row("dictionary-values-narrowed", {"type": "object", "additionalProperties": INT},
        {"type": "object", "additionalProperties": INT | {"maximum": 9}}, {"x": 10}),
    Row("dictionary-closed", _object(A, additionalProperties=INT), _object(A, **CLOSED), {"x": 1}),
    Row("pattern-properties-narrowed", {"type": "object", "patternProperties": {"^x": INT}},
        {"type": "object", "patternProperties": {"^x": INT | {"minimum": 0}}}, {"x": -1},
        version="3.1"),
    Row("property-names-narrowed", {"type": "object", "additionalProperties": INT},
        {"type": "object", "additionalProperties": INT, "propertyNames": {"maxLength": 1}},
        {"ab": 1}, version="3.1"),
    Row("min-properties-raised", _object(AB), _object(AB, minProperties=1), {}, is_shared=True),
    Row("max-properties-lowered", _object(AB), _object(AB, maxProperties=1), {"a": 1, "b": "x"}),
    Row("min-properties-of-a-required-member", _object(A, "a"), _object(A, "a", minProperties=1)),
    Row("max-properties-of-a-closed-object", _object(AB, **CLOSED),
        _object(AB, maxProperties=2, **CLOSED)),
    Row("dependent-required", _object(AB), _object(AB, dependentRequired={"a": ["b"]}), {"a": 1},
        version="3.1"),
    Row("dependent-schema", _object(AB),
        _object(AB, dependentSchemas={"a": {"properties": {"b": {"const": "x"}}}}),
        {"a": 1, "b": "y"}, version="3.1"),
    Row("dependent-required-of-required", _object(AB, "a", "b"),
        _object(AB, "a", "b", dependentRequired={"a": ["b"]}), version="3.1"),
    Row("unevaluated-forbidden", {"allOf": [_object(A)], "properties": {"b": TXT, "c": TXT}},
        {"allOf": [_object(A)], "properties": {"b": TXT}, "unevaluatedProperties": False},
        {"c": "x"}, version="3.1"),
    Row("member-forbidden", _object(AB), _object({"a": INT, "b": False}), {"b": "x"},
        version="3.1"),
    Row("not-added", _object(AB), _object(AB, **{"not": {"required": ["b"]}}), {"b": "x"}),
    Row("not-of-a-value", TXT, TXT | {"not": {"enum": ["x"]}}, "x", is_shared=True),
    Row("not-widened", INT | {"not": {"minimum": 10}}, INT | {"not": {"minimum": 5}}, 7),
    Row("not-of-what-never-is", INT, INT | {"not": {"type": "string"}}),
    Row("read-only-id-promised", _object({"id": TXT | {"readOnly": True}}),
        _object({"id": TXT | {"readOnly": True}}, "id"), {}, sides=("response",)),
    Row("read-only-id-demanded", _object({"id": TXT | {"readOnly": True}}),
        _object({"id": TXT | {"readOnly": True}}, "id"), sides=("request",)),
    Row("write-only-secret-demanded", _object({"s": TXT | {"writeOnly": True}}),
        _object({"s": TXT | {"writeOnly": True}}, "s"), {}, sides=("request",)),
    Row("write-only-secret-promised", _object({"s": TXT | {"writeOnly": True}}),
        _object({"s": TXT | {"writeOnly": True}}, "s"), sides=("response",)),
    Row("required-no-longer-read-only", _object({"id": TXT | {"readOnly": True}}, "id"),
        _object({"id": TXT}, "id"), {}, sides=("request",), request=("breaks", "open")),
    Row("became-read-only", _object({"id": TXT}), _object({"id": TXT | {"readOnly": True}}),
        request=("open", "safe"), response=SILENT),
    Row("became-write-only", _object({"s": TXT}), _object({"s": TXT | {"writeOnly": True}}),
        response=("open", "safe"), request=SILENT),
)  # fmt: skip

CAT: Final = _object({"kind": {"enum": ["cat"]}, "lives": INT}, "kind")
DOG: Final = _object({"kind": {"enum": ["dog"]}, "barks": {"type": "boolean"}}, "kind")
EEL: Final = _object({"kind": {"enum": ["eel"]}}, "kind")

VARIANTS: Final = (
    Row("one-of-branch-removed", {"oneOf": [CAT, DOG, EEL]}, {"oneOf": [CAT, DOG]},
        {"kind": "eel"}, is_shared=True),
    Row("any-of-branch-added", {"anyOf": [CAT, DOG]}, {"anyOf": [CAT, EEL, DOG]}, N,
        {"kind": "eel"}),
    Row("one-of-overlapping-to-any-of", {"oneOf": [INT, NUM]}, {"anyOf": [INT, NUM]}, N, 1),
    Row("one-of-disjoint-to-any-of", {"oneOf": [CAT, DOG]}, {"anyOf": [CAT, DOG]}),
    Row("one-of-reordered-and-narrowed", {"oneOf": [CAT, DOG]},
        {"oneOf": [DOG, CAT | {"required": ["kind", "lives"]}]}, {"kind": "cat"}),
    Row("one-of-reordered-and-widened", {"oneOf": [CAT | {"required": ["kind", "lives"]}, DOG]},
        {"oneOf": [DOG, CAT]}, N, {"kind": "cat"}),
    Row("one-of-overlap-added", {"oneOf": [INT]}, {"oneOf": [INT, NUM | {"minimum": 0}]}, 1, 0.5),
    Row("all-of-part-added", {"allOf": [_object(A)]},
        {"allOf": [_object(A), _object(AB, "b")]}, {"a": 1}, request=("breaks", "open")),
    Row("all-of-part-that-adds-nothing", {"allOf": [_object(AB, "a")]},
        {"allOf": [_object(AB, "a"), _object(A)]}),
    Row("any-of-branch-within-another", {"anyOf": [INT, NUM]}, NUM),
    Row("any-of-branches-merged", {"anyOf": [INT | {"maximum": 5}, INT | {"maximum": 9}]},
        INT | {"maximum": 9}),
    Row("one-of-to-single", {"oneOf": [TXT, INT]}, TXT, 1),
    Row("one-of-as-enum", {"oneOf": [{"enum": ["a"]}, {"enum": ["b"]}]}, {"enum": ["a", "b"]}),
    Row("mapping-entry-removed",
        {"oneOf": [CAT, DOG], "discriminator": {"propertyName": "kind",
         "mapping": {"cat": "#/components/schemas/X", "kitty": "#/components/schemas/X"}}},
        {"oneOf": [CAT, DOG], "discriminator": {"propertyName": "kind",
         "mapping": {"cat": "#/components/schemas/X"}}},
        request=("open", "safe"), response=("safe", "open"), sides=()),
    Row("if-then-added", _object(AB),
        _object(AB, **{"if": {"required": ["a"]}, "then": {"required": ["b"]}}), {"a": 1},
        version="3.1"),
    Row("else-added", _object(AB),
        _object(AB, **{"if": {"required": ["a"]}, "else": {"required": ["b"]}}), {},
        version="3.1"),
    Row("any-of-branch-narrowed-but-covered", {"anyOf": [TXT, TXT | {"maxLength": 5}]},
        {"anyOf": [TXT, TXT | {"maxLength": 3}]}),
    Row("one-of-member-type-widened", {"oneOf": [CAT, DOG]},
        {"oneOf": [_object(CAT["properties"] | {"lives": NUM}, "kind"), DOG]}, N,
        {"kind": "cat", "lives": 0.5}),
)  # fmt: skip

EQUAL: Final = tuple(
    Row(name, before, after, version=version, request=SILENT, response=SILENT)
    for name, before, after, version in (
        ("all-of-of-one", _object(A), {"allOf": [_object(A)]}, ""),
        ("one-of-of-one", _object(A), {"oneOf": [_object(A)]}, ""),
        ("any-of-of-one", TXT, {"anyOf": [TXT]}, ""),
        ("all-of-merged", {"allOf": [_object(A, "a"), _object({"b": TXT}, "b")]},
         _object(AB, "a", "b"), ""),
        ("members-reordered", _object(AB, "a", "b"), _object({"b": TXT, "a": INT}, "b", "a"), ""),
        ("enum-reordered", TXT | {"enum": ["a", "b", "c"]}, TXT | {"enum": ["c", "a", "b"]}, ""),
        ("one-of-reordered", {"oneOf": [CAT, DOG, EEL]}, {"oneOf": [EEL, CAT, DOG]}, ""),
        ("any-of-reordered", {"anyOf": [TXT, INT]}, {"anyOf": [INT, TXT]}, ""),
        ("all-of-reordered", {"allOf": [_object(A), _object({"b": TXT})]},
         {"allOf": [_object({"b": TXT}), _object(A)]}, ""),
        ("type-as-list", TXT, {"type": ["string"]}, "3.1"),
        ("type-list-reordered", {"type": ["string", "null"]}, {"type": ["null", "string"]}, "3.1"),
        ("const-as-enum", {"const": "a"}, {"enum": ["a"]}, "3.1"),
        ("const-as-enum-of-texts", TXT | {"const": "a"}, TXT | {"enum": ["a"]}, "3.1"),
        ("description-changed", TXT | {"description": "Old."}, TXT | {"description": "New."}, ""),
        ("title-added", _object(A), _object(A, title="Thing"), ""),
        ("example-changed", INT | {"example": 1}, INT | {"example": 2}, ""),
        ("examples-changed", INT | {"examples": [1]}, INT | {"examples": [2, 3]}, "3.1"),
        ("null-by-any-of", {"type": ["integer", "null"]}, {"anyOf": [INT, {"type": "null"}]},
         "3.1"),
        ("empty-required", _object(A), _object(A, required=[]), "3.1"),
        ("min-items-nought", _list(INT), _list(INT, minItems=0), ""),
        ("unique-items-false", _list(INT), _list(INT, uniqueItems=False), ""),
        ("nullable-false", TXT, TXT | {"nullable": False}, "3.0"),
        ("read-only-false", TXT, TXT | {"readOnly": False}, ""),
        ("deprecated-false", TXT, TXT | {"deprecated": False}, ""),
        ("true-as-empty", _object({"a": True}), _object({"a": {}}), "3.1"),
        ("false-as-not", _object({"a": False}), _object({"a": {"not": {}}}), "3.1"),
        ("external-docs", TXT, TXT | {"externalDocs": {"url": "https://docs.example"}}, ""),
        ("all-of-nested", {"allOf": [{"allOf": [_object(A), _object({"b": TXT})]}]},
         {"allOf": [_object(A), _object({"b": TXT})]}, ""),
        ("required-beside-all-of", {"allOf": [_object(A, "a")]},
         {"allOf": [_object(A)], "required": ["a"]}, ""),
        ("exclusive-false", NUM | {"maximum": 9}, NUM | {"maximum": 9, "exclusiveMaximum": False},
         "3.0"),
        ("own-word-changed", TXT | {"x-note": 1}, TXT | {"x-note": 2}, ""),
        ("enum-twice-listed", {"enum": ["a", "b"]}, {"allOf": [{"enum": ["a", "b"]}]}, ""),
        ("member-comment", TXT, TXT | {"$comment": "why"}, "3.1"),
        ("additional-true-as-empty", _object(A, additionalProperties=True),
         _object(A, additionalProperties={}), ""),
    )
) + tuple(
    Row(name, before, after, version="3.0", revision_version="3.1", request=SILENT,
        response=SILENT)
    for name, before, after in (
        ("nullable-to-type-list", TXT | {"nullable": True}, {"type": ["string", "null"]}),
        ("nullable-enum-to-type-list", TXT | {"nullable": True, "enum": ["a", None]},
         {"type": ["string", "null"], "enum": ["a", None]}),
        ("exclusive-minimum-spelled", NUM | {"minimum": 0, "exclusiveMinimum": True},
         NUM | {"exclusiveMinimum": 0}),
        ("exclusive-maximum-spelled", NUM | {"maximum": 9, "exclusiveMaximum": True},
         NUM | {"exclusiveMaximum": 9}),
        ("enum-of-one-to-const", TXT | {"enum": ["a"]}, TXT | {"const": "a"}),
        ("example-to-examples", INT | {"example": 1}, INT | {"examples": [1]}),
        ("nullable-list-to-type-list", _list(INT, nullable=True),
         {"type": ["array", "null"], "items": INT}),
    )
)  # fmt: skip
