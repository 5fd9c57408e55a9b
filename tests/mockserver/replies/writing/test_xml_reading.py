"""The XML form of a value is found wherever its schema says it."""

from mockserver.replies.writing.xml_reading import XmlForm, XmlReading
from tests.support.documents import THING, schema_bundle

REF = {"$ref": "#/components/schemas/Other"}


def reading(schema, **schemas):
    return XmlReading(schema_bundle(schema, **schemas).document)


def test_the_outermost_form_counts():
    found = reading({**REF, "xml": {"name": "a"}}, Other={"xml": {"name": "b"}})

    assert found.form((THING,)) == XmlForm(name="a")


def test_a_form_behind_a_reference_is_found():
    assert reading(REF, Other={"xml": {"name": "b"}}).form((THING,)) == XmlForm(name="b")


def test_what_says_nothing_has_no_form():
    assert reading({}).form((THING,)) == XmlForm()
    assert reading({"xml": "x"}).form((THING, "/nowhere")) == XmlForm()


def test_a_root_has_the_name_of_the_last_named_schema():
    assert reading(REF, Other={}).root_name(THING) == "Other"


def test_a_circle_is_left():
    found = reading({"allOf": [{"$ref": f"#{THING}"}], "properties": {"a": {}}})

    assert found.member((THING,), "a") == (f"{THING}/properties/a",)
    assert found.member((THING,), "b") == ()


def test_a_described_member_counts_more_than_the_rest():
    found = reading({"properties": {"a": {}}, "additionalProperties": {"type": "string"}})

    assert found.member((THING,), "a") == (f"{THING}/properties/a",)
    assert found.member((THING,), "b") == (f"{THING}/additionalProperties",)


def test_items_have_their_schema():
    assert reading({"allOf": [{"items": {}}]}).item((THING,)) == (f"{THING}/allOf/0/items",)
