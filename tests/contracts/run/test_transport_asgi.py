"""In this process: the same promises as over a socket, without one."""

import asyncio
from collections.abc import Callable, Iterator, MutableMapping
from contextlib import contextmanager
from typing import Any

import pytest

from contracts.finding import Reply, Request
from contracts.run import transport as module
from contracts.run.transport import AsgiTransport, Unsendable

Scope = MutableMapping[str, Any]
GET = Request("GET", "/items")


@contextmanager
def calling(app: Callable[..., Any]) -> Iterator[AsgiTransport]:
    transport = AsgiTransport(app)
    try:
        yield transport
    finally:
        transport.close()


def sent(app: Callable[..., Any], request: Request = GET, seconds: float = 5) -> Reply | str:
    with calling(app) as transport:
        return transport.send("asgi://test/base", request, seconds)


def served(handle: Callable[..., Any]) -> Callable[..., Any]:
    """An application without lifespan."""

    async def app(scope: Scope, receive: Any, send: Any) -> None:
        assert scope["type"] == "http"
        await handle(scope, receive, send)

    return app


async def answer(send: Any, body: bytes = b"", status: int = 200, headers: Any = ()) -> None:
    await send({"type": "http.response.start", "status": status, "headers": list(headers)})
    await send({"type": "http.response.body", "body": body})


def test_request_arrives_as_over_a_socket() -> None:
    seen: dict[str, Any] = {}

    async def handle(scope: Scope, receive: Any, send: Any) -> None:
        seen.update(scope, message=await receive())
        await answer(send)

    request = Request(
        "PATCH", "/a%2Fb", (("q", "a b"), ("q", "é")), (("X-Id", "1"), ("X-ID", "2")), b"body"
    )
    sent(served(handle), request)

    assert (seen["method"], seen["raw_path"]) == ("PATCH", b"/base/a%2Fb")
    assert seen["path"] == "/base/a/b"
    assert seen["query_string"] == b"q=a%20b&q=%C3%A9"
    assert [value for name, value in seen["headers"] if name == b"x-id"] == [b"1", b"2"]
    assert (b"content-length", b"4") in seen["headers"]
    assert seen["message"]["body"] == b"body"


def test_answer_in_parts_is_put_together() -> None:
    async def handle(scope: Scope, receive: Any, send: Any) -> None:
        start = {"type": "http.response.start", "status": 201, "headers": [(b"x-id", b"\xe4")]}
        await send(start)
        await send({"type": "http.response.body", "body": b"a", "more_body": True})
        await send({"type": "http.response.body", "body": b"b"})

    reply = sent(served(handle))

    assert isinstance(reply, Reply)
    assert (reply.status, reply.body, reply.headers) == (201, b"ab", (("x-id", "ä"),))


def test_answer_need_not_have_headers() -> None:
    async def handle(scope: Scope, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 204})
        await send({"type": "http.response.body"})

    reply = sent(served(handle))

    assert isinstance(reply, Reply)
    assert (reply.status, reply.headers, reply.body) == (204, (), b"")


def test_application_that_hangs_is_a_timeout() -> None:
    async def handle(scope: Scope, receive: Any, send: Any) -> None:
        await asyncio.Event().wait()

    assert sent(served(handle), seconds=0.05) == "timeout"


def test_application_that_stops_halfway_is_a_timeout() -> None:
    async def handle(scope: Scope, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await asyncio.Event().wait()

    assert sent(served(handle), seconds=0.05) == "timeout"


def test_application_that_fails_is_broken() -> None:
    async def handle(scope: Scope, receive: Any, send: Any) -> None:
        raise ValueError("our own words")

    assert sent(served(handle)) == "broken"


def test_application_that_loses_time_itself_is_broken() -> None:
    async def handle(scope: Scope, receive: Any, send: Any) -> None:
        raise TimeoutError("of its database")

    assert sent(served(handle)) == "broken"


def test_application_that_answers_nothing_is_broken() -> None:
    async def handle(scope: Scope, receive: Any, send: Any) -> None:
        return

    assert sent(served(handle)) == "broken"


def test_answer_counts_if_work_after_it_fails() -> None:
    async def handle(scope: Scope, receive: Any, send: Any) -> None:
        await answer(send, b"ok")
        raise ValueError("afterwards")

    reply = sent(served(handle))

    assert isinstance(reply, Reply)
    assert reply.body == b"ok"


def test_huge_body_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LARGEST_REPLY", 100_000)

    async def handle(scope: Scope, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        for _ in range(100):
            await send({"type": "http.response.body", "body": bytes(10_000), "more_body": True})
        await send({"type": "http.response.body"})

    reply = sent(served(handle))

    assert isinstance(reply, Reply)
    assert len(reply.body) < 400_000


@pytest.mark.parametrize(
    "request_",
    [
        Request("GET", "/\ud800"),
        Request("GET", "/ä"),
        Request("GET", "/x", (("q", "\ud800"),)),
        Request("GET", "/x", headers=(("X-Odd", "\ud800"),)),
        Request("GET", "/x", headers=(("é", "1"),)),
    ],
)
def test_request_that_cannot_be_sent_accuses_nobody(request_: Request) -> None:
    async def handle(scope: Scope, receive: Any, send: Any) -> None:
        await answer(send)

    with pytest.raises(Unsendable):
        sent(served(handle), request_)


def test_application_is_told_of_its_start_and_end() -> None:
    told: list[str] = []

    async def app(scope: Scope, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            told.append(f"http {scope['state'].get('opened')}")
            await answer(send)
            return
        while not told or told[-1] != "lifespan.shutdown":
            message = await receive()
            told.append(message["type"])
            scope["state"]["opened"] = "yes"
            await send({"type": f"{message['type']}.complete"})

    sent(app)

    assert told == ["lifespan.startup", "http yes", "lifespan.shutdown"]


def test_calls_share_one_loop() -> None:
    loops: set[int] = set()

    async def handle(scope: Scope, receive: Any, send: Any) -> None:
        loops.add(id(asyncio.get_running_loop()))
        await answer(send)

    with calling(served(handle)) as transport:
        for _ in range(3):
            transport.send("asgi://test", GET, 5)

    assert len(loops) == 1


def test_application_that_takes_no_notice_of_its_start_is_served() -> None:
    async def app(scope: Scope, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            await answer(send)

    assert isinstance(sent(app), Reply)


def test_application_that_ends_without_a_whole_answer_is_broken() -> None:
    async def handle(scope: Scope, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"half", "more_body": True})

    assert sent(served(handle)) == "broken"


def test_call_is_the_only_task_of_its_loop() -> None:
    tasks: list[int] = []

    async def handle(scope: Scope, receive: Any, send: Any) -> None:
        tasks.append(len(asyncio.all_tasks()))
        await answer(send)

    with calling(served(handle)) as transport:
        for _ in range(3):
            transport.send("asgi://test", GET, 5)

    assert tasks == [1, 1, 1]


def test_application_that_waits_for_its_own_work_is_waited_for() -> None:
    async def handle(scope: Scope, receive: Any, send: Any) -> None:
        await asyncio.gather(*(asyncio.sleep(0) for _ in range(3)))
        await answer(send, b"ok")

    reply = sent(served(handle))

    assert isinstance(reply, Reply)
    assert reply.body == b"ok"


def test_transport_works_on_after_an_interruption_and_a_timeout() -> None:
    async def handle(scope: Scope, receive: Any, send: Any) -> None:
        if scope["path"] == "/interrupt":
            raise KeyboardInterrupt
        if scope["path"] == "/hang":
            await asyncio.Event().wait()
        await answer(send, b"ok")

    with calling(served(handle)) as transport:
        with pytest.raises(KeyboardInterrupt):
            transport.send("asgi://test", Request("GET", "/interrupt"), 5)
        assert transport.send("asgi://test", Request("GET", "/hang"), 0.01) == "timeout"
        assert isinstance(transport.send("asgi://test", GET, 5), Reply)


def test_answer_that_comes_when_its_time_is_up_leaves_nothing_behind() -> None:
    async def handle(scope: Scope, receive: Any, send: Any) -> None:
        for _ in range(3):
            await asyncio.sleep(0)
        await answer(send, b"late")
        # As the timer does, in the same turn of the loop.
        asyncio.get_running_loop().stop()

    with calling(served(handle)) as transport:
        for _ in range(3):
            assert isinstance(transport.send("asgi://test", GET, 5), Reply)
