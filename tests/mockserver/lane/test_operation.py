"""One operation end to end: no lie and no crash of its stub goes unseen or leaves a trace."""

import logging

import pytest

from tests.support.documents import api, operation, response, takes, write_api
from tests.support.worlds import ConflictingStore, send, server

PROBLEM = "urn:openapi-contract-kit:problem:"
ORDER = {"type": "object", "required": ["total"], "properties": {"total": {"type": "integer"}}}

LIARS = {
    "wrongBody": ("Reply(200, {'total': 'five'})", "/total"),
    "noBody": ("Reply(200)", ""),
    "undescribedStatus": ("Reply(418, {'total': 5})", ""),
    "wrongType": ("Reply(200, {'total': 5}, {'content-type': 'text/html'})", ""),
    "noHeader": ("Reply(200, {'total': 5})", "header X-Page"),
    "needlessBody": ("Reply(200, {'total': 5}, {'x-page': '1'})", ""),
}
"""Replies of operations that break their descriptions, and the pointer that says where."""


def liar(name: str, how: str) -> str:
    """Stub of one operation that stores a record, draws an id and then lies."""
    return (
        f"@operation('{name}')\nasync def lie(call, world):\n"
        "    world.put('order', '1', {'total': 5})\n"
        f"    await world.next_id('order')\n    {how}\n"
    )


def serve_liar(tmp_path, name: str, how: str):
    answer = response() if name == "needlessBody" else response(ORDER)
    if name == "noHeader":
        answer["headers"] = {"X-Page": {"required": True, "schema": {"type": "integer"}}}
    document = api({"/order": {"post": operation(name, responses={"200": answer})}})
    return server(write_api(tmp_path, document, liar(name, how)))


@pytest.mark.parametrize("name", LIARS)
@pytest.mark.parametrize("verb", ["return", "raise Refused"])
def test_a_lie_is_a_server_error_that_says_where(tmp_path, name, verb):
    told, where = LIARS[name]
    found = send(serve_liar(tmp_path, name, f"{verb} ({told})"), "POST", "/order")

    assert found.status_code == 500
    assert found.headers["content-type"] == "application/problem+json"
    assert found.json()["type"] == PROBLEM + "lying_stub"
    assert found.json()["operation"] == "POST /order"
    assert [item["pointer"] for item in found.json()["violations"]] == [where]


@pytest.mark.parametrize("name", LIARS)
def test_a_lie_leaves_no_trace(tmp_path, name):
    app = serve_liar(tmp_path, name, "return " + LIARS[name][0])
    send(app, "POST", "/order")

    assert send(app, "GET", "/_mock/state").json() == {"shop": {}}


def test_a_lie_is_logged(tmp_path, caplog):
    send(serve_liar(tmp_path, "wrongBody", "return Reply(200, {})"), "POST", "/order")

    assert "POST /order" in caplog.text
    assert "/total" in caplog.text


CRASHES = {
    "exception": "raise KeyError('a secret')",
    "noReply": "return None",
    "notJson": "return Reply(200, {'total': 5, 'when': {1, 2}})",
    "badHeader": "return Reply(200, {'total': 5}, {'x-a': '\\u2603'})",
    "refusedNotJson": "raise Refused(Reply(200, {'total': 5, 'when': {1, 2}}))",
    "refusedBadHeader": "raise Refused(Reply(200, {'total': 5}, {'x-a': '\\u2603'}))",
    "refusedNothing": "raise Refused(None)",
    "badRecord": "world.put('order', '1', {1, 2})",
}


@pytest.mark.parametrize("how", CRASHES.values(), ids=CRASHES)
def test_a_crash_is_a_problem_without_a_traceback(tmp_path, how):
    found = send(serve_liar(tmp_path, "wrongBody", how), "POST", "/order")

    assert found.status_code == 500
    assert found.headers["content-type"] == "application/problem+json"
    assert found.json()["type"] in (PROBLEM + "crashed_stub", PROBLEM + "lying_stub")
    assert found.json()["operation"] == "POST /order"
    assert "Traceback" not in found.text
    assert "a secret" not in found.text


def test_a_crash_is_logged_with_its_traceback(tmp_path, caplog):
    with caplog.at_level(logging.ERROR):
        send(serve_liar(tmp_path, "wrongBody", CRASHES["exception"]), "POST", "/order")

    assert "POST /order" in caplog.text
    assert "Traceback" in caplog.text
    assert "KeyError: 'a secret'" in caplog.text


def test_a_crash_leaves_no_trace(tmp_path):
    app = serve_liar(tmp_path, "wrongBody", CRASHES["exception"])
    send(app, "POST", "/order")

    assert send(app, "GET", "/_mock/state").json() == {"shop": {}}


def test_a_server_lives_on_after_a_crash(tmp_path):
    app = serve_liar(tmp_path, "wrongBody", CRASHES["exception"])

    assert [send(app, "POST", "/order").status_code for _ in range(3)] == [500] * 3


COUNTER = """
@operation('count')
async def count(call, world):
    number = await world.next_id('order')
    world.put('order', str(number), {'total': number, 'name': await world.new_uuid()})
    if call.body.get('refuse'):
        raise Refused(Reply(409, {'total': number}))
    return Reply(200, {'total': number, 'name': (await world.get('order', str(number)))['name']})
"""


@pytest.fixture
def counter(tmp_path):
    answers = {"200": response(ORDER), "409": response(ORDER)}
    document = api(
        {"/count": {"post": operation("count", requestBody=takes({}), responses=answers)}}
    )
    return write_api(tmp_path, document, COUNTER)


def test_a_refusal_is_answered_but_leaves_no_trace(counter):
    app = server(counter)
    refused = send(app, "POST", "/count", json={"refuse": True})
    accepted = send(app, "POST", "/count", json={})

    assert (refused.status_code, refused.headers["mock-answer"]) == (409, "stub")
    assert accepted.json()["total"] == 1
    assert list(send(app, "GET", "/_mock/state/shop").json()["order"]) == ["1"]


def test_a_refusal_does_not_change_later_draws(counter):
    plain, refused = server(counter), server(counter)
    send(refused, "POST", "/count", json={"refuse": True})

    one = send(plain, "POST", "/count", json={}).content

    assert send(refused, "POST", "/count", json={}).content == one


def test_equal_seeds_and_calls_give_equal_bytes(counter):
    def story(seed: int) -> list[bytes]:
        app = server(counter, seed=seed)
        return [send(app, "POST", "/count", json={}).content for _ in range(3)]

    assert story(7) == story(7)
    assert story(7) != story(8)


def test_a_handler_that_never_settles_is_a_problem(tmp_path):
    document = api({"/x": {"get": operation("x")}})
    folder = write_api(
        tmp_path, document, "@operation('x')\nasync def x(c, w):\n    return Reply(200, {})\n"
    )
    found = send(server(folder, store=ConflictingStore(10**9)), "GET", "/x")

    assert (found.status_code, found.json()["type"]) == (500, PROBLEM + "unsettled_stub")
