from pathlib import Path

from contracts.drift.schemas import Difference, Judge
from specs.bundle import Bundle
from specs.values import ABSENT, Json, Record
from tests.contracts.drift.schemas.pairs import ROOT, Pairs, bundle_of

TEXT: Record = {"type": "string"}


def named(kind: str, **members: Json) -> Record:
    return {
        "type": "object",
        "properties": {"kind": {"const": kind}, **members},
        "required": ["kind", *members],
    }


def one_of_many(**members: Json) -> Record:
    """Lists of forms within forms, each told by its kind; the last one has more members."""
    forms = [named(f"kind-{number}", **{f"m{number}": TEXT}) for number in range(25)]
    near = {"oneOf": [*forms, named("last", **members)]}
    far = [named(f"other-{number}", **{f"o{number}": TEXT}) for number in range(8)]
    return named("root", items={"type": "array", "items": {"oneOf": [*far, near]}})


def breaks(pairs: Pairs, before: Json, after: Json) -> list[Difference]:
    found = pairs.differences(before, after)
    return [one for one in found if one.verdict != "harmless"]


def shown(difference: Difference) -> Json:
    assert difference.witness is not ABSENT
    return difference.witness


def test_witness_is_found_far_down_among_many_forms(pairs: Pairs) -> None:
    (found,) = breaks(pairs, one_of_many(m=TEXT), one_of_many(m={**TEXT, "maxLength": 3}))

    assert (found.verdict, found.path) == ("breaks", "/items/*/m")
    assert found.witness == {"kind": "root", "items": [{"kind": "last", "m": "aaaa"}]}


def test_dropped_form_of_a_member_is_shown_among_many_forms(pairs: Pairs) -> None:
    code = named("code", code={"type": "integer"})
    before = one_of_many(error={"anyOf": [TEXT, {"type": "null"}]})
    after = one_of_many(error={"anyOf": [code, {"type": "null"}]})
    (found,) = breaks(pairs, before, after)

    assert found.verdict == "breaks"
    assert isinstance(shown(found)["items"][0]["error"], str)


def test_form_that_went_is_told_by_name(pairs: Pairs) -> None:
    forms = [named("cat"), named("dog"), {**named("cow"), "title": "Cow"}]
    (found,) = breaks(pairs, {"oneOf": forms}, {"oneOf": [forms[0], forms[2]]})

    assert (found.before, found.after) == ('form kind "dog"', 'forms kind "cat", Cow')


def test_form_that_overlaps_no_more_than_it_did_is_no_doubt(pairs: Pairs) -> None:
    before, after = one_of_many(m=TEXT), one_of_many(m={**TEXT, "minLength": 2})
    found = breaks(pairs, before, after)

    assert {one.kind for one in found} == {"min_length"}


def test_text_that_is_too_long_to_be_read_is_a_break_without_a_value(pairs: Pairs) -> None:
    before = {"type": "object", "properties": {"a": {**TEXT, "maxLength": 2_000_000}}}
    after = {"type": "object", "properties": {"a": {**TEXT, "maxLength": 1_000_000}}}
    (found,) = breaks(pairs, before, after)

    assert (found.verdict, found.witness) == ("breaks", ABSENT)


def test_member_of_any_name_is_given_one(pairs: Pairs) -> None:
    before = named("root", words={"type": "object", "additionalProperties": {"type": "number"}})
    after = named("root", words={"type": "object", "additionalProperties": {"type": "integer"}})
    (found,) = breaks(pairs, before, after)

    assert found.path == "/words/*"
    assert len(shown(found)["words"]) == 1


def test_item_at_a_place_stands_at_it(pairs: Pairs) -> None:
    before = named("root", pair={"type": "array", "prefixItems": [TEXT, {"type": "number"}]})
    after = named("root", pair={"type": "array", "prefixItems": [TEXT, {"type": "integer"}]})
    (found,) = breaks(pairs, before, after)

    assert found.path == "/pair/1"
    assert isinstance(shown(found)["pair"][1], float)


def test_place_that_rules_a_shared_break_out_is_not_told_of_it(tmp_path: Path) -> None:
    def document(most: int) -> Bundle:
        shared = {"type": "object", "properties": {"a": {**TEXT, "maxLength": most}}}
        at = {"$ref": "#/components/schemas/Shared"}
        long = {"properties": {"a": {"minLength": 6}}, "required": ["a"]}
        narrow = {"allOf": [at], "not": {"anyOf": [long, {"maxProperties": 0}, long]}}
        return bundle_of(tmp_path / f"{most}.json", at, Shared=shared, Narrow=narrow)

    judge = Judge(document(9), document(5))
    narrow = ROOT.replace("Root", "Narrow")
    told, ruled_out = (
        judge.compare(where, where, direction="request", producer="client")
        for where in (ROOT, narrow)
    )

    assert [one.verdict for one in told] == ["breaks"]
    assert [one for one in ruled_out if one.verdict != "harmless"] == []
