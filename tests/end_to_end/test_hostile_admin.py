"""What is sent to the admin API in bad faith does no harm: bombs, masses, odd bytes, secrets."""

import asyncio
import logging
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx2
import pytest

from mockserver.app import MockServer
from mockserver.journal import MemoryJournal
from mockserver.journal.memory import Limits
from mockserver.settings import Settings
from mockserver.testing import running
from tests.end_to_end.doors import BASIC, CREDENTIALS, DOORS
from tests.end_to_end.wire import connect, head
from tests.support.journals import entry
from tests.support.worlds import HandSet, send

DEMO_SECRETS = ("demo-secret", "demo-token", "guest-token", BASIC.removeprefix("Basic "))


@asynccontextmanager
async def after_some_turns(seconds: float) -> AsyncIterator[None]:
    """Gives up waiting once all that is there already has had its turn."""
    del seconds
    loop = asyncio.get_running_loop()
    left = iter(range(3000))

    async with asyncio.timeout(None) as limit:

        def turn() -> None:
            if next(left, None) is not None:
                loop.call_soon(turn)
            elif not is_over:
                limit.reschedule(loop.time())

        is_over = False
        turn()
        try:
            yield
        finally:
            is_over = True


def mock(*apis: str, **options: Any) -> MockServer:
    chosen = Settings(apis=apis or ("criteo",), **options)
    return MockServer(chosen, time=HandSet(), timer=after_some_turns)


def logged(caplog: pytest.LogCaptureFixture) -> str:
    """What everybody but the client of these tests has logged."""
    return "\n".join(one.getMessage() for one in caplog.records if not one.name.startswith("httpx"))


@pytest.fixture(scope="module")
def shared() -> MockServer:
    """A mock that refuses all that these tests ask of it."""
    return mock()


@pytest.mark.parametrize("size", [17 * 1024 * 1024])
def test_a_body_that_is_too_large_is_refused(shared: MockServer, size: int) -> None:
    body = b" " * size
    headers = {"content-type": "application/json"}

    for method, path in (("PUT", "/_mock/state/criteo"), ("POST", "/_mock/scenarios")):
        assert send(shared, method, path, content=body, headers=headers).status_code == 413


HEAVY = {"a": ["$id"] * 1000}
BOMBS: dict[str, tuple[str, str, Any, int]] = {
    "a pattern with many stars": ("GET", "/_mock/journal?path=" + "*a" * 2000 + "b", None, 200),
    "a pattern for operations": ("GET", "/_mock/journal?operation=" + "*a" * 2000, None, 200),
    "a fault rule with many stars": ("POST", "/_mock/faults", {"operation": "*a" * 499}, 400),
    "a thousand and one rules": ("PUT", "/_mock/faults", {"faults": [{"delay": 0}] * 1001}, 400),
    "a wait without end": ("POST", "/_mock/faults", {"delay": 1e308}, 400),
    "a count without end": ("POST", "/_mock/faults", {"status": 503, "count": 10**15}, 400),
    "a heavy series": ("POST", "/_mock/scenarios", {"api": "criteo", "title": "x", "state": {
        "series": [{"kind": "campaign", "count": 10_000, "record": HEAVY}]}}, 400),
    "many series": ("POST", "/_mock/scenarios", {"api": "criteo", "title": "x", "state": {
        "series": [{"kind": "campaign", "count": 10_000, "record": {}}] * 1000}}, 400),
    "an endless series": ("POST", "/_mock/scenarios", {"api": "criteo", "title": "x", "state": {
        "series": [{"kind": "campaign", "count": 10**12, "record": {}}]}}, 400),
    "a far future": ("PATCH", "/_mock/clock", {"advance": "999999999d"}, 422),
}  # fmt: skip


@pytest.mark.parametrize(("method", "path", "body", "status"), BOMBS.values(), ids=BOMBS.keys())
def test_a_bomb_does_not_go_off(method: str, path: str, body: Any, status: int) -> None:
    app = mock()
    send(app, "GET", "/" + "a" * 8000)
    options = {"json": body} if body is not None else {}

    # A loop that is blocked for long lets this time out.
    answer = send(app, method, path, **options)

    assert answer.status_code == status, answer.text[:300]
    assert len(answer.content) < 20_000


@pytest.mark.parametrize(
    "headers",
    [
        [("mock-scenario", "criteo/" + "x" * 5000)] * 50,
        [("prefer", "code=404, " * 1000)] * 50,
        [("prefer", 'a="' * 3000)] * 10,
        [("prefer", "code=" + "9" * 10_000)],
        [("cookie", "mock-sandbox=" + "w" * 60)] * 200,
        [(f"x-{number}", "y" * 100) for number in range(2000)],
    ],
)
def test_headers_in_masses_are_survived(shared: MockServer, headers: list[tuple[str, str]]) -> None:
    answer = send(shared, "GET", "/marketing-solutions/campaigns/50001", headers=headers)

    assert answer.status_code in (400, 401, 404)


def test_the_journal_holds_whatever_bytes_came() -> None:
    app = mock()
    odd = bytes(range(32, 256))
    headers = [(b"x-odd", bytes(range(128, 256))), (b"content-type", b"\xff/\xfe;charset=\xfd")]
    send(app, "POST", "/marketing-solutions/campaigns/%ff%00%0d%0a", content=odd, headers=headers)
    send(app, "GET", "/marketing-solutions/campaigns?%ff=%fe&<script>=\"'", headers=headers)

    for path in ("", "/1", "/2", "/near-misses", "/har", "/events?since=0"):
        answer = send(app, "GET", "/_mock/journal" + path)

        assert answer.status_code == 200, path
        assert "html" not in answer.headers["content-type"]
        assert answer.content.decode("utf-8")
    # One event stays one event, whatever stood in the path.
    events = send(app, "GET", "/_mock/journal/events?since=0").text
    assert events.count("event: entry\n") == events.count("\nid: ") == 2


def test_secrets_are_in_nothing_that_a_mock_tells(caplog: pytest.LogCaptureFixture) -> None:
    app = mock("criteo", "sessionm", "spaaza")
    with caplog.at_level(logging.DEBUG):
        for door in DOORS:
            for credentials in (*CREDENTIALS.values(), "Bearer demo-tokenX", "demo-secret"):
                headers = {**dict(door.headers), "Authorization": credentials}
                headers["Cookie"] = "session=demo-token"
                target = door.target(more="auth_token=guest-token")
                send(app, door.operation.method, target, headers=headers, content=door.body)
        form = {"grant_type": "client_credentials", "client_id": "demo-client",
                "client_secret": "demo-secret"}  # fmt: skip
        send(app, "POST", "/oauth2/token", data=form)
        for credentials in CREDENTIALS.values():
            headers = {"Authorization": credentials, "X-Api-Key": "demo-secret"}
            send(app, "POST", "/nothing?access_token=demo-token", headers=headers, data=form)
        told = [
            send(app, "GET", "/_mock/journal" + path)
            for path in ("?limit=1000", "/near-misses?limit=100", "/har", "/events?since=0",
                         "/wait?count=1000&timeout=0", *(f"/{n}" for n in range(1, 150)))
        ]  # fmt: skip

    assert sum(answer.status_code == 200 for answer in told) > len(DOORS)
    assert all("/nothing" in answer.text for answer in told[:4])
    for answer in told:
        found = [secret for secret in DEMO_SECRETS if secret in answer.text]
        assert not found, (str(answer.url), found, answer.text[:2000])
    assert not [secret for secret in DEMO_SECRETS if secret in logged(caplog)]


def test_two_hundred_listeners_leave_room_for_others_and_no_trace() -> None:
    app = MockServer(Settings(apis=("criteo",)))
    with running(app) as url, httpx2.Client(base_url=url, trust_env=False) as caller:
        listeners = [connect(url) for _ in range(200)]
        for one in listeners:
            one.sendall(head("GET", "/_mock/journal/events"))
        for one in listeners:
            assert one.recv(65536).startswith(b"HTTP/1.1 200")
        caller.get("/nothing")
        for one in listeners:
            assert b"event: entry" in received(one, b"event: entry")
            one.close()
        assert caller.get("/_mock/health").status_code == 200
        assert len(caller.get("/_mock/journal").json()["entries"]) == 1


def received(connection: socket.socket, wanted: bytes) -> bytes:
    """What came, up to the part that is wanted."""
    found = b""
    while wanted not in found:
        part = connection.recv(65536)
        assert part, found
        found += part
    return found


def test_names_without_end_do_not_fill_the_journal() -> None:
    async def filled() -> list[int]:
        journal = MemoryJournal(Limits(sandboxes=3))
        listener = journal.subscribe("n0")
        for number in range(5):
            await journal.add(f"n{number}", entry(sandbox=f"n{number}"))
        # Who listened to one that was forgotten hears of it when it comes back.
        await journal.add("n0", entry(sandbox="n0"))
        async with asyncio.timeout(10):
            await anext(listener)
        return [(await journal.extent(f"n{number}")).kept for number in range(5)]

    assert asyncio.run(filled()) == [1, 0, 0, 1, 1]
