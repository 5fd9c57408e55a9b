"""The value of a body is an example, or something that its media type lets one look at."""

from random import Random

import pytest

from mockserver.replies.made_body import AskedBody, made_body
from specs.values import ABSENT
from tests.support.documents import api, bundle_of, response


def body(schema=ABSENT, kind="application/json", *, name=None, dynamic=False, seed=0, **media):
    answer = response(schema, content_type=kind, **media)
    if not answer.get("content"):
        answer["content"] = {kind: {}}
    bundle = bundle_of(api({"/x": {"get": {"responses": {"200": answer}}}}))
    described = bundle.operations[0].responses["200"].media[0]
    return made_body(bundle, AskedBody(described, kind, name, dynamic), Random(seed))


def test_an_example_is_used():
    found = body({"type": "integer"}, example=5)

    assert (found.value, found.speaker, found.invalid) == (5, "example", ())


def test_an_example_is_not_used_where_it_is_not_wanted():
    found = body({"type": "integer", "minimum": 9}, example=10**6, dynamic=True)

    assert found.speaker == "generated"
    assert found.value < 10**6


def test_an_example_of_the_schema_is_an_example():
    assert body({"type": "integer", "example": 5}).speaker == "example"
    assert body({"type": "integer", "example": 5}, dynamic=True).speaker == "generated"


def test_the_named_example_is_used():
    named = {"a": {"value": 1}, "b": {"value": 2}}

    assert body({"type": "integer"}, examples=named, name="b").value == 2


def test_a_named_example_that_is_invalid_gives_way_to_a_made_up_value():
    found = body({"type": "integer"}, examples={"a": {"value": "x"}}, name="a")

    assert isinstance(found.value, int)
    assert [one.name for one in found.invalid] == ["a"]


def test_an_invalid_example_of_a_schema_is_told():
    found = body({"type": "object", "properties": {"a": {"type": "integer", "example": "x"}}})

    assert "the example of the schema at" in str(found.invalid[0])


@pytest.mark.parametrize(
    ("kind", "kind_of_value"),
    [
        ("application/json", dict),
        ("application/xml", dict),
        ("text/plain", str),
        ("text/html", str),
        ("image/png", bytes),
        ("application/octet-stream", bytes),
    ],
)
def test_a_body_without_a_schema_is_something(kind, kind_of_value):
    assert isinstance(body(kind=kind).value, kind_of_value)


def test_a_text_of_bytes_is_a_file():
    found = body({"type": "string", "format": "binary"}, "image/png")

    assert found.value.startswith(b"\x89PNG")


def test_equal_sources_give_equal_bodies():
    told = [body({"type": "string"}, seed=seed).value for seed in (1, 1, 2)]

    assert told[0] == told[1] != told[2]
