"""What is asked for together, and what becomes of the parts that do not fit."""

import pytest

from mockserver.errors import LyingStub
from mockserver.stubkit import Reply, Stub
from tests.support.documents import response
from tests.support.outcomes import bench


def code(code, status, **more):
    return {"code": code, "status": status, "condition": "c", "at": "/code", **more}


RESPONSES = {
    "200": response(
        {}, example={"n": 1}, **{"x-error-codes": [code("odd", 200, severity="warning")]}
    ),
    "400": response({}, example={}, **{"x-error-codes": [code("bad", 400), code("odd", 400)]}),
    "409": response(
        {}, example={}, **{"x-error-codes": [code("bad", 409), code(7, 409, name="late")]}
    ),
}


def test_nothing_that_is_known_leaves_the_operation_alone():
    assert bench(RESPONSES).force().reply is None


@pytest.mark.parametrize(
    ("asked", "status", "shown"),
    [
        ({"error": "bad"}, 400, "bad"),
        ({"error": "bad", "code": 409}, 409, "bad"),
        ({"error": "odd"}, 400, "odd"),
        ({"error": "odd", "code": 200}, 200, "odd"),
        ({"error": "7"}, 409, 7),
        ({"error": "late"}, 409, 7),
    ],
)
def test_a_documented_error_is_answered(asked, status, shown):
    found = bench(RESPONSES).force(**asked)

    assert (found.reply.status, found.reply.body["code"]) == (status, shown)
    assert dict(found.applied) == {name: str(value) for name, value in asked.items()}
    assert found.hints == ()


def test_an_unknown_error_is_answered_with_those_there_are():
    found = bench(RESPONSES).force(error="badd")

    assert (found.reply, found.applied) == (None, ())
    assert found.hints == ("error='badd': of documented errors there are bad, odd, 7",)


def test_an_operation_without_errors_says_so():
    found = bench({"200": response()}).force(error="bad")

    assert found.hints == ("error='bad': of documented errors there is none",)


def test_an_unknown_error_does_not_stop_the_status():
    found = bench(RESPONSES).force(error="else", code=409)

    assert (found.reply.status, found.applied) == (409, (("code", "409"),))


def test_an_error_outranks_a_status_and_an_example():
    found = bench(RESPONSES).force(error="late", code=400, example="example")

    assert (found.reply.status, found.applied) == (409, (("error", "late"),))
    assert found.hints == (
        "code='400': this error comes with the status 409",
        "example='example': the error decides what is answered",
    )


def test_an_error_can_be_generated():
    made = bench(RESPONSES, generated={400: {"code": "x", "made": True}})
    found = made.force(error="bad", dynamic=True)

    assert found.reply.body == {"code": "bad", "made": True}
    assert dict(found.applied) == {"dynamic": "true", "error": "bad"}


def test_an_error_that_cannot_be_generated_is_told_in_its_words():
    found = bench(RESPONSES).force(error="bad", dynamic=True)

    assert (found.reply.body, found.applied) == ({"code": "bad"}, (("error", "bad"),))
    assert found.hints[0].startswith("dynamic='true': ")


def test_an_error_that_nothing_can_carry_is_said_to_be_so():
    described = response(
        {"enum": ["late"]}, example="late", **{"x-error-codes": [code("bad", 400)]}
    )
    found = bench({"400": described}).force(error="bad")

    assert (found.reply, found.applied) == (None, ())
    assert found.hints[0].startswith("error='bad': no body that the schema allows")


def test_a_delay_goes_with_everything():
    made = bench(RESPONSES)
    alone, beside = made.force(delay_seconds=0.3), made.force(delay_seconds=12.0, code=400)

    assert (alone.reply, alone.delay_seconds, alone.applied) == (None, 0.3, (("delay", "0.3"),))
    assert (beside.reply.status, beside.delay_seconds) == (400, 12.0)
    assert beside.applied == (("code", "400"), ("delay", "12"))


def test_what_could_not_be_read_is_told_as_well():
    found = bench(RESPONSES).force(unmet=("delay='x': no",), error="else")

    assert found.hints[0] == "delay='x': no"
    assert len(found.hints) == 2


def test_items_of_an_operation_without_a_policy_cannot_fail():
    found = bench(RESPONSES).force({"data": [1], "n": 1}, fail_items=(0, 2), code=400)

    assert found.reply.status == 400
    assert found.applied == (("code", "400"),)
    assert found.hints == (
        "fail-items='0,2': POST /things declares no x-batch policy;"
        " its items seem to stand at /data",
    )


@pytest.mark.parametrize(
    ("body", "where"), [([1], "the root of the body"), ({"a": [], "b": []}, None), ("x", None)]
)
def test_where_items_seem_to_stand_is_said_if_it_is_plain(body, where):
    hint = bench(RESPONSES).force(body, fail_items=(0,)).hints[0]

    assert hint.endswith(f"stand at {where}" if where else "x-batch policy")


def test_demanded_headers_stand_on_every_forced_answer():
    stub = Stub(word_error=lambda *_: Reply(503, {"code": "full"}))
    described = response({}, **{"x-error-codes": [code("full", 503)]})
    found = bench({"503": described}, stub=stub).force(error="full")

    assert found.reply.headers == {"retry-after": "1"}


def test_a_stub_that_words_another_error_lies():
    stub = Stub(word_error=lambda *_: Reply(400, {"code": "else"}))

    with pytest.raises(LyingStub):
        bench(RESPONSES, stub=stub).force(error="bad")


def test_forcing_changes_nothing():
    async def do(call, world):
        world.put("thing", "1", {})
        return Reply(200, {"n": 9})

    made = bench(RESPONSES, stub=Stub({"do": do}))
    for asked in ({"error": "bad"}, {"code": 200}, {"code": 418}, {"example": "example"}):
        assert made.force(**asked).reply is not None

    assert made.state() == {}
