"""Pairs of schemas whose truth is known: the second of each admits more than the first."""

from collections.abc import Callable

import jsonschema_rs
import pytest

from contracts.drift.witnesses import Form, find_witness
from specs.values import ABSENT, Json, Missing, find

TEXT: Json = {"type": "string"}
WHOLE: Json = {"type": "integer"}


def form(root: Json, at: str = "") -> Form:
    """Returns a schema of a document, the document being the root of all references."""
    whole = {**root, "$ref": "#" + at} if at else root
    validator = jsonschema_rs.Draft202012Validator(whole, validate_formats=True)
    return Form(find(root, at), lambda name: find(root, name[1:]), validator.is_valid)


def thing(**properties: Json) -> Json:
    return {"type": "object", "properties": properties}


def text(**words: Json) -> Json:
    return {"type": "string", **words}


def number(**words: Json) -> Json:
    return {"type": "number", **words}


def many(items: Json = True, **words: Json) -> Json:
    return {"type": "array", "items": items, **words}


CAT = {**thing(kind={"const": "cat"}, lives=WHOLE), "required": ["kind"]}
DOG = {**thing(kind={"const": "dog"}, barks={"type": "boolean"}), "required": ["kind"]}
STRICT_DOG = {**DOG, "required": ["kind", "barks"]}

PAIRS: dict[str, tuple[Json, Json]] = {
    "anything": ({"not": {}}, {}),
    "type": (TEXT, {"type": ["string", "integer"]}),
    "type_whole": (WHOLE, {"type": "number"}),
    "null": (TEXT, {"type": ["string", "null"]}),
    "boolean": ({"const": True}, {"type": "boolean"}),
    "enum": ({"enum": ["a", "b"]}, {"enum": ["a", "b", "c"]}),
    "enum_mixed": ({"enum": [1, "a"]}, {"enum": [1, "a", None]}),
    "enum_of_objects": ({"enum": [{"a": 1}]}, {"enum": [{"a": 1}, {"a": 2}]}),
    "enum_dropped": ({"type": "string", "enum": ["a"]}, TEXT),
    "const": ({"const": 1}, {"enum": [1, 2]}),
    "maximum": (number(maximum=5), number(maximum=6)),
    "maximum_hair": (number(maximum=5), number(maximum=5.001)),
    "maximum_between_whole": ({"type": "integer", "maximum": 5}, {"type": "integer", "maximum": 6}),
    "minimum": (number(minimum=5), number(minimum=4)),
    "minimum_far": (number(minimum=10**12), number(minimum=10**11)),
    "exclusive_maximum": (number(exclusiveMaximum=5), number(maximum=5)),
    "exclusive_minimum": (number(exclusiveMinimum=5), number(minimum=5)),
    "multiple_of": (number(multipleOf=4), number(multipleOf=2)),
    "multiple_of_decimal": (number(multipleOf=0.1), number(multipleOf=0.01)),
    "multiple_of_in_bounds": (
        {"type": "integer", "multipleOf": 7, "minimum": 20, "maximum": 30},
        {"type": "integer", "minimum": 20, "maximum": 30},
    ),
    "multiple_of_large": (number(multipleOf=1000, minimum=0), number(multipleOf=500, minimum=0)),
    "max_length": (text(maxLength=5), text(maxLength=6)),
    "max_length_long": (text(maxLength=255), text()),
    "min_length": (text(minLength=2), text(minLength=1)),
    "min_length_empty": (text(minLength=1), text()),
    "pattern": (text(pattern="^[a-z]+$"), text(pattern="^[a-z0-9]+$")),
    "pattern_dropped": (text(pattern="^[A-Z]{2}$"), text()),
    "pattern_counted": (text(pattern=r"^\d{5}$"), text(pattern=r"^\d{5}(-\d{4})?$")),
    "pattern_with_length": (
        text(pattern="^a+$", maxLength=9),
        text(pattern="^a+$", maxLength=10),
    ),
    "pattern_alternatives": (text(pattern="^(get|put)$"), text(pattern="^(get|put|post)$")),
    "pattern_unanchored": (text(pattern="^ab"), text(pattern="ab")),
    "pattern_looking_ahead": (text(pattern=r"^(?=.*\d).{8,}$"), text(pattern="^.{8,}$")),
    "pattern_not_ahead": (text(pattern="^(?!x-)[a-z-]+$"), text(pattern="^[a-z-]+$")),
    "pattern_of_letters": (text(pattern=r"^[A-Z]+$"), text(pattern=r"^\p{Lu}+$")),
    "format": (text(format="date"), text()),
    "format_time": (text(format="date-time"), text()),
    "format_uuid": (text(format="uuid"), text()),
    "format_email": (text(format="email"), text()),
    "format_uri": (text(format="uri"), text(format="uri-reference")),
    "format_pattern": (
        text(format="date"),
        text(pattern=r"^\d{4}-\d{2}-\d{2}$"),
    ),
    "format_host": (text(format="hostname"), text()),
    "format_address": (text(format="ipv4"), text()),
    "format_address_6": (text(format="ipv6"), text()),
    "format_duration": (text(format="duration"), text()),
    "format_pointer": (text(format="json-pointer"), text()),
    "format_regex": (text(format="regex"), text()),
    "format_clock": (text(format="time"), text()),
    "format_with_pattern": (
        text(format="date", pattern="^20"),
        text(format="date"),
    ),
    "max_items": (many(WHOLE, maxItems=2), many(WHOLE, maxItems=3)),
    "max_items_many": (many(TEXT, maxItems=50), many(TEXT)),
    "min_items": (many(WHOLE, minItems=1), many(WHOLE)),
    "unique_items": (many(WHOLE, uniqueItems=True), many(WHOLE)),
    "unique_items_few": (
        many({"type": "boolean"}, uniqueItems=True, minItems=2),
        many({"type": "boolean"}, minItems=2),
    ),
    "items": (many(TEXT), many({"type": ["string", "null"]})),
    "items_unique_inside": (
        many({"type": "integer", "maximum": 9}, uniqueItems=True, minItems=3),
        many({"type": "integer", "maximum": 10}, uniqueItems=True, minItems=3),
    ),
    "items_forbidden": (many(False), many(TEXT)),
    "prefix_items": (
        {"type": "array", "prefixItems": [TEXT, WHOLE]},
        {"type": "array", "prefixItems": [TEXT]},
    ),
    "prefix_and_rest": (
        {"type": "array", "prefixItems": [TEXT], "items": False},
        {"type": "array", "prefixItems": [TEXT], "items": WHOLE},
    ),
    "contains": (many(contains={"const": 1}), many()),
    "contains_more": (
        many(contains={"const": 1}, minContains=2),
        many(contains={"const": 1}),
    ),
    "contains_at_most": (
        many(contains={"const": 1}, maxContains=1),
        many(contains={"const": 1}, maxContains=2),
    ),
    "unevaluated_items": (
        {"type": "array", "prefixItems": [TEXT], "unevaluatedItems": False},
        {"type": "array", "prefixItems": [TEXT], "unevaluatedItems": WHOLE},
    ),
    "required": ({**thing(a=TEXT), "required": ["a"]}, thing(a=TEXT)),
    "required_of_two": (
        {**thing(a=TEXT, b=TEXT), "required": ["a", "b"]},
        {**thing(a=TEXT, b=TEXT), "required": ["a"]},
    ),
    "property": (thing(a=text(maxLength=3)), thing(a=TEXT)),
    "property_forbidden": (thing(a=False), thing(a=TEXT)),
    "property_closed": (
        {**thing(a=TEXT), "additionalProperties": False},
        {**thing(a=TEXT, b=TEXT), "additionalProperties": False},
    ),
    "additional": (
        {"type": "object", "additionalProperties": WHOLE},
        {"type": "object", "additionalProperties": {"type": "number"}},
    ),
    "additional_closed": (
        {**thing(a=TEXT), "additionalProperties": False},
        {**thing(a=TEXT), "additionalProperties": True},
    ),
    "unevaluated": (
        {"allOf": [thing(a=TEXT)], "type": "object", "unevaluatedProperties": False},
        {"allOf": [thing(a=TEXT)], "type": "object", "unevaluatedProperties": WHOLE},
    ),
    "pattern_properties": (
        {"type": "object", "patternProperties": {"^x-": WHOLE}},
        {"type": "object", "patternProperties": {"^x-": {"type": "number"}}},
    ),
    "pattern_properties_closed": (
        {"type": "object", "patternProperties": {"^x": TEXT}, "additionalProperties": False},
        {"type": "object", "patternProperties": {"^[xy]": TEXT}, "additionalProperties": False},
    ),
    "property_names": (
        {"type": "object", "propertyNames": {"maxLength": 3}, "additionalProperties": True},
        {"type": "object", "additionalProperties": True},
    ),
    "property_names_pattern": (
        {"additionalProperties": WHOLE, "propertyNames": {"pattern": "^[a-z]+$"}, "type": "object"},
        {"additionalProperties": WHOLE, "propertyNames": {"pattern": "^[a-z]"}, "type": "object"},
    ),
    "max_properties": (
        {**thing(a=TEXT, b=TEXT, c=TEXT), "maxProperties": 1},
        {**thing(a=TEXT, b=TEXT, c=TEXT), "maxProperties": 2},
    ),
    "min_properties": (
        {**thing(a=TEXT, b=TEXT), "minProperties": 2},
        {**thing(a=TEXT, b=TEXT), "minProperties": 1},
    ),
    "dependent_required": (
        {**thing(a=TEXT, b=TEXT), "dependentRequired": {"a": ["b"]}},
        thing(a=TEXT, b=TEXT),
    ),
    "dependent_schemas": (
        {**thing(a=TEXT, b=TEXT), "dependentSchemas": {"a": thing(b={"minLength": 2})}},
        thing(a=TEXT, b=TEXT),
    ),
    "all_of": ({"allOf": [TEXT, {"minLength": 1}]}, {"allOf": [TEXT]}),
    "all_of_inside": (
        {"allOf": [thing(a=WHOLE), thing(b=WHOLE)]},
        {"allOf": [thing(a=WHOLE), thing(b={"type": "number"})]},
    ),
    "any_of": ({"anyOf": [TEXT, WHOLE]}, {"anyOf": [TEXT, WHOLE, {"type": "null"}]}),
    "any_of_inside": ({"anyOf": [CAT, STRICT_DOG]}, {"anyOf": [CAT, DOG]}),
    "any_of_split": (
        {"anyOf": [number(maximum=1), number(minimum=3)]},
        {"anyOf": [number(maximum=2), number(minimum=2)]},
    ),
    "one_of": ({"oneOf": [CAT]}, {"oneOf": [CAT, DOG]}),
    "one_of_inside": ({"oneOf": [CAT, STRICT_DOG]}, {"oneOf": [CAT, DOG]}),
    "one_of_overlap": (
        {"oneOf": [number(maximum=5), number(minimum=5)]},
        {"anyOf": [number(maximum=5), number(minimum=5)]},
    ),
    "not": ({**TEXT, "not": {"enum": ["a", "b"]}}, {**TEXT, "not": {"const": "a"}}),
    "not_required": (
        {**thing(a=TEXT, b=TEXT), "not": {"required": ["a"]}},
        {**thing(a=TEXT, b=TEXT), "not": {"required": ["a", "b"]}},
    ),
    "if_then": (
        {
            **thing(kind=TEXT, size=WHOLE),
            "if": {"properties": {"kind": {"const": "big"}}, "required": ["kind"]},
            "then": {"required": ["size"]},
        },
        thing(kind=TEXT, size=WHOLE),
    ),
    "if_else": (
        {**WHOLE, "if": {"minimum": 10}, "then": {"multipleOf": 10}, "else": {"minimum": 1}},
        {**WHOLE, "if": {"minimum": 10}, "then": {"multipleOf": 5}, "else": {"minimum": 1}},
    ),
}

WRAPPERS: dict[str, Callable[[Json], Json]] = {
    "alone": lambda inner: inner,
    "property": lambda inner: thing(name=inner),
    "deep": lambda inner: {
        **thing(list=many(thing(deep=thing(name=inner)), maxItems=3), other=TEXT),
        "required": ["list", "other"],
    },
    "item": lambda inner: many(inner, minItems=2),
    "map": lambda inner: {"type": "object", "additionalProperties": inner},
    "all_of": lambda inner: {"allOf": [thing(other=TEXT), {**thing(name=inner)}]},
    "one_of": lambda inner: {"oneOf": [{**thing(it=inner), "required": ["it"]}, {"type": "null"}]},
    "any_of": lambda inner: {
        "anyOf": [CAT, {**thing(kind={"const": "box"}, it=inner), "required": ["kind", "it"]}]
    },
}


def referring(inner: Json) -> Json:
    """Returns a document that refers to a schema through another, which refers to itself."""
    node = {**thing(it={"$ref": "#/of/It"}, next={"$ref": "#/of/Node"}), "required": ["it"]}
    return {"of": {"Node": node, "It": inner, "Root": thing(first={"$ref": "#/of/Node"})}}


@pytest.mark.parametrize("wrapper", WRAPPERS)
@pytest.mark.parametrize("name", PAIRS)
def test_what_only_the_wider_schema_admits_is_found(name: str, wrapper: str) -> None:
    narrow, wide = (form(WRAPPERS[wrapper](schema)) for schema in PAIRS[name])

    found = find_witness(wide, narrow)

    assert found is not ABSENT
    assert wide.is_valid(found)
    assert not narrow.is_valid(found)


@pytest.mark.parametrize("wrapper", ["alone", "deep", "any_of"])
@pytest.mark.parametrize("name", PAIRS)
def test_nothing_is_found_in_the_narrower_schema(name: str, wrapper: str) -> None:
    narrow, wide = (form(WRAPPERS[wrapper](schema)) for schema in PAIRS[name])

    assert find_witness(narrow, wide, undeclared=True) is ABSENT
    assert find_witness(wide, wide, undeclared=True) is ABSENT


@pytest.mark.parametrize("name", PAIRS)
def test_references_are_followed_and_need_not_end(name: str) -> None:
    narrow, wide = (form(referring(schema), "/of/Root") for schema in PAIRS[name])

    found = find_witness(wide, narrow, path=("first", "next", "it"), elsewhere=False)

    assert found is not ABSENT
    assert "next" in found["first"]
    assert find_witness(narrow, wide) is ABSENT


def test_same_question_has_the_same_answer() -> None:
    answers = {
        name: find_witness(form(wide), form(narrow)) for name, (narrow, wide) in PAIRS.items()
    }

    assert answers == {
        name: find_witness(form(wide), form(narrow)) for name, (narrow, wide) in PAIRS.items()
    }


@pytest.mark.parametrize(
    ("inner", "outer", "expected"),
    [
        (thing(name=TEXT), thing(name=text(maxLength=5)), {"name": "aaaaaa"}),
        ({**thing(a=TEXT, b=TEXT), "required": ["a"]}, thing(a=text(enum=["x"])), {"a": "a"}),
        (thing(a=WHOLE), {**thing(a=WHOLE), "required": ["a"]}, {}),
        (thing(list=many(WHOLE)), thing(list=many(WHOLE, maxItems=2)), {"list": [1, 1, 1]}),
        (thing(on={"enum": ["a", "b"]}), thing(on={"enum": ["a"]}), {"on": "b"}),
        ({"type": ["string", "null"]}, TEXT, None),
    ],
)
def test_witness_holds_no_more_than_it_has_to(inner: Json, outer: Json, expected: Json) -> None:
    assert find_witness(form(inner), form(outer)) == expected


def test_members_that_nobody_named_are_not_sent() -> None:
    opened, closed = thing(a=TEXT), {**thing(a=TEXT), "additionalProperties": False}

    assert find_witness(form(opened), form(closed)) is ABSENT
    assert find_witness(form(opened), form(closed), undeclared=True) is not ABSENT


def test_new_optional_member_of_a_type_is_harmless_unless_read_literally() -> None:
    before, after = thing(a=TEXT), thing(a=TEXT, b=WHOLE)

    assert find_witness(form(before), form(after)) is ABSENT
    assert "b" in find_witness(form(before), form(after), undeclared=True)


def test_member_of_another_form_is_not_sent() -> None:
    before = {"anyOf": [CAT, DOG]}
    after = {"anyOf": [thing(kind={"const": "cat"}, lives=WHOLE, barks=WHOLE), DOG]}

    assert find_witness(form(before), form(after)) is ABSENT


@pytest.mark.parametrize("more", [True, WHOLE])
def test_members_that_are_admitted_in_so_many_words_are_sent(more: Json) -> None:
    before = {**thing(a=TEXT), "additionalProperties": more}

    found = find_witness(form(before), form({**thing(a=TEXT), "additionalProperties": False}))

    assert len(found) == 1


def test_path_says_which_of_two_differences_is_meant() -> None:
    wide, narrow = form(thing(a=TEXT, b=TEXT)), form(thing(a=text(maxLength=1), b={"const": "x"}))

    assert find_witness(wide, narrow, path=("a",)) == {"a": "aa"}
    assert find_witness(wide, narrow, path=("b",)) == {"b": "a"}


def test_path_where_nothing_differs_finds_nothing_there() -> None:
    wide, narrow = form(thing(a=TEXT, b=TEXT)), form(thing(a=text(maxLength=1), b=TEXT))

    assert find_witness(wide, narrow, path=("b",), elsewhere=False) is ABSENT
    assert find_witness(wide, narrow, path=("b",)) == {"a": "aa"}


@pytest.mark.parametrize(
    ("inner", "outer", "is_found"),
    [
        (WHOLE, TEXT, False),
        ({"type": "boolean"}, TEXT, False),
        (number(), TEXT, False),
        (WHOLE, text(maxLength=2), True),
        (WHOLE, text(pattern="^[0-9]+$"), True),
        ({"type": "integer", "minimum": 0}, text(pattern="^[0-9]+$"), False),
        (TEXT, WHOLE, True),
        (text(pattern="^[1-9][0-9]*$"), WHOLE, False),
        (text(pattern="^[1-9][0-9]*$"), {"type": "integer", "maximum": 5}, True),
        ({"enum": ["1", "2"]}, {"enum": [1, 2]}, False),
        ({"enum": ["1", "2", "3"]}, {"enum": [1, 2]}, True),
        ({"enum": ["true", "false"]}, {"type": "boolean"}, False),
        (many(WHOLE), many(TEXT), False),
        (many(WHOLE), many(text(maxLength=1)), True),
        (thing(a=WHOLE, b=TEXT), thing(a=TEXT, b=TEXT), False),
    ],
)
def test_value_and_its_text_are_one_where_it_travels_as_text(
    inner: Json, outer: Json, is_found: bool
) -> None:
    found: Json | Missing = find_witness(form(inner), form(outer), is_text=True)

    assert (found is not ABSENT) == is_found


def test_each_of_many_values_can_be_the_one_that_is_asked_for() -> None:
    letters = [chr(code) for code in range(ord("a"), ord("z") + 1)]
    wide, narrow = (
        thing(list=many(thing(it={"enum": letters}))),
        thing(list=many(thing(it={"enum": ["a"]}))),
    )

    def is_valid(value: Json) -> bool:
        return value != {"list": [{"it": "z"}]}

    outer = Form(narrow, lambda name: {}, is_valid)

    assert find_witness(form(wide), outer, path=("list", "*", "it")) == {"list": [{"it": "z"}]}


def test_each_of_many_members_can_be_the_one_that_is_asked_for() -> None:
    names = [f"m{number}" for number in range(30)]
    wide = thing(it=thing(**dict.fromkeys(names, TEXT)))
    narrow = thing(it={"type": "object", "additionalProperties": False})

    outer = Form(narrow, lambda name: {}, lambda value: "m29" not in value.get("it", ()))

    assert find_witness(form(wide), outer, path=("it",)) == {"it": {"m29": "a"}}


def test_many_forms_are_no_trouble() -> None:
    forms = [
        {**thing(code={"const": code}, text=TEXT), "required": ["code", "text"]}
        for code in range(60)
    ]
    changed = [*forms[:40], {**forms[40], "properties": {"code": {"const": 40}, "text": WHOLE}}]

    found = find_witness(form({"oneOf": forms}), form({"oneOf": [*changed, *forms[41:]]}))

    assert found == {"code": 40, "text": "a"}


def network(longest: int) -> Json:
    """Returns twelve kinds of objects, each of which may hold several others."""
    kinds = {}
    for number in range(12):
        held = [{"$ref": f"#/of/{(number * 3 + off) % 12}"} for off in (1, 5, 2)]
        schema = thing(
            id=text(maxLength=longest if number == 7 else 50),
            object={"const": str(number)},
            one={"anyOf": [TEXT, held[2]]},
            many={"anyOf": [*held, {"type": "null"}]},
        )
        kinds[str(number)] = {**schema, "required": ["id", "object"]}
    return {"of": kinds}


def test_place_far_down_among_forms_of_forms_is_reached() -> None:
    wide, narrow = form(network(50), "/of/0"), form(network(10), "/of/0")

    found = find_witness(wide, narrow, path=("one", "many", "id"), elsewhere=False)

    assert found == {
        "id": "a",
        "object": "0",
        "one": {"id": "a", "object": "2", "many": {"id": "a" * 11, "object": "7"}},
    }


def test_no_more_values_are_tried_than_allowed() -> None:
    tried: list[Json] = []

    def refuse(value: Json) -> bool:
        tried.append(value)
        return False

    wide = Form({}, lambda name: {}, refuse)
    find_witness(wide, Form({"type": "null"}, lambda name: {}, refuse), limit=25)

    assert 5 < len(tried) <= 25
