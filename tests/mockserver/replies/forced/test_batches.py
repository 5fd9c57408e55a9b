"""Items of a batch fail with documented codes, and are warned of, in the declared form."""

import pytest

from mockserver.stubkit import Applied, Failed, Reply, Stub, batch_reply
from tests.support.documents import response
from tests.support.outcomes import bench

POLICY = {
    "preset": "200-or-207",
    "items": "/data",
    "successes": "/ok",
    "failures": "/bad",
    "warnings": "/odd",
    "reference": {"member": "at", "template": "data[{index}]"},
    "identity": {"request": "/id", "response": "/id"},
}


def code(code, status, at, **more):
    return {"code": code, "status": status, "condition": "c", "at": at, **more}


CODES = [
    code("full", 207, "/bad/*/code"),
    code("locked", 207, "/bad/*/code", name="LOCKED"),
    code("slow", 200, "/odd/*/code", severity="warning"),
    code("refused", 400, "/code"),
]
ENTRY = {"type": "object", "required": ["code", "at"]}
ANSWER = {
    "type": "object",
    "required": ["ok", "bad"],
    "properties": {
        "ok": {"items": {"required": ["id"], "properties": {"id": {"type": "string"}}}},
        "bad": {"items": ENTRY},
        "odd": {"items": ENTRY},
    },
}
GOOD = {"ok": [{"id": "1", "seen": True}], "bad": [], "odd": [{"code": "slow", "at": "data[0]"}]}
MIXED = {"ok": [], "bad": [{"code": "full", "at": "data[0]", "why": "w"}], "odd": []}
RESPONSES = {
    "200": response(ANSWER, example=GOOD),
    "207": response(ANSWER, example=MIXED),
    "400": response({}, example={"code": "refused"}),
}
ITEMS = {"data": [{"id": "a"}, {"id": "b"}, {"id": "c"}]}


async def keep(call, world):
    """Stores every item but those called b."""
    outcomes = []
    for item in call.body["data"]:
        if item["id"] == "b":
            outcomes.append(Failed({"code": "full"}))
            continue
        world.put("thing", item["id"], {})
        outcomes.append(Applied({"id": item["id"]}))
    return batch_reply(call.operation.batch, outcomes)


def batch(stub=None, *, codes=CODES, policy=POLICY, responses=RESPONSES, **more):
    words = {"x-batch": policy, "x-error-codes": codes}
    return bench(
        responses,
        stub=stub or Stub({"do": keep}),
        **(words if codes else {"x-batch": policy}),
        **more,
    )


def entries(found, where="bad"):
    return [(entry["at"], entry.get("code")) for entry in found.reply.body[where]]


def test_named_items_fail_with_the_first_code_of_items():
    made = batch()
    found = made.force(ITEMS, fail_items=(0,))

    assert entries(found) == [("data[0]", "full"), ("data[1]", "full")]
    assert found.reply.body["ok"] == [{"id": "c"}]
    assert found.reply.status == 207
    assert made.state() == {"thing": {"c": {}}}
    assert (found.applied, found.hints) == ((("fail-items", "0"),), ())


def test_named_items_fail_with_the_error_asked_for():
    found = batch().force(ITEMS, fail_items=(0, 2), error="LOCKED")

    assert entries(found) == [("data[0]", "locked"), ("data[1]", "full"), ("data[2]", "locked")]
    assert found.applied == (("error", "LOCKED"), ("fail-items", "0,2"))


def test_an_error_of_items_alone_fails_all_of_them():
    made = batch()
    found = made.force(ITEMS, error="locked")

    assert entries(found) == [(f"data[{place}]", "locked") for place in range(3)]
    assert (found.reply.status, found.reply.body["ok"], made.state()) == (207, [], {})
    assert found.applied == (("error", "locked"),)


def test_a_warning_stands_beside_what_is_applied():
    made = batch()
    found = made.force(ITEMS, error="slow")

    assert entries(found, "odd") == [("data[0]", "slow"), ("data[2]", "slow")]
    assert entries(found) == [("data[1]", "full")]
    assert made.state() == {"thing": {"a": {}, "c": {}}}


def test_some_items_fail_and_the_others_are_warned_of():
    found = batch().force(ITEMS, error="slow", fail_items=(2,))

    assert entries(found, "odd") == [("data[0]", "slow")]
    assert entries(found) == [("data[1]", "full"), ("data[2]", "full")]
    assert dict(found.applied) == {"error": "slow", "fail-items": "2"}


@pytest.mark.parametrize(
    ("asked", "hint"),
    [
        ({"fail_items": (1, 3)}, "fail-items='1,3': the last item of the request is 2"),
        (
            {"fail_items": (0,), "error": "refused"},
            "error='refused': it fails the whole request; for items there are full, locked",
        ),
        ({"fail_items": (0,), "code": 400}, "code='400': such a batch has the status 207"),
        ({"fail_items": (0,), "example": "x"}, "example='x': the items say what is answered"),
        ({"fail_items": (0,), "dynamic": True}, "dynamic='true': the items say what is answered"),
    ],
)
def test_what_does_not_fit_is_explained(asked, hint):
    assert batch().force(ITEMS, **asked).hints == (hint,)


def test_the_status_of_the_batch_may_be_asked_for():
    found = batch().force(ITEMS, fail_items=(0,), code=207)

    assert found.applied == (("code", "207"), ("fail-items", "0"))


def test_an_item_that_is_not_there_fails_nothing():
    made = batch()
    found = made.force(ITEMS, fail_items=(3,), error="locked")

    assert (found.reply, found.applied, made.state()) == (None, (), {})
    assert [hint.partition("=")[0] for hint in found.hints] == ["fail-items", "error"]


def test_an_error_of_the_whole_request_stays_one():
    made = batch()
    found = made.force(ITEMS, error="refused")

    assert (found.reply.status, found.reply.body) == (400, {"code": "refused"})
    assert made.state() == {}


@pytest.mark.parametrize("body", [{"data": []}, {"data": 5}, {}])
def test_a_request_without_items_is_left_to_the_operation(body):
    found = batch().force(body, error="locked", fail_items=(0,))

    assert (found.reply, found.applied) == (None, ())
    assert all(hint.endswith("the request has no item") for hint in found.hints)


def test_the_stub_words_the_entries_and_sees_what_they_stand_beside():
    asked = []

    def word(call, error):
        asked.append(error)
        told = "alone" if error.beside is None else len(error.beside.body["bad"])
        entry = {"code": error.code, "told": told}
        return batch_reply(call.operation.batch, [Failed(entry) for _ in call.body["data"]])

    found = batch(Stub({"do": keep}, word_error=word)).force(ITEMS, fail_items=(0,), error="locked")

    assert found.reply.body["bad"][0] == {"code": "locked", "told": 1, "at": "data[0]"}
    assert [error.beside is None for error in asked] == [True, False]


def test_without_documented_codes_the_shown_failure_is_told():
    found = batch(codes=None).force(ITEMS, fail_items=(0,))

    assert found.reply.body["bad"][0] == {"code": "full", "at": "data[0]", "why": "w"}


def test_without_any_failure_shown_an_entry_names_its_item():
    responses = {"200": response({}, example=GOOD), "207": response({}, example={"bad": []})}
    found = batch(codes=None, responses=responses).force(ITEMS, fail_items=(0,))

    assert found.reply.body["bad"][0] == {"at": "data[0]"}


def test_nothing_is_applied_where_no_entry_can_be_made():
    responses = {**RESPONSES, "207": response({"enum": [MIXED]}, example=MIXED)}
    made = batch(responses=responses)
    found = made.force(ITEMS, fail_items=(0,), error="locked")

    assert (found.reply, found.applied, made.state()) == (None, (), {})
    assert len(found.hints) == 2


def test_an_operation_that_refuses_the_others_is_not_overruled():
    async def refuse(call, world):
        return Reply(400, {"code": "refused"})

    found = batch(Stub({"do": refuse})).force(ITEMS, fail_items=(0,))

    assert (found.reply.status, found.applied) == (400, ())
    assert "answers the other items with the status 400" in found.hints[0]


def test_without_behaviour_every_other_item_has_its_own_success():
    found = batch(Stub()).force(ITEMS, fail_items=(1,))

    assert found.reply.body["ok"] == [{"id": "a", "seen": True}, {"id": "c", "seen": True}]
    assert entries(found) == [("data[1]", "full")]
    assert found.reply.body["odd"] == []


def test_a_success_has_the_id_in_a_form_that_its_schema_allows():
    found = batch(Stub()).force({"data": [{"id": 5}, {"id": 6}]}, fail_items=(1,))

    assert found.reply.body["ok"] == [{"id": "5", "seen": True}]


def test_a_success_keeps_the_id_shown_where_no_other_fits():
    closed = {"properties": {"ok": {"items": {"properties": {"id": {"const": "1"}}}}}}
    responses = {**RESPONSES, "200": response(closed, example=GOOD)}
    found = batch(Stub(), responses=responses).force({"data": [{"id": 5}, {}]}, fail_items=(1,))

    assert found.reply.body["ok"] == [{"id": "1", "seen": True}]


def test_without_behaviour_and_without_a_success_nothing_is_forced():
    found = batch(Stub(), responses={**RESPONSES, "200": response(ANSWER)}).force(
        ITEMS, fail_items=(1,), error="locked"
    )

    assert (found.reply, found.applied) == (None, ())
    assert all("nothing is generated for 200" in hint for hint in found.hints)
    assert len(found.hints) == 2
