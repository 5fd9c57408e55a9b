"""What our own words say of an operation, before and after."""

from collections.abc import Callable

import pytest

from specs.values import Json, Record
from tests.support.documents import api, operation, parameter, response, takes
from tests.support.drift_pairs.editing import Step, after, drop, put, rename, turn

POST = "/paths/~1things/post"
GET = "/paths/~1things~1{id}/get"
BATCH = {
    "preset": "200-or-207",
    "items": "/items",
    "successes": "/done",
    "failures": "/failed",
    "success-members": ["id", "name"],
}


def _code(code: Json, **more: Json) -> Record:
    return {"code": code, "status": 400, "condition": "Too long.", "at": "/errors/*/code", **more}


REFUSAL = {**response({"type": "object"}), "x-error-codes": [_code("late", status=409)]}
RESOURCE = {"name": "thing", "action": "read", "key": "id", "id": "/id"}
ONE = api(
    {
        "/things": {
            "post": operation(
                "make",
                requestBody=takes({"type": "object"}),
                **{"x-batch": BATCH, "x-error-codes": [_code("long"), _code(7)]},
            )
        },
        "/things/{id}": {
            "parameters": [parameter("id", "path", {"type": "string"})],
            "get": {
                "x-resource": RESOURCE,
                "responses": {"200": response({"type": "object"}), "409": REFUSAL},
            },
        },
    }
)

CHANGES: tuple[tuple[str, str, Step], ...] = (
    ("batch_policy_removed", "batch_policy_added", drop(f"{POST}/x-batch")),
    ("batch_policy_changed", "batch_policy_changed", put(f"{POST}/x-batch/preset", "all-or-none")),
    ("batch_policy_changed", "batch_policy_changed", put(f"{POST}/x-batch/failures", "/bad")),
    ("error_code_removed", "error_code_added", drop(f"{POST}/x-error-codes/0")),
    ("error_code_removed", "error_code_added", drop(f"{GET}/responses/409/x-error-codes")),
    ("error_code_changed", "error_code_changed", put(f"{POST}/x-error-codes/1/status", 422)),
    ("error_code_changed", "error_code_changed", put(f"{POST}/x-error-codes/1/at", "/code")),
    ("response_status_removed", "response_status_added", drop(f"{GET}/responses/409")),
    ("side_effects_declared", "side_effects_denied", put(f"{GET}/x-side-effects", True)),
    ("resource_changed", "resource_changed", put(f"{GET}/x-resource/name", "other")),
)
"""Rule, rule of the change taken back, edit."""

SILENT: tuple[tuple[Step, ...], ...] = (
    (put(f"{POST}/x-batch/preset", "always-200"),
     put(f"{POST}/x-batch/statuses", {"all-bad": 207, "mixed": 207})),
    (put(f"{POST}/x-batch/reference", {"member": "instance", "template": "{index}"}),),
    (turn(f"{POST}/x-batch"), turn(f"{POST}/x-batch/success-members")),
    (turn(f"{POST}/x-error-codes"), put(f"{POST}/x-error-codes/0/condition", "Other words.")),
    (put(f"{POST}/x-error-codes/0/code", "LONG"),),
    (put(f"{POST}/x-side-effects", True),),
    (put(f"{POST}/x-team", "checkout"),),
    (turn(f"{GET}/x-resource"),),
    (rename("/paths/~1things~1{id}", "/things/{thing}"),
     put("/paths/~1things~1{thing}/parameters/0/name", "thing"),
     put("/paths/~1things~1{thing}/get/x-resource/key", "thing")),
)  # fmt: skip


@pytest.mark.parametrize(("rule", "back", "edit"), CHANGES)
def test_a_changed_word_is_told_once(
    rule: str, back: str, edit: Step, seen: Callable[..., list[str]]
) -> None:
    revision = after(ONE, edit)

    assert seen(ONE, revision) == [rule]
    assert seen(revision, ONE) == [back]


@pytest.mark.parametrize("edit", SILENT)
def test_a_word_that_means_the_same_is_passed_over(
    edit: tuple[Step, ...], seen: Callable[..., list[str]]
) -> None:
    revision = after(ONE, *edit)

    assert seen(ONE, revision) == []
    assert seen(revision, ONE) == []
