"""What an answer says beside its list is known by name and company."""

import pytest

from specs.resources.marks import read_header_marks, read_marks
from specs.resources.shapes import Shapes
from tests.support.documents import THING, api, bundle_of, response, schema_bundle

TEXT, NUMBER, FLAG = {"type": "string"}, {"type": "integer"}, {"type": "boolean"}
LIST = {"type": "array", "items": {"type": "object"}}


def marks(holder="/data", **members):
    schema = {"type": "object", "properties": {"data": LIST, **members}}
    shapes = Shapes(schema_bundle(schema).document)
    return {one.where: one.fact for one in read_marks(shapes, THING, holder)}


def inside(**members):
    return {"type": "object", "properties": members}


@pytest.mark.parametrize(
    ("name", "schema", "fact"),
    [
        ("total", NUMBER, "total"),
        ("total_count", NUMBER, "total"),
        ("count", NUMBER, "count"),
        ("totalPages", NUMBER, "pages"),
        ("page", NUMBER, "page"),
        ("per_page", NUMBER, "size"),
        ("has_more", FLAG, "has_more"),
        ("last", FLAG, "is_last"),
        ("next", TEXT, "next"),
        ("nextPageToken", TEXT, "next"),
        ("next_cursor", TEXT, "next"),
        ("@odata.nextLink", TEXT, "next"),
        ("previous", TEXT, "previous"),
    ],
)
def test_facts_are_known_by_name(name, schema, fact):
    assert marks(**{name: schema}) == {f"/{name}": fact}


@pytest.mark.parametrize("holder", ["meta", "pagination", "page_info", "page"])
def test_facts_stand_inside_what_tells_of_the_page(holder):
    assert marks(**{holder: inside(total=NUMBER)}) == {f"/{holder}/total": "total"}


def test_links_are_told_by_their_company():
    told = marks(_links=inside(next=inside(href=TEXT), self=TEXT, other=TEXT))

    assert told == {"/_links/next/href": "next", "/_links/self": "self"}


def test_facts_beside_a_list_that_stands_deeper_are_found():
    schema = inside(result=inside(items=LIST, total=NUMBER), count=NUMBER)
    shapes = Shapes(schema_bundle(schema).document)
    found = {one.where: one.fact for one in read_marks(shapes, THING, "/result/items")}

    assert found == {"/count": "count", "/result/total": "total"}


@pytest.mark.parametrize(("name", "schema"), [("name", TEXT), ("next", LIST), ("size_of_it", TEXT)])
def test_other_members_say_nothing(name, schema):
    assert marks(**{name: schema}) == {}


def test_the_list_itself_is_no_fact():
    shapes = Shapes(schema_bundle(inside(next=LIST)).document)

    assert read_marks(shapes, THING, "/next") == ()


def test_headers_are_known_by_name():
    headers = {name: {"schema": NUMBER} for name in ("X-Total-Count", "X-Page", "X-Rate", "Link")}
    answer = response({"type": "array"}, headers=headers)
    bundle = bundle_of(api({"/a": {"get": {"responses": {"200": answer}}}}))
    found = read_header_marks(bundle.operations[0].responses["200"])

    assert {one.where: one.fact for one in found} == {"X-Total-Count": "total", "X-Page": "page"}
