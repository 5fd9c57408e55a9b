"""Pages partition a list and say in the declared words what comes before and after."""

import pytest

from specs.values import find
from tests.support.desk import Desk
from tests.support.documents import bundle_of, parameter
from tests.support.thing_documents import INTEGER, TEXT, UUID, things_api

FLAG = {"type": "boolean"}
MAYBE = {"type": ["string", "null"]}
URI = {"type": "string", "format": "uri"}
COUNT = {"type": "integer", "minimum": 0}


def inside(**members):
    return {"type": "object", "properties": members}


def desk(*names, many="items", beside=None, schemas=None, headers=None, **more):
    """Five things, listed with parameters of these names."""
    schemas = {"limit": COUNT, "page": INTEGER, "offset": COUNT, **(schemas or {})}
    query = tuple(parameter(name, "query", schemas.get(name, TEXT)) for name in names)
    document = things_api(query=query, many=many, beside=beside, **more)
    if headers:
        declared = {name: {"schema": schema} for name, schema in headers.items()}
        document["paths"]["/things"]["get"]["responses"]["200"]["headers"] = declared
    found = Desk(bundle_of(document))
    for name in ("a", "b"):
        found.ask("POST", "/things", {"name": name})
    return found


def ids(told, many="/items"):
    return [thing["id"] for thing in find(told.body, many)]


@pytest.mark.parametrize(
    ("names", "queries"),
    [
        (("page", "limit"), ("?page=1&limit=2", "?page=2&limit=2", "?page=3&limit=2")),
        (("offset", "limit"), ("?limit=2", "?limit=2&offset=2", "?limit=2&offset=4")),
        (("cursor", "limit"), ("?limit=2", "?limit=2&cursor=2", "?limit=2&cursor=4")),
    ],
)
def test_pages_partition_the_list(names, queries):
    found = desk(*names)

    assert [ids(found.ask("GET", f"/things{query}")) for query in queries] == [[1, 2], [3, 4], [5]]


def test_pages_may_count_from_zero():
    found = desk("page", "limit", schemas={"page": {**COUNT, "default": 0}})

    assert ids(found.ask("GET", "/things?page=0&limit=2")) == [1, 2]
    assert ids(found.ask("GET", "/things?limit=2")) == [1, 2]
    assert ids(found.ask("GET", "/things?page=2&limit=2")) == [5]


def test_without_pages_the_whole_list_is_answered():
    assert ids(desk("limit").ask("GET", "/things")) == [1, 2, 3, 4, 5]
    assert ids(desk("limit").ask("GET", "/things?limit=1")) == [1]
    assert ids(desk("limit").ask("GET", "/things?limit=0")) == []


def test_a_default_size_counts():
    found = desk("page", "limit", schemas={"limit": {**COUNT, "default": 2}})

    assert ids(found.ask("GET", "/things?page=2")) == [3, 4]


@pytest.mark.parametrize("query", ["?page=9&limit=2", "?page=3&limit=4"])
def test_a_page_behind_the_last_is_empty(query):
    assert ids(desk("page", "limit").ask("GET", f"/things{query}")) == []


def test_a_cursor_outlives_its_thing():
    found = desk("after", "limit")
    found.ask("DELETE", "/things/2")
    found.ask("DELETE", "/things/4")

    assert ids(found.ask("GET", "/things?limit=2&after=2")) == [3, 5]
    assert ids(found.ask("GET", "/things?limit=2&after=4")) == [5]
    assert ids(found.ask("GET", "/things?limit=2&after=unknown")) == []


def test_a_cursor_that_no_id_can_be_counts_things():
    next_one = inside(next_cursor={"type": ["integer", "null"]})
    found = desk(
        "cursor", "limit", id_schema=UUID, schemas={"cursor": COUNT}, beside={"meta": next_one}
    )
    first = found.ask("GET", "/things?limit=4")

    assert first.body["meta"] == {"next_cursor": 4}
    assert len(ids(found.ask("GET", "/things?limit=4&cursor=4"))) == 1


@pytest.mark.parametrize(
    ("beside", "first", "last"),
    [
        ({"total": COUNT}, {"total": 5}, {"total": 5}),
        ({"count": COUNT}, {"count": 5}, {"count": 5}),
        ({"total": COUNT, "count": COUNT}, {"total": 5, "count": 2}, {"total": 5, "count": 1}),
        ({"total": TEXT}, {"total": "5"}, {"total": "5"}),
        ({"page": COUNT, "pages": COUNT}, {"page": 1, "pages": 3}, {"page": 3, "pages": 3}),
        ({"has_more": FLAG}, {"has_more": True}, {"has_more": False}),
        (
            {"last": FLAG, "first": FLAG},
            {"last": False, "first": True},
            {"last": True, "first": False},
        ),
        ({"per_page": COUNT}, {"per_page": 2}, {"per_page": 2}),
        ({"offset": COUNT}, {"offset": 0}, {"offset": 4}),
        ({"next_page": COUNT}, {"next_page": 2}, {}),
        ({"next_page": {"type": ["integer", "null"]}}, {"next_page": 2}, {"next_page": None}),
        ({"meta": inside(total=COUNT)}, {"meta": {"total": 5}}, {"meta": {"total": 5}}),
        (
            {"next": {**URI, "type": ["string", "null"]}},
            {"next": "http://shop.test/things?limit=2&page=2"},
            {"next": None},
        ),
        (
            {"links": inside(prev=TEXT, next=TEXT)},
            {"links": {"next": "http://shop.test/things?limit=2&page=2"}},
            {"links": {"prev": "http://shop.test/things?limit=2&page=2"}},
        ),
        (
            {"_links": inside(next=inside(href=TEXT))},
            {"_links": {"next": {"href": "http://shop.test/things?limit=2&page=2"}}},
            {},
        ),
    ],
)
def test_an_answer_says_where_its_page_stands(beside, first, last):
    found = desk("page", "limit", beside=beside)
    told = {query: found.ask("GET", f"/things?limit=2&page={query}").body for query in (1, 3)}

    assert {name: told[1][name] for name in told[1] if name != "items"} == first
    assert {name: told[3][name] for name in told[3] if name != "items"} == last


@pytest.mark.parametrize("name", ["next_cursor", "nextPageToken", "next"])
def test_a_token_leads_to_the_next_page(name):
    found = desk("cursor", "limit", beside={name: MAYBE})
    seen, query = [], "?limit=2"
    for _ in range(5):
        told = found.ask("GET", f"/things{query}")
        seen += ids(told)
        if told.body[name] is None:
            break
        query = f"?limit=2&cursor={told.body[name]}"

    assert seen == [1, 2, 3, 4, 5]


def test_what_has_to_be_there_is_there_on_the_last_page_too():
    document = things_api(
        many="items", query=(parameter("cursor", "query", TEXT),), beside={"next_cursor": TEXT}
    )
    listed = document["paths"]["/things"]["get"]["responses"]["200"]["content"]
    listed["application/json"]["schema"]["required"] = ["items", "next_cursor"]
    told = Desk(bundle_of(document)).ask("GET", "/things")

    assert told.body["next_cursor"] == ""


def test_a_bare_list_is_told_about_in_headers():
    headers = {"Link": TEXT, "X-Total-Count": COUNT, "X-Other": TEXT}
    found = desk("page", "limit", many="", headers=headers)
    told = found.ask("GET", "/things?page=2&limit=2")

    assert told.headers["x-total-count"] == "5"
    assert told.headers["link"] == (
        '<http://shop.test/things?limit=2&page=1>; rel="first", '
        '<http://shop.test/things?limit=2&page=1>; rel="prev", '
        '<http://shop.test/things?limit=2&page=3>; rel="next", '
        '<http://shop.test/things?limit=2&page=3>; rel="last"'
    )


def test_an_example_of_a_link_is_not_believed():
    found = desk("page", "limit", many="", headers={"Link": {**TEXT, "example": "<x>"}})

    assert "page=1" in found.ask("GET", "/things?limit=9").headers["link"]
    whole = desk("limit", many="", headers={"Link": {**TEXT, "example": "<x>"}})
    assert "link" not in whole.ask("GET", "/things").headers
