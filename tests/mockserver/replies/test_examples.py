"""An example is answered if its schema allows it; one that is not is told."""

import pytest

from mockserver.replies.examples import Examples
from specs.values import ABSENT
from tests.support.documents import api, bundle_of, response

PRICE = {"type": "object", "required": ["price"], "properties": {"price": {"type": "integer"}}}


def examples(schema=ABSENT, content_type="application/json", **values):
    answer = response(
        schema, content_type=content_type, examples={n: {"value": v} for n, v in values.items()}
    )
    bundle = bundle_of(api({"/x": {"get": {"responses": {"200": answer}}}}))
    return Examples(bundle, bundle.operations[0].responses["200"].media[0])


def test_the_first_valid_example_is_found():
    found = examples(PRICE, bad={"price": "five"}, good={"price": 2}, other={"price": 3})

    assert found.first() == {"price": 2}
    assert [one.name for one in found.invalid] == ["bad"]


def test_an_invalid_example_is_told_with_its_place():
    found = examples(PRICE, bad={"price": "five"})

    assert found.first() is ABSENT
    assert str(found.invalid[0]).startswith("the example bad at ")
    assert "/price" in found.invalid[0].message


def test_an_example_is_found_by_name():
    assert examples(PRICE, a={"price": 1}, b={"price": 2}).named("b") == {"price": 2}


def test_an_example_without_a_schema_is_valid():
    assert examples(a=[1]).first() == [1]


def test_a_text_of_json_is_read_where_only_that_is_valid():
    assert examples(PRICE, a='{"price": 1}').first() == {"price": 1}
    assert examples({"type": "string"}, a='{"price": 1}').first() == '{"price": 1}'
    assert examples(PRICE, a="{price").first() is ABSENT


@pytest.mark.parametrize("kind", ["application/xml", "text/csv", "application/x-yaml"])
def test_a_text_is_the_body_of_another_media_type(kind):
    assert examples(PRICE, kind, a="<price>1</price>").first() == "<price>1</price>"


def test_a_value_for_another_media_type_is_judged():
    assert examples(PRICE, "application/xml", a={"price": "x"}).first() is ABSENT


def test_a_schema_for_texts_judges_a_text():
    schema = {"type": "string", "maxLength": 3}

    assert examples(schema, "text/plain", a="long", b="abc").first() == "abc"
    assert examples(schema, "application/xml", a="<long/>").first() == "<long/>"


def test_null_is_an_example_as_any_other():
    assert examples({"type": "null"}, a=None).first() is None
