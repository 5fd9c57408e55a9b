"""An operation without a stub answers its first success: a valid example, or a made-up value."""

import pytest

from mockserver.replies.errors import CannotGenerate
from mockserver.replies.responder import GenericReply, Responder
from mockserver.stubkit import ABSENT
from specs.values import Json
from tests.support.documents import VERSIONS, api, bundle_of, response

PRICE = {"type": "object", "required": ["price"], "properties": {"price": {"type": "integer"}}}


def reply_to(responses: Json, *, seed: int = 0, version: str = "3.1.0", **components: Json):
    document = api({"/x": {"get": {"responses": responses}}}, version=version)
    bundle = bundle_of({**document, "components": components})
    return Responder(bundle, bundle.operations[0], seed).reply()


def test_a_written_example_is_served():
    found = reply_to({"200": response(PRICE, example={"price": 5})})

    assert (found.speaker, found.reply.status, found.reply.body) == ("example", 200, {"price": 5})


def test_the_first_named_example_is_served():
    named = {"one": {"value": {"price": 1}}, "two": {"value": {"price": 2}}}

    assert reply_to({"200": response(PRICE, examples=named)}).reply.body == {"price": 1}


def test_an_example_may_stand_in_components():
    named = {"one": {"$ref": "#/components/examples/One"}}
    shared = {"One": {"value": {"price": 7}}}

    found = reply_to({"200": response(PRICE, examples=named)}, examples=shared)

    assert found.reply.body == {"price": 7}


def test_an_invalid_example_gives_way_to_a_valid_one():
    named = {"bad": {"value": {"price": "five"}}, "good": {"value": {"price": 2}}}

    assert reply_to({"200": response(PRICE, examples=named)}).reply.body == {"price": 2}


@pytest.mark.parametrize("version", VERSIONS)
def test_an_invalid_example_gives_way_to_a_made_up_value(version):
    found = reply_to({"200": response(PRICE, example={"price": "five"})}, version=version)

    assert found.speaker == "generated"
    assert isinstance(found.reply.body["price"], int)


def test_an_example_without_a_schema_is_served():
    assert reply_to({"200": response(example={"a": 1})}).reply.body == {"a": 1}


def test_a_null_example_is_served():
    assert reply_to({"200": response({"type": "null"}, example=None)}).reply.body is None


def test_data_in_an_example_is_never_followed():
    found = reply_to({"200": response({"type": "object"}, example={"$ref": "#/nowhere"})})

    assert found.reply.body == {"$ref": "#/nowhere"}


@pytest.mark.parametrize(
    ("declared", "status"),
    [
        (["404", "201", "200"], 200),
        (["default", "201"], 201),
        (["404", "2XX"], 200),
        (["404", "500"], 404),
        (["4XX"], 400),
        (["default"], 200),
    ],
)
def test_the_first_success_is_chosen(declared, status):
    assert reply_to({name: response() for name in declared}).reply.status == status


def test_a_response_without_content_has_no_body():
    assert reply_to({"204": response()}) == GenericReply(
        reply_to({"204": response()}).reply, "generated"
    )
    assert reply_to({"204": response()}).reply.body is ABSENT


def test_equal_seeds_make_equal_values():
    schema = {"type": "array", "items": {"type": "string", "format": "uuid"}, "minItems": 2}
    told = [reply_to({"200": response(schema)}, seed=seed).reply.body for seed in (1, 1, 2)]

    assert told[0] == told[1] != told[2]


def test_a_required_header_is_made_up():
    headers = {
        "X-Total": {"required": True, "schema": {"type": "integer", "minimum": 3, "maximum": 3}},
        "X-Flag": {"required": True, "schema": {"const": True}},
        "X-Rare": {"schema": {"type": "integer"}},
    }
    told = reply_to({"200": response(headers=headers)}).reply.headers

    assert dict(told) == {"X-Total": "3", "X-Flag": "true"}


def test_json_is_preferred_to_other_content():
    both = response({"type": "string"}, content_type="text/csv")
    both["content"]["application/hal+json"] = {"schema": PRICE}

    found = reply_to({"200": both})

    assert found.reply.headers["content-type"] == "application/hal+json"


def test_text_is_served_as_text():
    found = reply_to({"200": response({}, content_type="text/csv", example="a,b")})

    assert (found.reply.body, found.reply.headers["content-type"]) == ("a,b", "text/csv")


def test_an_operation_without_a_response_has_no_reply():
    with pytest.raises(CannotGenerate, match="GET /x"):
        reply_to({})


def test_a_schema_without_a_value_has_no_reply():
    with pytest.raises(CannotGenerate):
        reply_to({"200": response(False)})
