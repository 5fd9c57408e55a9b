"""The parameters of an operation, before and after."""

from collections.abc import Callable

import pytest

from contracts.drift.change import Change
from specs.values import Record
from tests.support.compared import PASSED_OVER, BothWays
from tests.support.documents import api, operation, parameter
from tests.support.drift_pairs.editing import Step, after, move, put, rename

GET = "/paths/~1users~1{id}/get"
FIRST = f"{GET}/parameters/0"
TEXT = {"type": "string"}


def _document(*parameters: Record) -> Record:
    listed = [*parameters, parameter("id", "path", TEXT)]
    return api({"/users/{id}": {"get": operation("users", parameters=listed)}}, version="3.0.3")


LIMIT = parameter("limit", "query", {"type": "integer"})
TAGS = parameter("tags", "query", {"type": "array", "items": TEXT})
SORT = parameter("sort", "query", {"type": "object"})
TRACE = parameter("X-Trace", "header", TEXT)

CHANGES: tuple[tuple[str, str, Record, Step], ...] = (
    ("request_parameter_became_required", "request_parameter_became_optional", LIMIT,
     put(f"{FIRST}/required", True)),
    ("required_request_parameter_added", "request_parameter_removed", LIMIT,
     put(f"{GET}/parameters/-", parameter("q", "query", TEXT, required=True))),
    ("request_parameter_added", "request_parameter_removed", LIMIT,
     put(f"{GET}/parameters/-", parameter("q", "query", TEXT))),
    ("required_request_parameter_added", "request_parameter_removed", LIMIT,
     put(f"{GET}/parameters/-", parameter("q", "query", {"default": "a"}, required=True))),
    ("request_parameter_moved", "request_parameter_moved", TRACE, put(f"{FIRST}/in", "query")),
    ("request_parameter_moved", "request_parameter_moved", LIMIT | {"required": True},
     put(f"{FIRST}/in", "cookie")),
    ("request_parameter_removed", "request_parameter_removed", LIMIT, put(f"{FIRST}/name", "max")),
    ("required_request_parameter_added", "required_request_parameter_added",
     LIMIT | {"required": True}, put(f"{FIRST}/name", "max")),
    ("request_parameter_style_changed", "request_parameter_style_changed", TAGS,
     put(f"{FIRST}/explode", False)),
    ("request_parameter_style_changed", "request_parameter_style_changed",
     TAGS | {"explode": False}, put(f"{FIRST}/style", "pipeDelimited")),
    ("request_parameter_style_changed", "request_parameter_style_changed", SORT,
     put(f"{FIRST}/style", "deepObject")),
    ("request_parameter_form_changed", "request_parameter_form_changed", SORT,
     move(f"{FIRST}/schema", f"{FIRST}/content/application~1json/schema")),
    ("request_parameter_form_changed", "request_parameter_form_changed",
     {"name": "where", "in": "query", "content": {"application/json": {"schema": TEXT}}},
     rename(f"{FIRST}/content/application~1json", "application/xml")),
    ("request_parameter_empty_allowed", "request_parameter_empty_forbidden", LIMIT,
     put(f"{FIRST}/allowEmptyValue", True)),
    ("schema_deprecated", "schema_no_longer_deprecated", LIMIT, put(f"{FIRST}/deprecated", True)),
    ("request_maximum_lowered", "request_maximum_lowered", LIMIT,
     put(f"{FIRST}/schema/maximum", 9)),
)  # fmt: skip
"""Rule, rule of the change taken back, first parameter, edit."""

NOTHING: tuple[tuple[Record, Step], ...] = (
    (LIMIT, put(f"{FIRST}/required", False)),
    (LIMIT, put(f"{FIRST}/style", "form")),
    (LIMIT, put(f"{FIRST}/explode", False)),
    (TAGS, put(f"{FIRST}/explode", True)),
    (TAGS | {"explode": True}, put(f"{FIRST}/style", "pipeDelimited")),
    (TRACE, put(f"{FIRST}/style", "simple")),
    (TRACE, put(f"{FIRST}/name", "x-trace")),
    (TRACE, put(f"{FIRST}/description", "Follows a call.")),
    (LIMIT, put(f"{FIRST}/example", 3)),
    (LIMIT, put(f"{GET}/parameters/-", parameter("Accept", "header", TEXT, required=True))),
    (LIMIT, put(f"{GET}/parameters/-", parameter("authorization", "header", TEXT))),
    (LIMIT, move(FIRST, "/components/parameters/Limit", {"$ref": "#/components/parameters/Limit"})),
    (LIMIT, put("/paths/~1users~1{id}/parameters", [parameter("limit", "query", TEXT)])),
    ({"name": "w", "in": "query", "content": {"application/json": {"schema": TEXT}}},
     rename(f"{FIRST}/content/application~1json", "Application/JSON; charset=utf-8")),
)  # fmt: skip


@pytest.mark.parametrize(("rule", "back", "first", "edit"), CHANGES)
def test_a_changed_parameter_is_told_once(
    rule: str, back: str, first: Record, edit: Step, both_ways: BothWays
) -> None:
    assert both_ways(_document(first), edit) == ([rule], [back])


@pytest.mark.parametrize(("first", "edit"), NOTHING)
def test_a_parameter_that_means_the_same_is_passed_over(
    first: Record, edit: Step, both_ways: BothWays
) -> None:
    assert both_ways(_document(first), edit) == PASSED_OVER


def test_what_no_longer_may_be_raw_is_written_in_another_way(
    seen: Callable[..., list[str]],
) -> None:
    base = _document(LIMIT | {"allowReserved": True})
    revision = _document(LIMIT)

    assert seen(base, revision) == ["request_parameter_style_changed"]
    assert seen(revision, base) == []


def test_a_parameter_of_a_path_is_overridden_by_the_operations_own(
    compared: Callable[..., tuple[Change, ...]],
) -> None:
    base = after(
        _document(),
        put("/paths/~1users~1{id}/parameters", [LIMIT | {"required": True}, TRACE]),
    )
    revision = after(base, put(f"{GET}/parameters/-", LIMIT))

    (found,) = compared(base, revision)
    assert found.rule == "request_parameter_became_optional"
    assert found.at == "query parameter limit"
    assert found.base == "/paths/~1users~1{id}/parameters/0/required"
    assert found.revision == f"{GET}/parameters/1"


def test_a_renamed_path_parameter_is_compared_by_its_position(
    compared: Callable[..., tuple[Change, ...]],
) -> None:
    base = _document()
    revision = after(
        base,
        rename("/paths/~1users~1{id}", "/users/{userId}"),
        put("/paths/~1users~1{userId}/get/parameters/0/name", "userId"),
    )
    narrowed = after(revision, put("/paths/~1users~1{userId}/get/parameters/0/schema/maxLength", 3))

    assert compared(base, revision) == ()
    (found,) = compared(base, narrowed)
    assert (found.at, found.operation) == ("path parameter userId /size", "GET /users/{userId}")


def test_path_parameters_that_change_places_are_compared_by_place(
    compared: Callable[..., tuple[Change, ...]],
) -> None:
    listed = [parameter("a", "path", TEXT), parameter("b", "path", {"type": "integer"})]
    base = api({"/x/{a}/{b}": {"get": operation("x", parameters=listed)}})
    revision = after(base, rename("/paths/~1x~1{a}~1{b}", "/x/{b}/{a}"))

    found = compared(base, revision)

    assert {(one.at, one.rule) for one in found} == {
        ("path parameter a /size", "request_maximum_lowered"),
        ("path parameter b /size", "request_maximum_lowered"),
    }


def test_a_shared_parameter_is_told_where_it_stands_for_each_operation(
    compared: Callable[..., tuple[Change, ...]],
) -> None:
    shared = [{"$ref": "#/components/parameters/Limit"}]
    base = api(
        {f"/{name}": {"get": operation(name, parameters=shared)} for name in "abc"},
        components={"parameters": {"Limit": LIMIT}},
    )
    revision = after(base, put("/components/parameters/Limit/schema/maximum", 9))

    found = compared(base, revision)

    assert {(one.base, one.revision) for one in found} == {
        ("/components/parameters/Limit/schema", "/components/parameters/Limit/schema")
    }
    assert [one.operation for one in found] == ["GET /a", "GET /b", "GET /c"]


def test_a_change_is_told_with_the_message_that_shows_it(
    compared: Callable[..., tuple[Change, ...]],
) -> None:
    base = _document(LIMIT)

    (found,) = compared(base, after(base, put(f"{FIRST}/schema/maximum", 9)))

    assert found.witness is not None
    assert (found.witness.side, found.witness.where) == ("request", "query parameter limit")
    assert (found.witness.value, found.verdict) == (9, "breaks")
