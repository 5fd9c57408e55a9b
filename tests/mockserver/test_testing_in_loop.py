"""An application is served in its own loop, whichever loop calls it."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import Future
from threading import Thread

import httpx2
import pytest

from mockserver.testing.in_loop import InLoop


@pytest.fixture
def home() -> Iterator[asyncio.AbstractEventLoop]:
    """A loop in a thread of its own."""
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever)
    thread.start()
    yield loop
    loop.call_soon_threadsafe(loop.stop)
    thread.join(timeout=10)
    loop.close()


def call(app: InLoop, **options: object) -> httpx2.Response:
    async def exchange() -> httpx2.Response:
        transport = httpx2.ASGITransport(app)
        async with httpx2.AsyncClient(transport=transport, base_url="http://localhost") as client:
            return await client.post("/", **options)

    return asyncio.run(exchange())


def test_each_side_stays_in_its_own_loop(home):
    loops: dict[str, object] = {}

    async def app(scope, receive, send):
        loops["app"] = asyncio.get_running_loop()
        await send(await receive())

    async def receive():
        loops["receive"] = asyncio.get_running_loop()
        return {"type": "said"}

    async def send(message):
        loops["send"] = asyncio.get_running_loop()
        loops["message"] = message

    async def caller() -> object:
        await InLoop(app, home)({}, receive, send)
        return asyncio.get_running_loop()

    here = asyncio.run(caller())

    assert here is not home
    assert loops == {"app": home, "receive": here, "send": here, "message": {"type": "said"}}


def test_a_request_and_its_answer_pass(home):
    async def echo(scope, receive, send):
        body = (await receive())["body"]
        await send({"type": "http.response.start", "status": 201, "headers": []})
        await send({"type": "http.response.body", "body": body})

    answer = call(InLoop(echo, home), content=b"a text")

    assert (answer.status_code, answer.content) == (201, b"a text")


def test_an_error_of_the_application_reaches_the_caller(home):
    async def broken(scope, receive, send):
        raise ConnectionResetError("gone")

    with pytest.raises(ConnectionResetError, match="gone"):
        call(InLoop(broken, home))


def test_who_gives_up_ends_the_application(home):
    ended: Future[bool] = Future()

    async def app(scope, receive, send):
        try:
            await send({})
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            ended.set_result(True)
            raise

    async def caller() -> None:
        begun = asyncio.Event()

        async def send(message):
            begun.set()

        task = asyncio.create_task(InLoop(app, home)({}, begun.wait, send))
        await begun.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(caller())

    assert ended.result(timeout=10)
