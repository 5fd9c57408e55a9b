"""Calls that the server makes, before and after."""

from collections.abc import Callable

import pytest

from contracts.drift.change import Change
from specs.values import Json, Record
from tests.support.compared import PASSED_OVER, BothWays
from tests.support.documents import api, operation, parameter, response, takes
from tests.support.drift_pairs.editing import Step, after, drop, move, put, rename

URL = "{$request.body#/url}"
CALLBACKS = "/paths/~1subscriptions/post/callbacks"
ITEM = f"{CALLBACKS}/onEvent/{{$request.body#~1url}}"
CALL = f"{ITEM}/post"
TEXT = {"type": "string"}


def _call(**more: Json) -> Record:
    return {
        "requestBody": takes({"type": "object"}),
        "parameters": [parameter("X-Event", "header", TEXT, required=True)],
        "responses": {"200": response({"type": "object"}), "4XX": {"description": "No."}},
        **more,
    }


def _document(**more: Json) -> Record:
    call = {"onEvent": {URL: {"post": _call(**more)}}}
    return api({"/subscriptions": {"post": operation("subscribe", callbacks=call)}})


def _webhooks(**items: Json) -> Record:
    return api({}, webhooks={"newPet": {"post": _call()}, **items})


ONE = _document()
OPTIONAL = _document(parameters=[parameter("X-Event", "header", TEXT)])
HEADER = f"{CALL}/parameters/0"
FORMS = f"{CALL}/requestBody/content"
ANSWER = f"{CALL}/responses/200"

CHANGES: tuple[tuple[str, str, Record, Step], ...] = (
    ("callback_removed", "callback_added", ONE, drop(f"{CALLBACKS}/onEvent")),
    ("callback_added", "callback_removed", ONE, put(f"{ITEM}/put", _call())),
    ("callback_removed", "callback_removed", ONE, rename(ITEM, "{$request.body#/hook}")),
    ("callback_part_removed", "callback_part_added", ONE, drop(HEADER)),
    ("callback_part_removed", "callback_part_added", ONE, put(f"{HEADER}/required", False)),
    ("callback_optional_part_removed", "callback_part_added", OPTIONAL, drop(HEADER)),
    ("callback_part_removed", "callback_part_removed", ONE, put(f"{HEADER}/name", "X-Other")),
    ("callback_form_changed", "callback_form_changed", ONE, put(f"{HEADER}/in", "query")),
    ("callback_form_changed", "callback_form_changed", ONE,
     rename(f"{FORMS}/application~1json", "application/xml")),
    ("callback_part_removed", "callback_part_added", ONE, drop(f"{CALL}/requestBody")),
    ("callback_part_removed", "callback_part_added", ONE,
     put(f"{CALL}/requestBody/required", False)),
    ("callback_answer_removed", "callback_answer_added", ONE, drop(f"{CALL}/responses/4XX")),
    ("callback_answer_removed", "callback_answer_added", ONE,
     rename(f"{CALL}/responses/4XX", "410")),
    ("callback_answer_removed", "callback_answer_removed", ONE, rename(ANSWER, "204")),
    ("callback_answer_added", "callback_answer_removed", ONE, drop(f"{ANSWER}/content")),
    ("callback_answer_removed", "callback_answer_added", ONE,
     put(f"{ANSWER}/headers", {"X-Seen": {"required": True, "schema": {}}})),
    ("response_maximum_raised", "response_maximum_raised", ONE,
     put(f"{FORMS}/application~1json/schema/maximum", 9)),
    ("request_maximum_lowered", "request_maximum_lowered", ONE,
     put(f"{ANSWER}/content/application~1json/schema/maximum", 9)),
    ("operation_deprecated", "operation_no_longer_deprecated", ONE,
     put(f"{CALL}/deprecated", True)),
    ("callback_form_changed", "callback_form_changed",
     after(ONE, put("/components", {"securitySchemes": {"k": {"type": "mutualTLS"}}})),
     put(f"{CALL}/security", [{"k": []}])),
    ("webhook_removed", "webhook_added", _webhooks(), drop("/webhooks/newPet")),
    ("webhook_added", "webhook_removed", _webhooks(), put("/webhooks/gone", {"post": _call()})),
    ("response_maximum_raised", "response_maximum_raised", _webhooks(),
     put("/webhooks/newPet/post/requestBody/content/application~1json/schema/maximum", 9)),
)  # fmt: skip
"""Rule, rule of the change taken back, base, edit."""

SILENT: tuple[tuple[Record, Step], ...] = (
    (ONE, rename(f"{CALLBACKS}/onEvent", "whenever")),
    (ONE, rename(ITEM, URL.strip("{}"))),
    (ONE, put(f"{CALL}/summary", "Something happened.")),
    (ONE, put(f"{CALL}/operationId", "event")),
    (ONE, move(f"{CALLBACKS}/onEvent", "/components/callbacks/Event",
               {"$ref": "#/components/callbacks/Event"})),
    (ONE, move(ITEM, "/components/pathItems/Event", {"$ref": "#/components/pathItems/Event"})),
    (ONE, put(f"{CALL}/responses/410", {"description": "Gone."})),
    (_webhooks(), move("/webhooks/newPet", "/components/pathItems/Pet",
                       {"$ref": "#/components/pathItems/Pet"})),
)  # fmt: skip


@pytest.mark.parametrize(("rule", "back", "base", "edit"), CHANGES)
def test_a_changed_call_of_the_server_is_told_once(
    rule: str, back: str, base: Record, edit: Step, both_ways: BothWays
) -> None:
    assert both_ways(base, edit) == ([rule], [back])


@pytest.mark.parametrize(("base", "edit"), SILENT)
def test_a_call_of_the_server_that_means_the_same_is_passed_over(
    base: Record, edit: Step, both_ways: BothWays
) -> None:
    assert both_ways(base, edit) == PASSED_OVER


def test_a_callback_is_told_with_the_operation_that_asks_for_it(
    compared: Callable[..., tuple[Change, ...]],
) -> None:
    (found,) = compared(ONE, after(ONE, put(f"{FORMS}/application~1json/schema/maximum", 9)))

    assert found.operation == "POST /subscriptions"
    assert found.at == f"callback onEvent {URL} request body application/json /size"
    assert found.side == "request"


def test_a_webhook_is_told_under_its_own_name(
    compared: Callable[..., tuple[Change, ...]],
) -> None:
    base = _webhooks()

    (found,) = compared(base, after(base, drop("/webhooks/newPet/post/parameters/0")))
    assert (found.operation, found.at) == (
        "POST webhook newPet",
        "webhook newPet header parameter X-Event",
    )


def test_a_media_type_that_the_server_no_longer_sends_harms_nobody(
    seen: Callable[..., list[str]],
) -> None:
    base = after(ONE, put(f"{FORMS}/text~1csv", {}))

    assert seen(base, ONE) == []
    assert seen(ONE, base) == ["callback_form_changed"]


def test_a_callback_that_cannot_be_read_is_passed_over(seen: Callable[..., list[str]]) -> None:
    broken = after(ONE, put(f"{CALL}/parameters", [{"name": 3, "in": "query"}]))

    assert seen(broken, broken) == []
