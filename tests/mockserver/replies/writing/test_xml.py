"""Values are written as the `xml` keyword says, and as a parser can read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from mockserver.replies.writing.xml import xml_document
from tests.support.documents import THING, schema_bundle
from tests.support.schema_drawing import VALUES

HEAD = '<?xml version="1.0" encoding="UTF-8"?>'


def written(schema, value, **schemas):
    """The document without its head; a parser has read it."""
    bundle = schema_bundle(schema, **schemas)
    text = xml_document(bundle.document, THING, value)
    etree.fromstring(text.encode())
    assert text.startswith(HEAD)
    return text.removeprefix(HEAD)


def named(name, **more):
    return {"xml": {"name": name, **more}}


def test_a_root_has_the_name_of_its_schema():
    assert written({"type": "object"}, {"a": 1}) == "<Thing><a>1</a></Thing>"


def test_a_root_has_the_name_that_is_said():
    assert written(named("thing"), {"a": 1}) == "<thing><a>1</a></thing>"


def test_a_root_without_any_name_has_one():
    bundle = schema_bundle({})

    assert xml_document(bundle.document, None, {"a": 1}) == f"{HEAD}<root><a>1</a></root>"


def test_a_member_has_the_name_that_is_said():
    schema = {"properties": {"a": named("b")}}

    assert written(schema, {"a": 1}) == "<Thing><b>1</b></Thing>"


def test_a_member_behind_a_reference_has_its_name():
    schema = {"properties": {"a": {"$ref": "#/components/schemas/Other"}}}

    assert written(schema, {"a": 1}, Other=named("other")) == "<Thing><other>1</other></Thing>"


def test_an_attribute_is_written_as_one():
    schema = {"properties": {"id": named("no", attribute=True), "a": {}}}

    assert written(schema, {"id": 5, "a": "x"}) == '<Thing no="5"><a>x</a></Thing>'


def test_an_attribute_without_a_value_is_left_out():
    assert written({"properties": {"id": named("no", attribute=True)}}, {"id": None}) == "<Thing/>"


@pytest.mark.parametrize(
    ("array", "items", "text"),
    [
        ({}, {}, "<tags>x</tags><tags>y</tags>"),
        ({}, {"name": "tag"}, "<tag>x</tag><tag>y</tag>"),
        ({"wrapped": True}, {}, "<tags><tags>x</tags><tags>y</tags></tags>"),
        ({"wrapped": True}, {"name": "tag"}, "<tags><tag>x</tag><tag>y</tag></tags>"),
        ({"wrapped": True, "name": "list"}, {}, "<list><list>x</list><list>y</list></list>"),
        (
            {"wrapped": True, "name": "list"},
            {"name": "tag"},
            "<list><tag>x</tag><tag>y</tag></list>",
        ),
        ({"name": "list"}, {"name": "tag"}, "<tag>x</tag><tag>y</tag>"),
    ],
)
def test_a_list_is_wrapped_where_that_is_said(array, items, text):
    tags = {"type": "array", "xml": array, "items": {"type": "string", "xml": items}}

    assert written({"properties": {"tags": tags}}, {"tags": ["x", "y"]}) == f"<Thing>{text}</Thing>"


def test_an_empty_wrapped_list_is_an_empty_element():
    tags = {"type": "array", "xml": {"wrapped": True}}

    assert written({"properties": {"tags": tags}}, {"tags": []}) == "<Thing><tags/></Thing>"


def test_a_list_at_the_root_is_wrapped():
    schema = {"type": "array", "items": {"$ref": "#/components/schemas/Pet"}}

    assert written(schema, [{"a": 1}], Pet=named("pet")) == "<Thing><pet><a>1</a></pet></Thing>"


def test_lists_in_lists_are_written():
    assert (
        written({"type": "array"}, [[1, 2], []])
        == "<Thing><Thing>1</Thing><Thing>2</Thing></Thing>"
    )


def test_namespaces_are_declared_once():
    space = {"namespace": "urn:a", "prefix": "p"}
    schema = {"xml": {"name": "t", **space}, "properties": {"a": {"xml": space}}}

    assert written(schema, {"a": 1}) == '<p:t xmlns:p="urn:a"><p:a>1</p:a></p:t>'


def test_a_namespace_needs_no_prefix():
    schema = {"xml": {"namespace": "urn:a"}}

    assert written(schema, {"a": 1}) == '<Thing xmlns="urn:a"><a>1</a></Thing>'


def test_a_prefix_that_stands_for_nothing_is_left_out():
    assert written({"xml": {"prefix": "p"}}, 1) == "<Thing>1</Thing>"


def test_an_attribute_may_have_a_prefix():
    form = {"attribute": True, "prefix": "p", "namespace": "urn:a"}
    schema = {"properties": {"id": {"xml": form}}}

    assert written(schema, {"id": 1}) == '<Thing xmlns:p="urn:a" p:id="1"/>'


def test_attributes_share_what_is_declared():
    one = {"attribute": True, "prefix": "p", "namespace": "urn:a"}
    members = {"a": {"xml": one}, "b": {"xml": one}, "c": {"xml": {**one, "namespace": "urn:b"}}}
    text = written({"properties": members}, {"a": 1, "b": 2, "c": 3})

    assert text == '<Thing xmlns:p="urn:a" p:a="1" p:b="2" c="3"/>'


def test_what_the_combined_schemas_say_counts():
    part = {"properties": {"a": named("b")}}

    assert written({"allOf": [part]}, {"a": 1}) == "<Thing><b>1</b></Thing>"
    assert written({"oneOf": [{}, part]}, {"a": 1}) == "<Thing><b>1</b></Thing>"


def test_members_of_a_map_have_their_schema():
    schema = {"additionalProperties": {"properties": {"a": named("b")}}}

    assert written(schema, {"x": {"a": 1}}) == "<Thing><x><b>1</b></x></Thing>"


def test_a_text_may_be_the_content_of_its_element():
    schema = {
        "properties": {"lang": named("lang", attribute=True), "t": {"xml": {"nodeType": "text"}}}
    }

    assert written(schema, {"lang": "en", "t": "a < b"}) == '<Thing lang="en">a &lt; b</Thing>'


def test_null_is_an_empty_element():
    assert written({}, {"a": None}) == "<Thing><a/></Thing>"


HOSTILE = st.text(st.characters(codec="utf-8"), max_size=8)  # no file can hold half a character


@given(VALUES, HOSTILE, HOSTILE, HOSTILE)
def test_no_name_and_no_value_breaks_the_document(value, name, prefix, space):
    form = {"name": name, "prefix": prefix, "namespace": space}
    attribute = {"xml": {**form, "attribute": True}}
    other = {"xml": {**form, "attribute": True, "namespace": "urn:b", "name": "b"}}
    members = {"a": attribute, "b": other, name: {"xml": form}}
    schema = {"xml": form, "properties": members, "items": {"xml": form}}

    written(schema, {"a": "x", "b": "y", name: value, "list": [value, value]})
    written(schema, value)
