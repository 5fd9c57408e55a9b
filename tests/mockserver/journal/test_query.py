"""Which entries a query means, and what it says of the others."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockserver.journal import NotedRefusal, Query
from mockserver.journal.query import is_named, select
from tests.support.journals import FORM_HEADERS, JSON_HEADERS, entry

REFUSED = entry(
    status=404,
    operation="",
    operation_id="",
    speaker="refusal",
    refusal=NotedRefusal("unknown_path", "No such path."),
)
ASKED = entry(
    path="/shop/orders",
    headers=(*JSON_HEADERS, (b"X-Key", b"demo")),
    body=b'{"item": "tea", "lines": [{"n": 1}]}',
)


@pytest.mark.parametrize(
    "query",
    [
        Query(),
        Query(api="shop"),
        Query(operation="POST /orders"),
        Query(operation="createOrder"),
        Query(operation="POST *"),
        Query(operation="create*"),
        Query(method="post"),
        Query(path="/shop/*"),
        Query(path="*orders"),
        Query(status="201"),
        Query(status="2xx"),
        Query(status="2XX"),
        Query(speaker="stub"),
        Query(headers={"x-key": "demo"}),
        Query(body={"/item": ("tea",), "/lines/0/n": (1,)}),
        Query(body={"/item": ("coffee", "tea")}),
        Query(body={"": ({"item": "tea", "lines": [{"n": 1}]},)}),
    ],
)
def test_an_entry_is_meant(query):
    assert query.matches(replace(ASKED, number=1))


@pytest.mark.parametrize(
    ("query", "difference"),
    [
        (Query(api="ship"), "the API is shop, not ship"),
        (Query(operation="GET /orders"), "the operation is POST /orders, not GET /orders"),
        (Query(operation="get*"), "the operation is createOrder, not get*"),
        (Query(method="PUT"), "the method is POST, not PUT"),
        (Query(path="/orders"), "the path is /shop/orders, not /orders"),
        (Query(status="200"), "the status is 201, not 200"),
        (Query(status="4xx"), "the status is 201, not 4xx"),
        (Query(speaker="state"), "the speaker is stub, not state"),
        (Query(refusal="*"), "the refusal is none, not *"),
        (Query(headers={"X-Key": "mine"}), "the header X-Key is demo, not mine"),
        (Query(headers={"X-No": "1"}), "the header X-No is absent, not 1"),
        (Query(body={"/item": ("coffee",)}), 'the body /item is "tea", not "coffee"'),
        (Query(body={"/size": (1,)}), "the body /size is absent, not 1"),
        (Query(body={"/lines": (None,)}), "the body /lines is a list, not null"),
        (Query(body={"/lines/0/n": (True,)}), "the body /lines/0/n is 1, not true"),
        (Query(body={"/lines/0": ("x",)}), 'the body /lines/0 is an object, not "x"'),
    ],
)
def test_a_difference_is_told(query, difference):
    assert not query.matches(replace(ASKED, number=1))
    assert [item.says for item in query.differences(ASKED)] == [difference]


def test_a_request_without_an_operation_is_told_so():
    (found,) = Query(operation="createOrder").differences(REFUSED)

    assert found.says == "the request matched no operation, not createOrder"


def test_refusals_are_found_by_kind():
    refused = replace(REFUSED, number=1)

    assert Query(refusal="unknown_*").matches(refused)
    assert not Query(refusal="invalid_request").matches(refused)


def test_the_gravest_difference_comes_first():
    found = Query(status="200", method="GET", operation="listOrders").differences(ASKED)

    assert [item.says.split()[1] for item in found] == ["operation", "method", "status"]


def test_another_value_is_nearer_than_none():
    none = entry(number=1)
    other = entry(number=2, headers=((b"x-key", b"demi"),), body=b'{"item": "tee"}')

    for query in (Query(headers={"x-key": "demo"}), Query(body={"/item": ("tea",)})):
        assert query.differences(other)[0].weight < query.differences(none)[0].weight


def test_a_form_is_asked_by_its_fields():
    form = entry(number=1, headers=FORM_HEADERS, body=b"item=tea&n=1")

    assert Query(body={"/item": ("tea",), "/n": (1, "1")}).matches(form)


def test_a_member_of_a_cut_body_is_not_known():
    (found,) = Query(body={"/item": ("tea",)}).differences(
        replace(ASKED, body=b'{"item": "te', body_bytes=400)
    )

    assert found.says == "the body /item is not known, since the body is kept cut"


def test_secrets_are_compared_but_never_told():
    shown = replace(ASKED, headers=((b"X-Key", b"***"),))
    (found,) = Query(headers={"X-Key": "mine"}).differences(ASKED, shown)

    assert found.says == "the header X-Key is ***, not mine"


def test_long_values_are_told_in_short():
    (found,) = Query(path="/x").differences(entry(path="/" + "y" * 500))

    assert len(found.says) < 100


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [("GET /a", True), ("listA", True), ("GET *", True), ("list?", True), ("get /a", False)],
)
def test_an_operation_is_named_by_label_id_or_glob(pattern, expected):
    assert is_named(pattern, "GET /a", "listA") is expected


def test_a_path_template_is_no_glob():
    assert is_named("GET /a/{id}", "GET /a/{id}", "")
    assert not is_named("*", "", "")


ENTRIES = [entry(number=number, status=200 + number % 2) for number in range(1, 7)]


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        (Query(), [1, 2, 3, 4, 5, 6]),
        (Query(status="200"), [2, 4, 6]),
        (Query(status="200", newest_first=True), [6, 4, 2]),
        (Query(since=3), [4, 5, 6]),
        (Query(limit=2), [1, 2]),
        (Query(limit=2, newest_first=True), [6, 5]),
        (Query(limit=1, status="200", since=2), [4]),
        (Query(since=6), []),
    ],
)
def test_entries_are_selected_in_order(query, numbers):
    assert [one.number for one in select(ENTRIES, query)] == numbers


@settings(deadline=None)
@given(
    st.builds(
        Query,
        api=st.sampled_from(["", "shop", "ship"]),
        operation=st.sampled_from(["", "POST *", "listOrders"]),
        method=st.sampled_from(["", "post", "GET"]),
        path=st.sampled_from(["", "/orders", "/x*"]),
        status=st.sampled_from(["", "201", "4xx"]),
        refusal=st.sampled_from(["", "*"]),
        headers=st.sampled_from([{}, {"x-key": "demo"}]),
        body=st.sampled_from([{}, {"/item": ("tea",)}]),
    ),
    st.sampled_from([ASKED, REFUSED, entry()]),
)
def test_an_entry_is_meant_exactly_if_nothing_differs(query, one):
    assert query.matches(replace(one, number=1)) == (query.differences(one) == ())
