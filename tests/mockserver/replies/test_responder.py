"""An operation answers from its description alone: any outcome, any media type, always valid."""

from random import Random

import pytest
from lxml import etree

from mockserver.replies.errors import CannotGenerate, NotAcceptable, UnknownOutcome
from mockserver.replies.responder import Responder
from mockserver.stubkit import ABSENT
from tests.support.documents import VERSIONS, api, bundle_of, response

PRICE = {"type": "object", "required": ["price"], "properties": {"price": {"type": "integer"}}}
BOTH = {
    "description": "d",
    "content": {
        "application/xml": {"schema": PRICE},
        "application/json": {"schema": PRICE, "examples": {"one": {"value": {"price": 1}}}},
    },
}


def responder(responses, *, seed=0, version="3.1.0", **components):
    document = api({"/x": {"get": {"responses": responses}}}, version=version)
    bundle = bundle_of({**document, "components": components})
    return Responder(bundle, bundle.operations[0], seed)


@pytest.mark.parametrize("version", VERSIONS)
def test_a_success_is_answered(version):
    found = responder({"404": response(), "201": response(PRICE)}, version=version).reply()

    assert (found.reply.status, found.speaker) == (201, "generated")
    assert isinstance(found.reply.body["price"], int)


def test_the_welcome_media_type_is_answered():
    found = responder({"200": BOTH}).reply(accept="application/xml")

    assert found.reply.headers["content-type"] == "application/xml"
    assert etree.fromstring(found.reply.body.encode()).find("price") is not None


def test_json_is_answered_where_all_is_welcome():
    found = responder({"200": BOTH}).reply(accept="*/*")

    assert (found.reply.body, found.speaker) == ({"price": 1}, "example")


def test_what_nobody_welcomes_is_not_answered():
    with pytest.raises(NotAcceptable) as raised:
        responder({"200": BOTH}).reply(accept="text/csv")

    assert raised.value.known == ("application/xml", "application/json")


def test_an_error_is_answered_in_any_media_type():
    found = responder({"200": BOTH, "404": response(PRICE)}).reply(accept="text/csv", status=404)

    assert found.reply.headers["content-type"] == "application/json"


def test_an_answer_without_a_body_is_welcome_everywhere():
    assert responder({"204": response()}).reply(accept="text/csv").reply.body is ABSENT


@pytest.mark.parametrize("status", [204, 304])
def test_a_status_that_has_no_body_gets_none(status):
    found = responder({str(status): response(PRICE)}).reply()

    assert found.reply.body is ABSENT
    assert "content-type" not in found.reply.headers


def test_the_asked_status_is_answered():
    assert responder({"200": BOTH, "4XX": response(PRICE)}).reply(status=418).reply.status == 418


def test_the_asked_example_is_answered():
    named = {"a": {"value": {"price": 1}}, "b": {"value": {"price": 2}}}
    found = responder({"200": response(PRICE, examples=named)}).reply(example="b")

    assert (found.reply.body, found.speaker) == ({"price": 2}, "example")


def test_the_asked_example_is_answered_in_the_media_type_that_has_it():
    found = responder({"200": BOTH}).reply(example="one", accept="application/xml")

    assert found.reply.headers["content-type"] == "application/json"


def test_an_example_that_is_not_there_is_refused_with_those_that_are():
    with pytest.raises(UnknownOutcome) as raised:
        responder({"200": BOTH}).reply(example="two")

    assert (raised.value.kind, raised.value.known) == ("example", ("one",))


def test_an_invalid_example_is_passed_over_and_told():
    found = responder({"200": response(PRICE, example={"price": "x"})}).reply()

    assert found.speaker == "generated"
    assert [one.name for one in found.invalid] == ["example"]


def test_an_example_elsewhere_is_never_fetched():
    named = {"far": {"externalValue": "http://127.0.0.1:1/example.json"}}
    found = responder({"200": response(PRICE, examples=named)}).reply()

    assert found.speaker == "generated"


def test_a_value_is_made_up_where_that_is_asked_for():
    found = responder({"200": BOTH}).reply(dynamic=True)

    assert found.speaker == "generated"


def test_the_same_question_gets_the_same_answer():
    made = responder({"200": BOTH})

    assert made.reply(dynamic=True) is made.reply(dynamic=True)
    assert (
        made.reply(dynamic=True).reply.body
        == responder({"200": BOTH}).reply(dynamic=True).reply.body
    )


def test_another_source_gives_another_answer():
    made = responder({"200": response({"type": "string", "format": "uuid"})})
    told = [made.reply(dynamic=True, source=Random(seed)).reply.body for seed in (1, 1, 2)]

    assert told[0] == told[1] != told[2]


def test_what_cannot_be_answered_is_found_out_once():
    made = responder({"200": response({"type": "integer", "minimum": 2, "maximum": 1})})
    reasons = []
    for _ in range(2):
        with pytest.raises(CannotGenerate) as raised:
            made.reply()
        reasons.append(raised.value)

    assert reasons[0] is reasons[1]


def test_strange_questions_do_not_pile_up():
    made = responder({"200": response({}, content_type="*/*")})
    for number in range(500):
        made.reply(accept=f"text/x{number}")

    assert len(made._kept) < 100


def test_headers_are_answered():
    headers = {"X-Total": {"required": True, "schema": {"const": 3}}}
    found = responder({"200": response(PRICE, headers=headers)}).reply()

    assert found.reply.headers == {"X-Total": "3", "content-type": "application/json"}


@pytest.mark.parametrize(
    ("kind", "start"),
    [
        ("text/plain", ""),
        ("text/csv", "price\r\n"),
        ("application/x-www-form-urlencoded", "price="),
        ("application/x-ndjson", '{"price":'),
        ("multipart/form-data", "--"),
    ],
)
def test_other_media_types_are_answered(kind, start):
    found = responder({"200": response(PRICE, content_type=kind)}).reply()

    assert isinstance(found.reply.body, str)
    assert found.reply.body.startswith(start)
    assert found.reply.headers["content-type"].startswith(kind)


def test_bytes_are_answered():
    schema = {"type": "string", "format": "binary"}
    found = responder({"200": response(schema, content_type="application/octet-stream")}).reply()

    assert isinstance(found.reply.body, bytes)


def test_nothing_is_worked_out_before_it_is_asked_for():
    broken = {"$ref": "#/components/schemas/Thing"}
    made = responder({"200": response(broken)}, schemas={"Thing": {"type": "string"}})

    assert made._kept == {}
