"""Parameters mean what their names say: a filter, a search, an order, a page."""

import pytest

from specs.resources.queries import read_query, sources_of
from specs.resources.shapes import Shapes
from tests.support.documents import api, bundle_of, operation, parameter, takes

TEXT, NUMBER, FLAG = {"type": "string"}, {"type": "integer"}, {"type": "boolean"}
THING = {
    "type": "object",
    "properties": {
        "id": NUMBER,
        "name": TEXT,
        "petType": TEXT,
        "page": NUMBER,
        "done": FLAG,
        "size": NUMBER,
        "tags": {"type": "array", "items": TEXT},
        "owner": {"type": "object", "properties": {"id": NUMBER}},
    },
}
AT = "/components/schemas/Thing"


def query(*parameters, body=None):
    named = [
        parameter(one, "query", TEXT)
        if isinstance(one, str)
        else parameter(one[0], "query", one[1])
        for one in parameters
    ]
    made = operation("list", parameters=named, **({"requestBody": takes(body)} if body else {}))
    bundle = bundle_of(api({"/things": {"post": made}}, components={"schemas": {"Thing": THING}}))
    shapes, one = Shapes(bundle.document), bundle.operations[0]
    where = one.request_body.media[0].schema if body else None
    return read_query(sources_of(one, shapes, where), shapes.at(AT), shapes)


def filters(found):
    return {one.source.name: one.member for one in found.filters}


@pytest.mark.parametrize(
    ("name", "schema", "member"),
    [
        ("name", TEXT, "/name"),
        ("pet_type", TEXT, "/petType"),
        ("done", FLAG, "/done"),
        ("id", TEXT, "/id"),
        ("ids", {"type": "array", "items": NUMBER}, "/id"),
        ("tags", {"type": "array", "items": TEXT}, "/tags"),
        ("tag", {"type": "array", "items": TEXT}, "/tags"),
        ("filter[name]", TEXT, "/name"),
    ],
)
def test_a_parameter_with_a_members_name_filters(name, schema, member):
    assert filters(query((name, schema))) == {name: member}


@pytest.mark.parametrize(
    ("name", "schema"),
    [("done", TEXT), ("owner", TEXT), ("color", TEXT), ("min_size", NUMBER), ("name", FLAG)],
)
def test_what_cannot_be_a_members_value_does_not_filter(name, schema):
    found = query((name, schema))

    assert found.filters == ()
    assert [one.name for one in found.unread] == [name]


def test_members_of_a_filter_object_filter():
    given = {"type": "object", "properties": {"name": TEXT, "color": TEXT}}
    found = query(("filter", given))

    assert filters(found) == {"filter[name]": "/name"}
    assert [one.name for one in found.unread] == ["filter[color]"]


@pytest.mark.parametrize("name", ["q", "query", "search", "search_term", "keyword"])
def test_searches_are_known(name):
    assert [one.name for one in query(name).searches] == [name]


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (["page", "per_page"], {"page": "page", "size": "per_page"}),
        (["pageNumber", "pageSize"], {"page": "pageNumber", "size": "pageSize"}),
        (["offset", "limit"], {"offset": "offset", "size": "limit"}),
        (["start", "count"], {"offset": "start", "size": "count"}),
        (["cursor", "limit"], {"cursor": "cursor", "size": "limit"}),
        (["starting_after", "limit"], {"cursor": "starting_after", "size": "limit"}),
        (["pageToken", "maxResults"], {"cursor": "pageToken", "size": "maxResults"}),
        (["page[number]", "page[size]"], {"page": "page[number]", "size": "page[size]"}),
        (["page[offset]", "page[limit]"], {"offset": "page[offset]", "size": "page[limit]"}),
        (["page", "limit", "per_page"], {"page": "page", "size": "limit"}),
    ],
)
def test_paging_is_known_by_its_names(names, told):
    found = query(*names)
    read = {word: getattr(found, word) for word in ("page", "size", "offset", "cursor")}

    assert {word: one.name for word, one in read.items() if one is not None} == told
    assert found.is_paged


def test_pages_may_be_asked_for_by_one_object():
    page = {"type": "object", "properties": {"number": NUMBER, "size": NUMBER}}
    found = query(("page", page))

    assert (found.page.path, found.size.path) == (("page", "number"), ("page", "size"))


def test_a_member_called_size_is_filtered_by():
    assert filters(query(("size", NUMBER))) == {"size": "/size"}
    assert query(("size", NUMBER)).size is None


def test_a_page_is_a_page_even_of_things_that_have_one():
    assert query(("page", NUMBER)).page.name == "page"


@pytest.mark.parametrize(
    ("schema", "first"),
    [
        (NUMBER, 1),
        ({**NUMBER, "minimum": 0}, 0),
        ({**NUMBER, "default": 0}, 0),
        ({**NUMBER, "minimum": 0, "default": 1}, 1),
        ({**NUMBER, "minimum": 1}, 1),
    ],
)
def test_the_first_page_is_told_by_the_schema(schema, first):
    assert query(("page", schema)).first_page == first


@pytest.mark.parametrize(
    ("names", "sort", "direction"),
    [
        (["sort"], "sort", None),
        (["sort_by", "order"], "sort_by", "order"),
        (["order", "sort_by"], "sort_by", "order"),
        (["orderBy", "sortOrder"], "orderBy", "sortOrder"),
        ([("order", {"enum": ["asc", "desc"]}), "sort"], "sort", "order"),
        (["ordering"], "ordering", None),
    ],
)
def test_the_order_is_known_by_its_names(names, sort, direction):
    found = query(*names)

    assert found.sort.name == sort
    assert (found.direction.name if found.direction else None) == direction


def test_a_body_that_asks_is_read_like_a_query():
    given = {"type": "object", "properties": {"name": TEXT, "limit": NUMBER, "color": TEXT}}
    found = query(body=given)

    assert filters(found) == {"name": "/name"}
    assert (found.size.place, found.size.name) == ("body", "limit")
    assert [one.name for one in found.unread] == ["color"]


def test_what_is_understood_is_told():
    found = query("name", "q", "sort", "page", "limit")

    assert found.told() == "filters by name; searches by q; sorts by sort; pages by page, limit"
