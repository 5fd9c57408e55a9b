"""Names of what is served follow what is served."""

from dataclasses import replace

import pytest

from mockserver.admin.served_names import ServedNames
from mockserver.lane.served import ServedApi
from mockserver.stubkit import Stub
from tests.support.documents import api, bundle_of, operation


@pytest.fixture
def shop() -> ServedApi:
    key = {"type": "apiKey", "in": "query", "name": "pass"}
    document = api(
        {"/orders": {"get": operation("listOrders", security=[{"key": []}])}},
        components={"securitySchemes": {"key": key}},
    )
    return ServedApi(bundle_of(document), Stub(), "/v1", ())


def test_operations_are_told_with_what_stands_before_them(shop):
    assert list(ServedNames(lambda: [shop]).operations) == [("GET /orders", "/v1/orders")]


def test_schemes_tell_what_is_secret(shop):
    assert ServedNames(lambda: [shop]).secrets.has_member("pass")


def test_other_apis_bring_other_names(shop):
    served = [shop]
    names = ServedNames(lambda: served)
    assert names.operations == (("GET /orders", "/v1/orders"),)
    served[:] = [replace(shop, base="/v2")]

    assert names.operations == (("GET /orders", "/v2/orders"),)


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("listOrders", ""),
        ("GET /orders", ""),
        ("GET *", ""),
        ("", ""),
        ("listOrder", "No served operation is called listOrder. Did you mean listOrders?"),
    ],
)
def test_a_name_that_nothing_has_is_hinted_at(shop, name, hint):
    assert ServedNames(lambda: [shop]).nearest(name) == hint


def test_where_nothing_is_served_there_is_no_hint_but_the_fact():
    assert ServedNames(list).nearest("x") == "No served operation is called x."
