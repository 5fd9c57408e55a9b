"""A documented error is worded by the stub, else by an example, else by what can be filled in."""

import pytest

from mockserver.errors import LyingStub
from mockserver.replies.forced.words import ErrorWords, Unworded
from mockserver.stubkit import Reply, Stub, WantedError
from tests.support.documents import response
from tests.support.outcomes import bench

CODED = {
    "type": "object",
    "required": ["code"],
    "properties": {"code": {"type": "string"}, "why": {"type": "string"}},
}
GONE = WantedError("gone", "GONE", 404, "error", "/code")


def words(described, *, generated=None, word_error=None):
    stub = Stub(word_error=word_error)
    made = bench({"404": described}, stub=stub, generated=generated or {})
    return ErrorWords(made.bundle, made.operation, stub, made.maker), made.call()


def test_the_stub_comes_first():
    own = Reply(404, {"code": "gone", "why": "stub"})
    made, call = words(response(CODED, example={"code": "gone"}), word_error=lambda *_: own)

    assert made.reply(call, GONE) is own


def test_the_stub_is_told_what_is_wanted():
    asked = []
    made, call = words(
        response(CODED, example={"code": "gone"}), word_error=lambda *told: asked.append(told)
    )
    made.reply(call, GONE)

    assert asked == [(call, GONE)]


@pytest.mark.parametrize(
    "own", [Reply(400, {"code": "gone"}), Reply(404, {"code": "else"}), Reply(404)]
)
def test_a_stub_that_words_another_error_lies(own):
    made, call = words(response(CODED), word_error=lambda *_: own)

    with pytest.raises(LyingStub, match=r"POST /things .*'gone' of status 404"):
        made.reply(call, GONE)


def test_the_status_of_items_is_left_to_their_policy():
    own = Reply(207, {"code": "gone"})
    made, call = words(response(CODED), word_error=lambda *_: own)

    assert made.of_items(call, GONE) is own


def test_the_example_with_the_code_comes_next():
    examples = {"a": {"value": {"code": "other"}}, "b": {"value": {"code": "gone", "why": "b"}}}
    made, call = words(response(CODED, examples=examples))

    assert made.reply(call, GONE).body == {"code": "gone", "why": "b"}


def test_the_example_with_the_fewest_codes_is_taken():
    both = {"e": [{"code": "gone"}, {"code": "other"}]}
    examples = {"both": {"value": both}, "one": {"value": {"e": [{"code": "gone"}]}}}
    made, call = words(response({"type": "object"}, examples=examples))

    reply = made.reply(call, WantedError("gone", None, 404, "error", "/e/*/code"))

    assert reply.body == {"e": [{"code": "gone"}]}


def test_another_example_is_filled_in():
    made, call = words(response(CODED, example={"code": "other", "why": "w"}))

    assert made.reply(call, GONE).body == {"code": "gone", "why": "w"}


def test_an_invalid_example_gives_way_to_a_generated_body():
    described = response(CODED, example={"code": "gone", "why": 5})
    made, call = words(described, generated={404: {"code": "x", "why": "made"}})

    assert made.reply(call, GONE).body == {"code": "gone", "why": "made"}


def test_a_generated_body_can_be_asked_for():
    described = response(CODED, example={"code": "gone"})
    made, _ = words(described, generated={404: {"code": "x", "why": "made"}})

    assert made.made(GONE, dynamic=True).body == {"code": "gone", "why": "made"}


def test_siblings_agree_only_where_the_schema_lets_them():
    closed = {"properties": {"code": True, "status": {"const": 1}}}
    made, call = words(response(closed, example={"code": "x", "status": 1}))

    assert made.reply(call, GONE).body == {"code": "gone", "status": 1}


@pytest.mark.parametrize(
    "described",
    [
        response(),
        response(CODED),
        response({"type": "string"}, content_type="text/plain", example="gone"),
        response({"properties": {"code": {"enum": ["other"]}}}, example={"code": "other"}),
    ],
)
def test_an_error_that_no_body_can_carry_is_said_to_be_so(described):
    made, call = words(described)

    with pytest.raises(Unworded, match="at /code"):
        made.reply(call, GONE)


def test_a_range_is_told_with_the_status_of_the_error():
    made = bench({"4XX": response(CODED, example={"code": "x"})})
    found = ErrorWords(made.bundle, made.operation, Stub(), made.maker).reply(made.call(), GONE)

    assert (found.status, found.body) == (404, {"code": "gone"})
