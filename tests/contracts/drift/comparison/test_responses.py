"""What an operation answers, before and after."""

from collections.abc import Callable

import pytest

from contracts.drift.change import Change
from specs.values import Json, Record
from tests.support.compared import BothWays
from tests.support.documents import api, operation, response
from tests.support.drift_pairs.editing import Step, after, drop, move, put, rename

GET = "/paths/~1users/get"
RESPONSES = f"{GET}/responses"
MEDIA = f"{RESPONSES}/200/content/application~1json"
THING = {"type": "object", "properties": {"size": {"type": "integer"}}}
ANSWER = response(THING)
EMPTY = {"description": "Nothing."}
REFUSAL = response({"type": "object"}, content_type="application/problem+json")


def _document(**responses: Json) -> Record:
    named = {name.lstrip("_"): one for name, one in responses.items()}
    return api({"/users": {"get": operation("users", responses=named)}})


def _header(**more: Json) -> Record:
    return _document(_200=response(THING, headers={"X-Rate": {"schema": {}, **more}}))


ONE = _document(_200=ANSWER)
HEADER = f"{RESPONSES}/200/headers/X-Rate"
LINKED = after(
    _document(_200=response(THING, links={"next": {"operationId": "one"}})),
    put("/paths/~1users~1{id}", {
        "parameters": [{"name": "id", "in": "path", "required": True, "schema": {}}],
        "get": operation("one"), "delete": operation("remove"),
    }),
)  # fmt: skip
LINK = f"{RESPONSES}/200/links/next"

CHANGES: tuple[tuple[str, str, Record, Step], ...] = (
    ("response_success_status_added", "response_success_status_removed", ONE,
     put(f"{RESPONSES}/201", ANSWER)),
    ("response_success_status_added", "response_success_status_added", ONE,
     rename(f"{RESPONSES}/200", "201")),
    ("response_success_status_added", "response_status_removed", ONE,
     rename(f"{RESPONSES}/200", "2XX")),
    ("response_success_status_added", "response_success_status_removed",
     _document(_200=ANSWER, default=REFUSAL), put(f"{RESPONSES}/202", REFUSAL)),
    ("response_status_added", "response_status_removed", ONE, put(f"{RESPONSES}/404", EMPTY)),
    ("response_status_added", "response_status_added", _document(_200=ANSWER, _404=EMPTY),
     rename(f"{RESPONSES}/404", "410")),
    ("response_status_added", "response_status_removed", ONE, put(f"{RESPONSES}/default", EMPTY)),
    ("response_status_added", "response_status_removed", _document(_200=ANSWER, _404=EMPTY),
     rename(f"{RESPONSES}/404", "4XX")),
    ("response_body_removed", "response_body_added", ONE,
     put(f"{RESPONSES}/200", EMPTY)),
    ("response_media_type_added", "response_media_type_removed", ONE,
     put(f"{RESPONSES}/200/content/text~1csv", {})),
    ("response_media_type_removed", "response_media_type_removed", ONE,
     rename(MEDIA, "application/xml")),
    ("response_maximum_raised", "response_maximum_raised", ONE, put(f"{MEDIA}/schema/maximum", 9)),
    ("required_response_header_removed", "response_header_added", _header(required=True),
     drop(HEADER)),
    ("response_header_removed", "response_header_added", _header(), drop(HEADER)),
    ("response_header_became_required", "response_header_became_optional", _header(),
     put(f"{HEADER}/required", True)),
    ("response_header_style_changed", "response_header_style_changed",
     _header(schema={"type": "object"}), put(f"{HEADER}/explode", True)),
    ("response_header_style_changed", "response_header_style_changed", _header(),
     move(f"{HEADER}/schema", f"{HEADER}/content/application~1json/schema")),
    ("response_maximum_raised", "response_maximum_raised", _header(),
     put(f"{HEADER}/schema/maximum", 9)),
    ("schema_deprecated", "schema_no_longer_deprecated", _header(),
     put(f"{HEADER}/deprecated", True)),
    ("link_removed", "link_added", LINKED, drop(LINK)),
    ("link_changed", "link_changed", LINKED, put(f"{LINK}/operationId", "remove")),
    ("link_changed", "link_changed", LINKED,
     put(f"{LINK}/parameters", {"id": "$response.body#/id"})),
)  # fmt: skip
"""Rule, rule of the change taken back, base, edit."""

SILENT: tuple[tuple[Record, Step], ...] = (
    (_document(_200=ANSWER, _404=EMPTY), rename(f"{RESPONSES}/200", "200")),
    (_document(_2XX=ANSWER), rename(f"{RESPONSES}/2XX", "2xx")),
    (_document(_200=ANSWER, _4XX=REFUSAL), put(f"{RESPONSES}/404", REFUSAL)),
    (_document(_200=ANSWER, default=REFUSAL), put(f"{RESPONSES}/404", REFUSAL)),
    (_document(_200=ANSWER, default=REFUSAL), put(f"{RESPONSES}/5XX", REFUSAL)),
    (_document(default=ANSWER), put(f"{RESPONSES}/200", ANSWER)),
    (_document(_200=EMPTY), put(f"{RESPONSES}/200/content", {})),
    (_document(_204=EMPTY), put(f"{RESPONSES}/204/content", {"application/json": {}})),
    (ONE, rename(MEDIA, "APPLICATION/json; charset=UTF-8")),
    (ONE, put(f"{MEDIA}/examples", {"one": {"value": {"size": 1}}})),
    (ONE, put(f"{RESPONSES}/200/description", "Other words.")),
    (ONE, put(f"{RESPONSES}/200/headers", {"Content-Type": {"schema": {}, "required": True}})),
    (ONE, move(f"{RESPONSES}/200", "/components/responses/R",
               {"$ref": "#/components/responses/R"})),
    (_header(), rename(HEADER, "x-rate")),
    (_header(schema={"type": "string"}), put(f"{HEADER}/explode", True)),
    (_header(), put(f"{HEADER}/style", "simple")),
    (_header(), move(HEADER, "/components/headers/Rate", {"$ref": "#/components/headers/Rate"})),
    (LINKED, put(LINK, {"operationRef": "#/paths/~1users~1{id}/get"})),
    (LINKED, put(f"{LINK}/description", "Go on.")),
    (LINKED, move(LINK, "/components/links/Next", {"$ref": "#/components/links/Next"})),
)  # fmt: skip


@pytest.mark.parametrize(("rule", "back", "base", "edit"), CHANGES)
def test_a_changed_answer_is_told_once(
    rule: str, back: str, base: Record, edit: Step, both_ways: BothWays
) -> None:
    assert both_ways(base, edit) == ([rule], [back])


@pytest.mark.parametrize(("base", "edit"), SILENT)
def test_an_answer_that_means_the_same_is_passed_over(
    base: Record, edit: Step, seen: Callable[..., list[str]]
) -> None:
    revision = after(base, edit)

    assert seen(base, revision) == []
    assert [one for one in seen(revision, base) if one != "response_status_removed"] == []


def test_a_status_is_compared_with_what_it_fell_under(
    compared: Callable[..., tuple[Change, ...]],
) -> None:
    base = _document(_200=ANSWER, default=REFUSAL)
    other = response({"type": "string"}, content_type="application/problem+json")

    (found,) = compared(base, after(base, put(f"{RESPONSES}/404", other)))
    assert (found.rule, found.at) == ("response_maximum_raised", "response 404 body /size")
    assert (found.base or "").startswith(f"{RESPONSES}/default/")
    assert (found.revision or "").startswith(f"{RESPONSES}/404/")
    assert found.witness is not None
    assert (found.witness.status, found.witness.where) == ("404", "body")


def test_a_status_that_is_gone_falls_under_its_range(
    compared: Callable[..., tuple[Change, ...]],
) -> None:
    other = response({"type": "string"}, content_type="application/problem+json")
    base = _document(_200=ANSWER, _404=REFUSAL, _4XX=other)

    (found,) = compared(base, after(base, drop(f"{RESPONSES}/404")))
    assert (found.rule, found.at) == ("response_maximum_raised", "response 404 body /size")


def test_a_narrower_range_is_a_promise_kept(seen: Callable[..., list[str]]) -> None:
    base = _document(_200=response(THING, content_type="application/*"))
    revision = after(base, rename(f"{RESPONSES}/200/content/application~1*", "application/json"))

    assert seen(base, revision) == []
    assert seen(revision, base) == ["response_media_type_added"]


def test_bodies_of_head_and_204_are_not_looked_at(seen: Callable[..., list[str]]) -> None:
    base = after(ONE, rename(GET, "head"))

    assert seen(base, after(base, drop("/paths/~1users/head/responses/200/content"))) == []
    assert seen(_document(_204=EMPTY), _document(_204=ANSWER)) == []


def test_a_link_goes_on_where_its_operation_is_named_anew(
    seen: Callable[..., list[str]],
) -> None:
    base = after(LINKED, put(f"{LINK}/parameters", {"id": "$response.body#/id"}))
    revision = after(
        base,
        rename("/paths/~1users~1{id}", "/users/{user}"),
        put("/paths/~1users~1{user}/parameters/0/name", "user"),
        put("/paths/~1users~1{user}/get/operationId", "read"),
        put(LINK, {"operationId": "read", "parameters": {"path.user": "$response.body#/id"}}),
    )

    assert seen(base, revision) == ["operation_id_changed"]


def test_of_several_media_types_each_is_named(
    compared: Callable[..., tuple[Change, ...]],
) -> None:
    base = after(ONE, put(f"{RESPONSES}/200/content/text~1xml", {"schema": THING}))

    (found,) = compared(base, after(base, put(f"{MEDIA}/schema/maximum", 1)))
    assert found.at == "response 200 body application/json /size"
