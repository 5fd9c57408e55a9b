"""A reply that is not as described never leaves; the finding says where it is wrong."""

import json
import math

import pytest

from mockserver.errors import LyingStub
from mockserver.lane.answers import Answer, AnswerCheck, render
from mockserver.stubkit import ABSENT, Reply
from tests.support.documents import VERSIONS, api, bundle_of, response

PRICE = {"type": "object", "required": ["price"], "properties": {"price": {"type": "number"}}}


@pytest.fixture
def check():
    """Judges a reply to an operation with these responses."""

    def judge(responses, reply: Reply, *, version="3.1.0", shared=None) -> Answer:
        parts = {"responses": shared or {}}
        paths = {"/x": {"get": {"responses": responses}}}
        bundle = bundle_of(api(paths, version=version, components=parts))
        return AnswerCheck(bundle, bundle.operations[0]).render(reply, "stub")

    return judge


@pytest.fixture
def lie(check):
    """Returns (pointer, keyword) of each finding about a reply that must not pass."""

    def judge(responses, reply: Reply, **more) -> list[tuple[str, str]]:
        with pytest.raises(LyingStub) as caught:
            check(responses, reply, **more)
        assert caught.value.label == "GET /x"
        return [(item.pointer, item.keyword) for item in caught.value.violations]

    return judge


def headers_of(answer: Answer) -> dict[str, str]:
    return {name.decode(): value.decode() for name, value in answer.headers}


def test_a_reply_as_described_is_put_into_bytes(check):
    answer = check({"200": response(PRICE)}, Reply(200, {"price": 5}))

    assert (answer.status, json.loads(answer.body)) == (200, {"price": 5})
    assert headers_of(answer) == {
        "content-type": "application/json",
        "mock-answer": "stub",
        "content-length": "11",
    }


def test_a_wrong_member_is_named_by_its_pointer(lie):
    found = lie({"200": response(PRICE)}, Reply(200, {"price": "5"}))

    assert found == [("/price", "type")]


def test_a_missing_member_is_named_by_its_pointer(lie):
    assert lie({"200": response(PRICE)}, Reply(200, {})) == [("/price", "required")]


def test_every_wrong_place_is_named(lie):
    pair = {"type": "array", "items": {"type": "integer"}}

    assert lie({"200": response(pair)}, Reply(200, ["a", 1, "b"])) == [
        ("/0", "type"),
        ("/2", "type"),
    ]


def test_an_undescribed_status_is_a_lie(lie):
    assert lie({"200": response(PRICE)}, Reply(201, {"price": 5})) == [("", "status")]


@pytest.mark.parametrize("declared", ["2XX", "2xx", "default"])
def test_a_status_may_be_described_by_a_range(check, lie, declared):
    assert check({declared: response(PRICE)}, Reply(201, {"price": 5})).status == 201
    assert lie({declared: response(PRICE)}, Reply(201, {})) == [("/price", "required")]


def test_the_exact_status_beats_its_range(lie):
    responses = {"4XX": response({}), "404": response(PRICE)}

    assert lie(responses, Reply(404, {})) == [("/price", "required")]


def test_a_missing_body_is_a_lie(lie):
    assert lie({"200": response(PRICE)}, Reply(200)) == [("", "required")]


def test_a_body_where_none_is_described_is_a_lie(lie):
    assert lie({"204": response()}, Reply(204, {})) == [("", "body")]


def test_null_is_a_body(check):
    assert check({"200": response({"type": "null"})}, Reply(200, None)).body == b"null"


def test_an_answer_without_a_body_has_no_content_type(check):
    assert headers_of(check({"204": response()}, Reply(204))) == {"mock-answer": "stub"}


def test_an_undescribed_content_type_is_a_lie(lie):
    reply = Reply(200, {"price": 5}, {"Content-Type": "application/xml"})

    assert lie({"200": response(PRICE)}, reply) == [("", "content-type")]


def test_a_charset_does_not_change_the_content_type(check):
    reply = Reply(200, {"price": 5}, {"content-type": "application/json; charset=utf-8"})

    answer = check({"200": response(PRICE)}, reply)

    assert headers_of(answer)["content-type"] == "application/json; charset=utf-8"


def test_each_content_type_has_its_own_schema(lie):
    two = response(PRICE)
    two["content"]["application/problem+json"] = {"schema": {"type": "object", "required": ["t"]}}
    reply = Reply(200, {"price": 5}, {"content-type": "application/problem+json"})

    assert lie({"200": two}, reply) == [("/t", "required")]


@pytest.mark.parametrize("declared", ["*/*", "application/*"])
def test_a_wildcard_admits_json(check, declared):
    answer = check({"200": response(PRICE, content_type=declared)}, Reply(200, {"price": 5}))

    assert headers_of(answer)["content-type"] == "application/json"


def test_a_wildcard_still_judges_the_body(lie):
    found = lie({"200": response(PRICE, content_type="*/*")}, Reply(200, {}))

    assert found == [("/price", "required")]


def test_text_goes_out_as_text(check):
    answer = check({"200": response({"type": "string"}, content_type="text/csv")}, Reply(200, "ä"))

    assert (answer.body, headers_of(answer)["content-type"]) == ("ä".encode(), "text/csv")


def test_a_missing_required_header_is_a_lie(lie):
    headers = {"X-Total": {"required": True, "schema": {"type": "integer"}}}

    found = lie({"200": response(PRICE, headers=headers)}, Reply(200, {"price": 5}))

    assert found == [("header X-Total", "required")]


def test_an_optional_header_may_be_missing(check):
    headers = {"X-Total": {"schema": {"type": "integer"}}}

    assert check({"200": response(headers=headers)}, Reply(200)).status == 200


@pytest.mark.parametrize(("text", "is_fine"), [("5", True), ("five", False), ("", False)])
def test_a_header_is_judged_by_its_type(check, lie, text, is_fine):
    responses = {"200": response(headers={"X-Total": {"schema": {"type": "integer"}}})}
    reply = Reply(200, headers={"x-total": text})

    if is_fine:
        assert check(responses, reply).status == 200
    else:
        assert lie(responses, reply) == [("header X-Total", "type")]


def test_a_header_may_hold_a_list(check, lie):
    schema = {"type": "array", "items": {"type": "integer"}}
    responses = {"200": response(headers={"X-Sizes": {"schema": schema}})}

    assert check(responses, Reply(200, headers={"x-sizes": "1,2"})).status == 200
    assert lie(responses, Reply(200, headers={"x-sizes": "1,b"})) == [("header X-Sizes", "type")]


def test_a_header_cannot_smuggle_another_one_in(lie):
    assert lie({"200": response()}, Reply(200, headers={"x-a": "1\r\nset-cookie: b=1"}))


def test_a_number_that_json_does_not_know_is_a_lie(lie):
    assert lie({"200": response(PRICE)}, Reply(200, {"price": math.nan}))


def test_an_unjudged_number_is_never_sent_as_null(check):
    with pytest.raises((LyingStub, ValueError)):
        check({"200": response({})}, Reply(200, {"price": math.inf}))


def test_a_large_integer_is_sent_whole(check):
    assert check({"200": response(PRICE)}, Reply(200, {"price": 2**70})).body == (
        b'{"price":1180591620717411303424}'
    )


@pytest.mark.parametrize("version", VERSIONS)
def test_a_write_only_member_is_not_demanded(check, version):
    secret = {"type": "string", "writeOnly": True}
    schema = {"type": "object", "required": ["pin"], "properties": {"pin": secret}}

    assert check({"200": response(schema)}, Reply(200, {}), version=version).status == 200


def test_a_response_may_be_shared_between_operations(lie):
    reference = {"$ref": "#/components/responses/Priced"}

    found = lie({"200": reference}, Reply(200, {}), shared={"Priced": response(PRICE)})

    assert found == [("/price", "required")]


def test_a_refusal_needs_no_description():
    answer = render(Reply(404, {"a": 1}), "refusal", "application/problem+json")

    assert headers_of(answer)["content-type"] == "application/problem+json"
    assert headers_of(answer)["mock-answer"] == "refusal"


def test_a_body_that_is_absent_is_empty():
    assert render(Reply(200, ABSENT), "stub").body == b""
