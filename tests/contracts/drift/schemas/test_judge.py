import json

import pytest

from contracts.drift.rules import RULES
from contracts.drift.schemas import Judge, Policy, rule_of
from specs.values import ABSENT, Json, Record
from tests.contracts.drift.schemas.pairs import ROOT, Pairs, bundle_of

TEXT: Record = {"type": "string"}
NUMBER: Record = {"type": "number"}
WHOLE: Record = {"type": "integer"}


def record(properties: Record, **more: Json) -> Record:
    return {"type": "object", "properties": properties, **more}


CAT = record({"kind": {"const": "cat"}, "lives": WHOLE}, required=["kind"])
DOG = record({"kind": {"const": "dog"}}, required=["kind"])
COW = record({"kind": {"const": "cow"}}, required=["kind"])

NARROWINGS: tuple[tuple[Json, Json, str, str], ...] = (
    ({"type": ["string", "integer"]}, TEXT, "type_narrowed", ""),
    (NUMBER, WHOLE, "type_narrowed", ""),
    ({"type": ["string", "null"]}, TEXT, "null_forbidden", ""),
    ({"enum": ["a", "b"]}, {"enum": ["a"]}, "enum_value_removed", ""),
    (NUMBER, {**NUMBER, "maximum": 5}, "maximum_lowered", ""),
    ({**NUMBER, "maximum": 5}, {**NUMBER, "exclusiveMaximum": 5}, "maximum_lowered", ""),
    (NUMBER, {**NUMBER, "minimum": 5}, "minimum_raised", ""),
    ({**NUMBER, "multipleOf": 2}, {**NUMBER, "multipleOf": 4}, "multiple_of_narrowed", ""),
    ({**NUMBER, "multipleOf": 0.01}, {**NUMBER, "multipleOf": 0.1}, "multiple_of_narrowed", ""),
    ({**TEXT, "maxLength": 9}, {**TEXT, "maxLength": 5}, "max_length_lowered", ""),
    (TEXT, {**TEXT, "minLength": 1}, "min_length_raised", ""),
    (TEXT, {**TEXT, "pattern": "^a"}, "pattern_narrowed", ""),
    (TEXT, {**TEXT, "format": "date"}, "format_narrowed", ""),
    ({"type": "array"}, {"type": "array", "maxItems": 1}, "max_items_lowered", ""),
    ({"type": "array"}, {"type": "array", "minItems": 1}, "min_items_raised", ""),
    ({"type": "array"}, {"type": "array", "uniqueItems": True}, "unique_items_demanded", ""),
    ({"type": "array"}, {"type": "array", "contains": TEXT}, "contains_narrowed", ""),
    ({"type": "array", "items": NUMBER}, {"type": "array", "items": WHOLE}, "type_narrowed", "/*"),
    (record({"a": TEXT}), record({"a": TEXT}, required=["a"]), "property_became_required", ""),
    (
        record({"a": TEXT, "b": TEXT}, additionalProperties=False),
        record({"a": TEXT}, additionalProperties=False),
        "property_removed",
        "",
    ),
    (
        record({}, additionalProperties=TEXT),
        record({}, additionalProperties=False),
        "additional_properties_narrowed",
        "",
    ),
    (
        record({}, additionalProperties=True),
        record({}, additionalProperties=True, propertyNames={"maxLength": 2}),
        "property_names_narrowed",
        "",
    ),
    (
        record({"a": TEXT, "b": TEXT}),
        record({"a": TEXT, "b": TEXT}, maxProperties=1),
        "max_properties_lowered",
        "",
    ),
    (record({"a": TEXT}), record({"a": TEXT}, minProperties=1), "min_properties_raised", ""),
    (
        record({"a": TEXT, "b": TEXT}),
        record({"a": TEXT, "b": TEXT}, dependentRequired={"a": ["b"]}),
        "dependency_added",
        "",
    ),
    ({"oneOf": [CAT, DOG, COW]}, {"oneOf": [DOG, CAT]}, "variant_removed", ""),
    (TEXT, {**TEXT, "not": {"const": "x"}}, "exclusion_widened", ""),
    (
        record({"a": record({"b": TEXT})}),
        record({"a": record({"b": {**TEXT, "maxLength": 1}})}),
        "max_length_lowered",
        "/a/b",
    ),
    (
        {"oneOf": [CAT, DOG]},
        {"oneOf": [DOG, record({"kind": {"const": "cat"}, "lives": {**WHOLE, "maximum": 9}},
                               required=["kind"])]},
        "maximum_lowered",
        "/lives",
    ),
)  # fmt: skip


@pytest.mark.parametrize(("wide", "narrow", "ending", "path"), NARROWINGS)
def test_a_narrowed_request_breaks_under_one_rule(
    pairs: Pairs, wide: Json, narrow: Json, ending: str, path: str
) -> None:
    found = pairs.rules(wide, narrow)

    assert found == [(f"request_{ending}", "breaks", path)]


@pytest.mark.parametrize(("wide", "narrow", "ending", "path"), NARROWINGS)
def test_a_widened_response_breaks_under_the_mirror_of_that_rule(
    pairs: Pairs, wide: Json, narrow: Json, ending: str, path: str
) -> None:
    found = pairs.rules(narrow, wide, "response")

    harmful = [one for one in found if one[1] != "harmless"]
    assert harmful == [(RULES[f"request_{ending}"].mirror, "breaks", path)]


@pytest.mark.parametrize(("wide", "narrow", "ending", "path"), NARROWINGS)
def test_a_widened_request_harms_nobody(
    pairs: Pairs, wide: Json, narrow: Json, ending: str, path: str
) -> None:
    found = pairs.rules(narrow, wide)

    assert found
    assert {verdict for _, verdict, _ in found} == {"harmless"}


@pytest.mark.parametrize(("wide", "narrow", "ending", "path"), NARROWINGS)
def test_a_witness_is_accepted_before_and_refused_after(
    pairs: Pairs, wide: Json, narrow: Json, ending: str, path: str
) -> None:
    (found,) = pairs.differences(wide, narrow)

    base = bundle_of(pairs.folder / "a.json", wide).schemas.compile(ROOT, "request")
    revision = bundle_of(pairs.folder / "b.json", narrow).schemas.compile(ROOT, "request")
    assert found.witness is not ABSENT
    assert base.is_valid(found.witness)
    assert not revision.is_valid(found.witness)


REFACTORINGS: tuple[tuple[Json, Json], ...] = (
    (TEXT, {"type": ["string"]}),
    (TEXT, {"allOf": [TEXT]}),
    (TEXT, {"$ref": "#/components/schemas/Text"}),
    (TEXT, {**TEXT, "description": "Words."}),
    ({"enum": ["a", "b"]}, {"enum": ["b", "a"]}),
    ({"enum": ["a"]}, {"const": "a"}),
    ({"oneOf": [CAT, DOG]}, {"oneOf": [DOG, CAT]}),
    ({"anyOf": [TEXT, WHOLE]}, {"type": ["integer", "string"]}),
    (record({"a": TEXT, "b": TEXT}, required=["a", "b"]),
     record({"b": TEXT, "a": TEXT}, required=["b", "a"])),
    (record({"a": TEXT, "b": WHOLE}, required=["b"]),
     {"allOf": [record({"a": TEXT}), record({"b": WHOLE}, required=["b"])]}),
    ({**WHOLE, "maximum": 5}, {**WHOLE, "exclusiveMaximum": 6}),
    ({**NUMBER, "multipleOf": 1}, WHOLE),
    (record({"a": TEXT}), record({"a": {"$ref": "#/components/schemas/Text"}})),
)  # fmt: skip


@pytest.mark.parametrize(("before", "after"), REFACTORINGS)
@pytest.mark.parametrize("direction", ["request", "response"])
def test_a_refactoring_is_silent_both_ways(
    pairs: Pairs, before: Json, after: Json, direction: str
) -> None:
    shared: Record = {"Text": TEXT}
    there = pairs.rules(before, after, direction, others=(shared, shared))
    back = pairs.rules(after, before, direction, others=(shared, shared))

    assert (there, back) == ([], [])


OLD_SPELLINGS: tuple[tuple[Json, Json], ...] = (
    ({**TEXT, "nullable": True}, {"type": ["string", "null"]}),
    ({**NUMBER, "maximum": 5, "exclusiveMaximum": True}, {**NUMBER, "exclusiveMaximum": 5}),
    ({**NUMBER, "minimum": 5, "exclusiveMinimum": False}, {**NUMBER, "minimum": 5}),
    ({"allOf": [record({"a": TEXT})], "nullable": True},
     {"anyOf": [record({"a": TEXT}), {"type": "null"}]}),
)  # fmt: skip


@pytest.mark.parametrize(("old", "new"), OLD_SPELLINGS)
def test_the_same_in_the_words_of_both_versions_is_silent(
    pairs: Pairs, old: Json, new: Json
) -> None:
    up = pairs.rules(old, new, versions=("3.0.3", "3.1.0"))
    down = pairs.rules(new, old, versions=("3.1.0", "3.0.3"))

    assert (up, down) == ([], [])


def test_a_recursive_schema_is_looked_at_once(pairs: Pairs) -> None:
    kids: Record = {"type": "array", "items": {"$ref": "#/components/schemas/Node"}}
    before = {"Node": record({"name": TEXT, "kids": kids})}
    after = {"Node": record({"name": {**TEXT, "maxLength": 3}, "kids": kids})}
    found = pairs.rules(kids, kids, others=(before, after))

    assert found == [("request_max_length_lowered", "breaks", "/*/name")]


def test_a_recursive_schema_is_within_itself_written_flat(pairs: Pairs) -> None:
    node = record({"next": {"$ref": "#/components/schemas/Root"}})
    flat = record({"next": record({"next": {"$ref": "#/components/schemas/Root"}})})

    assert pairs.rules(node, flat) == []


def test_an_optional_property_that_is_new_is_named(pairs: Pairs) -> None:
    found = pairs.rules(record({"a": TEXT}), record({"a": TEXT, "b": WHOLE}))

    assert found == [("request_property_named", "harmless", "/b")]


def test_a_member_that_nobody_names_is_sent_under_the_literal_policy_only(pairs: Pairs) -> None:
    before, after = record({"a": TEXT}), record({"a": TEXT}, additionalProperties=False)
    literal = pairs.rules(before, after, policy=Policy(undeclared=True))

    assert literal == [("request_additional_properties_narrowed", "breaks", "")]
    assert pairs.rules(before, after) == []


def test_a_member_of_whatever_name_that_is_promised_may_be_sent(pairs: Pairs) -> None:
    before = record({"a": TEXT}, additionalProperties=TEXT)
    after = record({"a": TEXT, "b": WHOLE}, additionalProperties=TEXT)

    assert ("request_type_narrowed", "breaks", "/b") in pairs.rules(before, after)


def test_nobody_hits_upon_a_new_name_where_anything_may_stand_beside(pairs: Pairs) -> None:
    for anything in (True, {}):
        before = record({"a": TEXT}, additionalProperties=anything)
        after = record({"a": TEXT, "b": WHOLE}, additionalProperties=anything)

        assert pairs.rules(before, after) == [("request_property_named", "harmless", "/b")]


def test_a_difference_that_another_keyword_rules_out_does_not_break(pairs: Pairs) -> None:
    before = {"allOf": [NUMBER, {"maximum": 3}]}
    after = {"allOf": [{**NUMBER, "maximum": 9}, {"maximum": 3}]}

    assert pairs.rules(before, after) == []


def test_a_number_in_a_query_may_become_a_text(pairs: Pairs) -> None:
    found = pairs.rules(WHOLE, TEXT, is_text=True)

    assert "breaks" not in {verdict for _, verdict, _ in found}


def test_a_text_in_a_query_may_not_become_a_number(pairs: Pairs) -> None:
    found = pairs.rules(TEXT, WHOLE, is_text=True)

    assert found[0][:2] == ("request_type_narrowed", "breaks")


def test_a_new_value_of_an_enum_that_may_grow_harms_nobody(pairs: Pairs) -> None:
    before, after = {"enum": ["a"], "x-extensible-enum": True}, {"enum": ["a", "b"]}
    policy = Policy(extensible_enums=True)

    found = pairs.rules(before, after, "response")
    by_policy = pairs.rules({"enum": ["a"]}, after, "response", policy=policy)
    assert found == by_policy == [("response_enum_value_added", "harmless", "")]


def test_each_value_of_an_enum_is_a_difference_of_its_own(pairs: Pairs) -> None:
    found = pairs.differences({"enum": ["a", "b", "c"]}, {"enum": ["c", "d"]})

    assert [(one.effect, one.key) for one in found] == [
        ("narrowed", "a"),
        ("narrowed", "b"),
        ("widened", "d"),
    ]


SAYINGS: tuple[tuple[Record, Record, str], ...] = (
    (TEXT, {**TEXT, "default": "a"}, "request_default_changed"),
    ({**WHOLE, "format": "int64"}, {**WHOLE, "format": "int32"}, "request_format_said"),
    (TEXT, {**TEXT, "deprecated": True}, "schema_deprecated"),
    ({**TEXT, "deprecated": True}, TEXT, "schema_no_longer_deprecated"),
    (TEXT, {**TEXT, "readOnly": True}, "property_became_read_only"),
)


@pytest.mark.parametrize(("before", "after", "rule"), SAYINGS)
def test_what_is_only_said_is_told(pairs: Pairs, before: Record, after: Record, rule: str) -> None:
    found = pairs.rules(record({"a": before}), record({"a": after}))

    assert found == [(rule, "harmless", "/a")]


@pytest.mark.parametrize("before", [{"minimum": 0, "maximum": 21600}, {"format": "int32"}])
def test_a_format_that_bounds_keep_within_is_no_news(pairs: Pairs, before: Record) -> None:
    after = {**WHOLE, **before, "format": "int64" if "format" in before else "int32"}

    assert pairs.rules({**WHOLE, **before}, after) == []


def test_what_a_dynamic_reference_leads_to_is_compared(pairs: Pairs) -> None:
    root = record({"a": {"$dynamicRef": "#n"}})
    texts, wholes = ({"Node": {"$dynamicAnchor": "n", **one}} for one in (TEXT, WHOLE))

    found = pairs.rules(root, root, others=(texts, wholes))

    assert found == [("request_type_narrowed", "breaks", "/a")]


def test_a_difference_points_into_the_component_where_it_stands(pairs: Pairs) -> None:
    root = record({"a": {"$ref": "#/components/schemas/Text"}})
    (found,) = pairs.differences(
        root, root, others=({"Text": TEXT}, {"Text": {**TEXT, "maxLength": 2}})
    )

    assert found.base == "/components/schemas/Text"
    assert found.revision == "/components/schemas/Text/maxLength"
    assert (found.before, found.after) == ("no maxLength", "maxLength 2")


def test_no_schema_means_anything(pairs: Pairs) -> None:
    judge = Judge(
        bundle_of(pairs.folder / "base.json", TEXT), bundle_of(pairs.folder / "now.json", TEXT)
    )
    (found,) = judge.compare(None, ROOT, direction="request", producer="client")

    assert (rule_of(found, "request"), found.verdict) == ("request_type_narrowed", "breaks")


def test_every_rule_that_a_difference_can_have_is_in_the_catalogue(pairs: Pairs) -> None:
    for wide, narrow, _, _ in NARROWINGS:
        for one in pairs.differences(wide, narrow):
            assert rule_of(one, "request") in RULES, json.dumps(narrow)
