"""The journal through the admin API: listed, shown, awaited, verified, explained, exported."""

import asyncio

import httpx2
import jsonschema_rs
import pytest

from mockserver.app import MockServer
from tests.support.documents import write_api
from tests.support.har_schema import HAR
from tests.support.journals import SHOP
from tests.support.worlds import client, send, server


@pytest.fixture
def app(tmp_path) -> MockServer:
    return server(write_api(tmp_path, SHOP))


@pytest.fixture
def order(app):
    """Orders an item."""
    return lambda item="tea", **more: send(app, "POST", "/orders", json={"item": item}, **more)


@pytest.fixture
def ask(app):
    """Calls an operation of the admin API on the journal."""
    return lambda path="", method="GET", **more: send(app, method, f"/_mock/journal{path}", **more)


def numbers(found: httpx2.Response) -> list[int]:
    return [one["number"] for one in found.json()["entries"]]


def test_nothing_was_asked_at_first(ask):
    assert ask().json() == {"entries": [], "kept": 0, "newest": 0, "dropped": 0}


def test_what_was_asked_is_listed_the_newest_first(ask, app, order):
    order()
    send(app, "GET", "/orders")
    found = ask()

    assert [(one["number"], one["operationId"]) for one in found.json()["entries"]] == [
        (2, "listOrders"),
        (1, "createOrder"),
    ]
    assert found.json()["kept"] == 2


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("order=oldest", [1, 2, 3]),
        ("order=oldest&limit=1", [1]),
        ("limit=2", [3, 2]),
        ("since=2", [3]),
        ("operation=createOrder", [2, 1]),
        ("operation=POST%20*", [2, 1]),
        ("method=get", [3]),
        ("path=/ord*&status=2xx", [3, 2, 1]),
        ("api=shop", [3, 2, 1]),
        ("api=ship", []),
        ("refusal=*", []),
        ("body=/item=tea", [1]),
        ("body=/item=%22tea%22", [1]),
        ("header=X-Key:%20demo", [2]),
        ("header=X-Key:demo&header=accept:text/csv", []),
        ("speaker=example", [3, 2, 1]),
    ],
)
def test_entries_are_chosen(ask, app, order, query, expected):
    order("tea")
    order("milk", headers={"X-Key": "demo"})
    send(app, "GET", "/orders")

    assert numbers(ask("?" + query)) == expected


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("status=9", "status"),
        ("header=x", "header"),
        ("body=item", "body"),
        ("limit=0", "limit"),
        ("since=x", "since"),
        ("order=any", "order"),
    ],
)
def test_a_filter_that_is_none_is_told(ask, query, name):
    found = ask("?" + query)

    assert found.status_code == 400
    assert found.json()["violations"][0]["name"] == name


def test_looking_does_not_show_in_the_journal(ask):
    ask()

    assert ask().json()["newest"] == 0


def test_each_sandbox_has_its_own_journal(ask, order):
    order(headers={"Mock-Sandbox": "w3"})

    assert numbers(ask()) == []
    assert numbers(ask(headers={"Mock-Sandbox": "w3"})) == [1]


def test_an_entry_is_shown_with_its_bodies_and_without_secrets(ask, order):
    order("tea", headers={"Authorization": "Bearer sesame"})
    found = ask("/1").json()

    assert {"name": "authorization", "value": "Bearer ***"} in found["request"]["headers"]
    assert found["request"]["body"]["text"] == '{\n  "item": "tea"\n}'
    assert found["answer"]["body"]["text"] == '{\n  "id": 1\n}'
    assert found["nearMisses"] == []


def test_a_secret_in_the_path_is_masked(ask, app):
    send(app, "GET", "/apps/sesame/orders/7")

    assert ask("/1").json()["path"] == "/apps/***/orders/7"


def test_an_unmatched_request_is_explained(ask, app):
    send(app, "POST", "/order", json={})
    found = ask("/1").json()

    assert found["operation"] is None
    assert found["nearMisses"][0] == {
        "operation": "POST /orders",
        "path": "/orders",
        "difference": "segment 1 is `order`, the operation has `orders`",
    }


def test_a_wrong_method_is_explained(ask, app):
    send(app, "PUT", "/orders", json={})

    assert ask("/1").json()["nearMisses"][0]["difference"] == (
        "the path fits, but the method is PUT, not GET"
    )


def test_an_entry_that_is_not_there_is_told(ask, order):
    order()
    found = ask("/7")

    assert found.status_code == 404
    assert found.json()["type"].endswith(":unknown_entry")
    assert "kept are 1 to 1" in found.json()["detail"]


def test_refusals_are_listed_with_their_reasons(ask, app, order):
    order()
    send(app, "POST", "/orders", json={})
    send(app, "GET", "/order")
    found = ask("/near-misses").json()["refused"]

    assert [one["entry"]["number"] for one in found] == [3, 2]
    assert [one["operation"] for one in found[0]["nearest"]] == ["GET /orders", "POST /orders"]
    assert (found[1]["why"], found[1]["nearest"]) == ("body /item: item is missing", [])


def test_refusals_can_be_chosen(ask, app):
    send(app, "POST", "/orders", json={})
    send(app, "GET", "/order")
    found = ask("/near-misses?refusal=unknown_*").json()["refused"]

    assert [one["entry"]["number"] for one in found] == [2]


def test_a_cleared_journal_goes_on_counting(ask, order):
    order()
    assert ask(method="DELETE").status_code == 204
    assert numbers(ask()) == []
    order()

    assert numbers(ask()) == [2]


def test_entries_that_are_there_need_no_waiting(ask, order):
    order()
    found = ask("/wait?operation=createOrder&timeout=0").json()

    assert (found["met"], found["says"]) == (True, "1 of 1 came.")
    assert [one["number"] for one in found["matched"]] == [1]


def test_waiting_ends_when_the_entry_comes(app):
    async def story() -> dict:
        async with asyncio.timeout(10), client(app) as caller:
            waiting = asyncio.ensure_future(
                caller.get("/_mock/journal/wait?operation=createOrder&count=2&timeout=300")
            )
            await caller.post("/orders", json={"item": "tea"})
            await caller.post("/orders", json={"item": "milk"})
            return (await waiting).json()

    found = asyncio.run(story())
    assert (found["met"], [one["number"] for one in found["matched"]]) == (True, [1, 2])


def test_waiting_in_vain_tells_the_nearest(ask, app):
    send(app, "POST", "/order", json={})
    found = ask("/wait?operation=createOrder&timeout=0").json()

    assert not found["met"]
    assert found["says"] == (
        "After 0 seconds, 0 of 1 had come."
        " Nearest is entry 1: the request matched no operation, not createOrder."
    )
    assert found["nearest"] == [
        {"number": 1, "difference": "the request matched no operation, not createOrder"}
    ]


def test_a_name_that_no_operation_has_is_told_with_the_nearest(ask):
    found = ask("/wait?operation=createOrdr&timeout=0").json()

    assert "Did you mean createOrder?" in found["says"]


@pytest.mark.parametrize("query", ["timeout=301", "timeout=-1", "count=0"])
def test_a_wait_has_its_bounds(ask, query):
    assert ask("/wait?" + query).status_code == 400


def verify(ask, *expectations, **more):
    return ask("/verify", "POST", json={"expectations": list(expectations)}, **more)


def test_what_was_asked_is_verified(ask, app, order):
    order("tea")
    send(app, "POST", "/orders", json={})
    found = verify(
        ask,
        {"operation": "createOrder", "exactly": 2},
        {"body": {"/item": "tea"}, "exactly": 1},
        {"status": 400, "afterPrevious": True},
        {"operation": "listOrders", "exactly": 0},
    ).json()

    assert found["met"], found
    assert [one["matched"] for one in found["verdicts"]] == [[1, 2], [1], [2], []]
    assert found["dropped"] == 0


def test_what_was_not_asked_is_told_with_the_nearest(ask, order):
    order("tea")
    found = verify(ask, {"operation": "createOrder"}, {"body": {"/item": "milk"}}).json()

    assert [one["met"] for one in found["verdicts"]] == [True, False]
    assert found["verdicts"][1]["says"] == (
        'Expected at least 1, received 0. Nearest is entry 1: the body /item is "tea", not "milk".'
    )


def test_secrets_can_be_verified_but_are_not_told(ask, order):
    order(headers={"X-Api-Key": "sesame"})
    found = verify(ask, {"headers": {"x-api-key": "sesame"}}, {"headers": {"x-api-key": "mine"}})

    assert [one["met"] for one in found.json()["verdicts"]] == [True, False]
    assert "is ***, not mine" in found.json()["verdicts"][1]["says"]
    assert "sesame" not in found.text


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"expectations": []},
        {"expectations": [{"operatoin": "x"}]},
        {"expectations": [{"exactly": -1}]},
        {"expectations": [{"status": "4x"}]},
        {"expectations": [{"body": {"item": "tea"}}]},
    ],
)
def test_a_wrong_expectation_is_told_with_its_pointer(ask, body):
    found = ask("/verify", "POST", json=body)

    assert found.status_code == 400
    assert found.json()["violations"][0]["pointer"].startswith("/expectations")


def test_the_journal_is_exported_as_har(ask, app, order):
    order("tea", headers={"Authorization": "Bearer sesame"})
    send(app, "GET", "/orders?token=sesame")
    found = ask("/har")

    judge = jsonschema_rs.Draft202012Validator(HAR, validate_formats=True)
    assert [error.message for error in judge.iter_errors(found.json())] == []
    assert [one["_mock"]["number"] for one in found.json()["log"]["entries"]] == [1, 2]
    assert "sesame" not in found.text
