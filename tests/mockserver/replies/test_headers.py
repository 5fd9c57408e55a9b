"""An answer has the headers it needs, and those that the description gives a value."""

import pytest

from mockserver.replies.errors import CannotGenerate
from mockserver.replies.headers import ReplyHeaders, header_text
from specs.values import ABSENT
from tests.support.documents import api, bundle_of, response


def headers(status=200, *, path="/things", body=ABSENT, seed=0, components=None, **declared):
    """The headers of an answer; `x_total` stands for `X-Total`."""
    named = {name.replace("_", "-"): header for name, header in declared.items()}
    operation = {"post": {"responses": {str(status): response(headers=named)}}}
    root = {"components": components} if components else {}
    bundle = bundle_of(api({path: operation}, **root))
    made = ReplyHeaders(bundle, bundle.operations[0], seed)
    return made.of(bundle.operations[0].responses[str(status)], status, body)


def needed(schema, **more):
    return {"required": True, "schema": schema, **more}


def test_a_required_header_is_made_up():
    found = headers(X_Total=needed({"type": "integer", "minimum": 3, "maximum": 3}))

    assert found == {"X-Total": "3"}


def test_a_header_that_may_be_missing_is_missing():
    assert headers(X_Rare={"schema": {"type": "integer"}}) == {}


@pytest.mark.parametrize(
    "header",
    [
        {"schema": {"type": "integer"}, "example": 7},
        {"schema": {"type": "integer", "example": 7}},
        {"schema": {"type": "integer", "examples": [7]}},
        {"schema": {"type": "integer"}, "examples": {"a": {"value": 7}}},
        {"schema": {"type": "integer"}, "examples": {"a": {"$ref": "#/components/examples/Seven"}}},
        {"schema": {"$ref": "#/components/schemas/Seven"}},
    ],
    ids=range(6),
)
def test_a_header_with_an_example_has_its_value(header):
    shared = {
        "examples": {"Seven": {"value": 7}},
        "schemas": {"Seven": {"type": "integer", "example": 7}},
    }

    assert headers(X_Total=header, components=shared) == {"X-Total": "7"}


def test_an_example_that_is_not_allowed_is_not_sent():
    assert headers(X_Total={"schema": {"type": "integer"}, "example": "many"}) == {}


@pytest.mark.parametrize("text", ["a\r\nSet-Cookie: b", "a\x00", "日本"])
def test_an_example_that_no_header_may_hold_is_not_sent(text):
    assert headers(X_Note={"schema": {"type": "string"}, "example": text}) == {}


def test_a_header_that_no_value_fits_is_an_error():
    with pytest.raises(CannotGenerate, match="X-Odd"):
        headers(X_Odd=needed({"type": "string", "pattern": "^\\n$"}))


def test_a_header_told_by_its_content_is_json():
    schema = {"type": "object", "required": ["a"], "properties": {"a": {"const": 1}}}

    assert headers(
        X_Page={"required": True, "content": {"application/json": {"schema": schema}}}
    ) == {"X-Page": '{"a":1}'}


def test_a_header_without_a_schema_has_some_value():
    assert headers(X_Any={"required": True}) == {"X-Any": "mock"}


@pytest.mark.parametrize(
    ("path", "body", "location"),
    [
        ("/things", {"id": 7}, "things/7"),
        ("/things/", {"id": "a"}, "a"),
        ("/things", {"name": "a"}, "/things"),
        ("/shops/{shopId}/things", {"id": 7}, "things/7"),
    ],
)
def test_a_location_leads_to_what_was_made(path, body, location):
    found = headers(201, path=path, body=body, Location={"schema": {"type": "string"}})

    assert found == {"Location": location}


def test_a_location_has_the_form_that_its_schema_asks_for():
    found = headers(201, body={"id": 7}, Location={"schema": {"type": "string", "format": "uri"}})

    assert found["Location"].startswith("https://")


@pytest.mark.parametrize(
    ("status", "name"),
    [
        (201, "Location"),
        (302, "Location"),
        (429, "Retry_After"),
        (503, "Retry_After"),
        (401, "WWW_Authenticate"),
    ],
)
def test_what_a_status_is_about_is_always_told(status, name):
    assert headers(status, **{name: {"schema": {"type": "string"}}})


def test_a_wait_is_a_number_of_seconds():
    assert headers(429, Retry_After={"schema": {"type": "integer"}})["Retry-After"].isdecimal()


def test_a_link_leads_to_the_next_page():
    found = headers(Link=needed({"type": "string"}))

    assert found == {"Link": '</things?page=2>; rel="next"'}


def test_what_the_server_sets_itself_is_left_alone():
    assert headers(Content_Type=needed({"type": "string"}), Content_Length=needed({})) == {}


def test_equal_seeds_make_equal_headers():
    told = [
        headers(X_Id=needed({"type": "string", "format": "uuid"}), seed=one) for one in (1, 1, 2)
    ]

    assert told[0] == told[1] != told[2]


def test_values_are_written_in_the_simple_style():
    assert header_text([1, "a", True]) == "1,a,true"
    assert header_text({"a": 1, "b": None}) == "a,1,b,"
