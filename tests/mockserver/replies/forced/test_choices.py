"""A status, an example, a generated value: what is described is answered, the rest is explained."""

import pytest

from mockserver.stubkit import ABSENT, Reply, Stub
from tests.support.documents import response
from tests.support.outcomes import bench

GONE = {"code": "gone", "status": 404, "condition": "c", "at": "/code"}
RESPONSES = {
    "200": response(
        {"type": "object", "required": ["n"]},
        examples={"one": {"value": {"n": 1}}, "two": {"value": {"n": 2}}, "bad": {"value": {}}},
    ),
    "404": response({}, examples={"gone": {"value": {"code": "gone"}}, "two": {"value": "late"}}),
    "5XX": response({}, example={"code": "crash"}),
}


def test_a_documented_status_is_answered_with_its_example():
    found = bench(RESPONSES).force(code=404)

    assert (found.reply.status, found.reply.body) == (404, {"code": "gone"})
    assert (found.applied, found.hints, found.is_undeclared) == ((("code", "404"),), (), False)


def test_a_range_is_answered_with_the_status_asked_for():
    found = bench(RESPONSES).force(code=503)

    assert (found.reply.status, found.reply.body) == (503, {"code": "crash"})
    assert found.reply.headers["retry-after"] == "1"
    assert not found.is_undeclared


def test_a_status_with_documented_errors_is_worded_by_the_stub():
    own = Reply(404, {"code": "gone", "own": True})
    coded = {**RESPONSES, "404": RESPONSES["404"] | {"x-error-codes": [GONE]}}
    found = bench(coded, stub=Stub(word_error=lambda *_: own)).force(code=404)

    assert found.reply is own


def test_an_error_that_cannot_be_worded_gives_way_to_the_example():
    coded = response({"enum": ["late"]}, example="late", **{"x-error-codes": [GONE]})
    found = bench({"404": coded}).force(code=404)

    assert (found.reply.body, found.applied) == ("late", (("code", "404"),))


def test_a_success_shows_none_of_its_documented_errors():
    failed = {"code": "gone", "status": 200, "condition": "c", "at": "/code"}
    examples = {"failed": {"value": {"code": "gone"}}, "fine": {"value": {"n": 1}}}
    described = response({}, examples=examples, **{"x-error-codes": [failed]})

    assert bench({"200": described}).force(code=200).reply.body == {"n": 1}


def test_a_success_of_an_operation_with_behaviour_changes_nothing():
    async def do(call, world):
        world.put("thing", "1", {})
        return Reply(200, {"n": 9})

    made = bench(RESPONSES, stub=Stub({"do": do}))

    assert made.force(code=200).reply.body == {"n": 1}
    assert made.state() == {}


def test_an_undocumented_status_is_marked():
    found = bench({"200": response()}).force(code=418)

    assert (found.reply.status, found.is_undeclared) == (418, True)
    assert found.applied == (("code", "418"),)


def test_with_a_default_every_status_is_documented():
    found = bench({"default": response({}, example={"n": 1})}).force(code=418)

    assert (found.reply.status, found.is_undeclared) == (418, False)


@pytest.mark.parametrize(
    ("asked", "status", "body"),
    [
        ({"example": "two"}, 200, {"n": 2}),
        ({"example": "gone"}, 404, {"code": "gone"}),
        ({"example": "example"}, 500, {"code": "crash"}),
        ({"example": "two", "code": 404}, 404, "late"),
        ({"example": "example", "code": 502}, 502, {"code": "crash"}),
    ],
)
def test_an_example_is_found_by_name(asked, status, body):
    found = bench(RESPONSES).force(**asked)

    assert (found.reply.status, found.reply.body) == (status, body)
    assert dict(found.applied) == {name: str(value) for name, value in asked.items()}


def test_a_wrong_example_is_answered_with_those_there_are():
    found = bench(RESPONSES).force(example="tow")

    assert (found.reply, found.applied) == (None, ())
    assert found.hints == ("example='tow': there are two, one, bad, gone, example",)


def test_a_wrong_example_does_not_stop_the_status():
    found = bench(RESPONSES).force(example="one", code=404)

    assert (found.reply.status, found.applied) == (404, (("code", "404"),))
    assert found.hints == ("example='one': there are gone, two",)


def test_an_example_that_its_schema_forbids_is_not_sent():
    found = bench(RESPONSES).force(example="bad")

    assert found.reply is None
    assert "its own schema" in found.hints[0]


def test_an_example_outranks_a_generated_value():
    found = bench(RESPONSES).force(example="two", dynamic=True)

    assert (found.reply.body, found.applied) == ({"n": 2}, (("example", "two"),))
    assert found.hints[0].startswith("dynamic='true': ")


def test_a_generated_value_is_drawn_from_the_world():
    made = bench(RESPONSES, generated={200: "random"})
    first, second = made.force(dynamic=True), made.force(dynamic=True)

    assert first.applied == (("dynamic", "true"),)
    assert first.reply.body != second.reply.body
    assert bench(RESPONSES, generated={200: "random"}).force(dynamic=True) == first


def test_a_status_can_be_generated_too():
    found = bench(RESPONSES, generated={404: {"made": 1}}).force(dynamic=True, code=404)

    assert (found.reply.status, found.reply.body) == (404, {"made": 1})
    assert dict(found.applied) == {"code": "404", "dynamic": "true"}


def test_what_cannot_be_generated_is_said_to_be_so():
    found = bench(RESPONSES).force(dynamic=True, code=404)

    assert (found.reply, found.applied) == (None, ())
    assert [hint.partition("=")[0] for hint in found.hints] == ["code", "dynamic"]
    assert "nothing is generated for 404" in found.hints[0]


def test_an_undocumented_status_cannot_be_generated():
    found = bench({"200": response()}).force(dynamic=True, code=418)

    assert (found.reply.status, found.applied) == (418, (("code", "418"),))
    assert found.hints[0].startswith("dynamic='true': ")


def test_only_an_operation_without_behaviour_looks_at_what_is_accepted():
    async def do(call, world):
        return Reply(200, {"n": 9})

    plain, stubbed = bench(RESPONSES), bench(RESPONSES, stub=Stub({"do": do}))
    for made in (plain, stubbed):
        made.force(code=404, headers={"accept": "application/json"})

    assert plain.maker.asked[0]["accept"] == "application/json"
    assert stubbed.maker.asked[0]["accept"] is None


def test_a_status_without_a_body_has_none():
    assert bench({"204": response()}).force(code=204).reply == Reply(204, ABSENT)


def test_an_outcome_comes_even_if_no_type_of_it_is_welcome():
    found = bench(RESPONSES).force(code=404, headers={"accept": "text/html"})

    assert (found.reply.status, found.reply.body) == (404, {"code": "gone"})
