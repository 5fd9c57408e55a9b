"""The operations that a request nearly meant, and the first difference of each."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockserver.journal import near_misses

SHOP = [
    ("POST /campaigns", "/v1/campaigns"),
    ("GET /campaigns/{id}", "/v1/campaigns/{id}"),
    ("GET /campaigns/{id}/report.{format}", "/v1/campaigns/{id}/report.{format}"),
    ("GET /health", "/v1/health"),
    ("PUT /things/", "/v1/things/"),
]


@pytest.mark.parametrize(
    ("method", "path", "operation", "difference"),
    [
        (
            "POST", "/v1/campaign", "POST /campaigns",
            "segment 2 is `campaign`, the operation has `campaigns`",
        ),
        (
            "POST", "/v1/Campaigns", "POST /campaigns",
            "segment 2 is `Campaigns`, the operation has `campaigns`, and upper case matters",
        ),
        ("POST", "/campaigns", "POST /campaigns", "the path does not begin with /v1"),
        ("POST", "/v2/campaigns", "POST /campaigns", "segment 1 is `v2`, the operation has `v1`"),
        (
            "POST", "/api/v1/campaigns", "POST /campaigns",
            "segment 1, `api`, is one that the operation does not have",
        ),
        (
            "POST", "/v1/campaigns/", "POST /campaigns",
            "the path ends with a slash, the operation's does not",
        ),
        (
            "PUT", "/v1/things", "PUT /things/",
            "the path lacks the slash with which the operation's ends",
        ),
        (
            "PUT", "/v1/campaigns", "POST /campaigns",
            "the path fits, but the method is PUT, not POST",
        ),
        (
            "GET", "/v1/campaigns/5/raport.json", "GET /campaigns/{id}/report.{format}",
            "segment 4 is `raport.json`, which is not of the form `report.{format}`",
        ),
        (
            "GET", "/v1/campaigns//report.json", "GET /campaigns/{id}/report.{format}",
            "segment 3 is empty, the operation has `{id}`",
        ),
        (
            "GET", "/v1//campaigns/5", "GET /campaigns/{id}",
            "segment 2 is empty: two slashes stand in a row",
        ),
        (
            "GET", "/v1/health/x", "GET /health",
            "segment 3, `x`, is one that the operation does not have",
        ),
        (
            "POST", "/v1/c%61mpaign", "POST /campaigns",
            "segment 2 is `campaign`, the operation has `campaigns`",
        ),
    ],
)  # fmt: skip
def test_the_nearest_operation_comes_with_its_first_difference(method, path, operation, difference):
    first = near_misses(method, path, SHOP)[0]

    assert (first.operation, first.difference) == (operation, difference)


def test_a_missing_parameter_is_named():
    found = near_misses("GET", "/v1/campaigns", SHOP)

    assert [(one.operation, one.difference) for one in found] == [
        ("POST /campaigns", "the path fits, but the method is GET, not POST"),
        ("GET /campaigns/{id}", "the path lacks `{id}` after segment 2"),
    ]


def test_a_missing_beginning_is_told_as_one():
    (found,) = near_misses("GET", "/orders", [("GET /shop/orders", "/shop/orders")])

    assert found.difference == "the path lacks `shop` at its beginning"


@pytest.mark.parametrize("path", ["/", "/zzz", "/zzz/5", "/zzz/5/report"])
def test_what_has_nothing_in_common_is_not_near(path):
    assert near_misses("GET", path, SHOP) == ()


def test_where_every_segment_is_a_parameter_any_may_be_meant():
    (found,) = near_misses("GET", "/a/b/c", [("GET /{x}/{y}", "/{x}/{y}")])

    assert found.difference == "segment 3, `c`, is one that the operation does not have"


def test_the_same_method_is_nearer():
    operations = [(f"{method} /orders", "/orders") for method in ("DELETE", "GET", "POST")]

    assert near_misses("POST", "/order", operations)[0].operation == "POST /orders"


def test_no_more_than_three_are_told():
    operations = [(f"GET /orders{index}", f"/orders{index}") for index in range(9)]

    assert len(near_misses("GET", "/orders", operations)) == 3


def test_long_segments_are_told_in_short():
    (found,) = near_misses("GET", "/orders/" + "x" * 500, [("GET /orders", "/orders")])

    assert len(found.difference) < 120


_PATHS = st.lists(st.sampled_from(["orders", "items", "{id}", "x"]), min_size=1, max_size=4)
_TEMPLATES = st.lists(_PATHS.map(lambda parts: "/" + "/".join(parts)), unique=True, max_size=6)
_REQUESTS = st.lists(st.sampled_from(["orders", "order", "5", "", "x"]), max_size=4)


@settings(deadline=None)
@given(_TEMPLATES, _REQUESTS)
def test_the_order_of_the_operations_makes_no_difference(templates, parts):
    operations = [(f"GET {template}", template) for template in templates]
    path = "/" + "/".join(parts)

    assert near_misses("GET", path, operations) == near_misses("GET", path, operations[::-1])


@settings(deadline=None)
@given(_TEMPLATES, _REQUESTS)
def test_near_misses_come_the_nearest_first(templates, parts):
    found = near_misses("GET", "/" + "/".join(parts), [(f"GET {one}", one) for one in templates])

    assert [one.distance for one in found] == sorted(one.distance for one in found)


def test_the_nearest_of_thousands_is_found():
    operations = [
        (f"GET /r{index}/{{id}}/lines", f"/api/r{index}/{{id}}/lines") for index in range(4500)
    ]

    found = near_misses("GET", "/api/r1234/5/line", operations)[0]
    assert found.operation == "GET /r1234/{id}/lines"
    assert found.difference == "segment 4 is `line`, the operation has `lines`"
