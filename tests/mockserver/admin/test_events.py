"""Server-sent events: what is there, what comes, and an end."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest

from mockserver.admin.events import JournalStream
from mockserver.app import MockServer
from mockserver.journal import MemoryJournal
from mockserver.journal.events import OPENING, STILL_HERE, Event, read_events
from mockserver.lane.answers import Answer
from mockserver.lane.request import Request
from tests.support.documents import api, operation, write_api
from tests.support.journals import entry, impatient, settle
from tests.support.worlds import sandbox, send, server

GOOD = Answer(200, [(b"content-type", b"text/event-stream"), (b"content-length", b"9")], b"ignored")


class Agreeing:
    """The compiled operation behind a stream, as far as a stream asks it."""

    api = "_mock"
    is_compiled = True
    is_streaming = False

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    async def answer(self, request, values) -> Answer:
        return self._answer


class Listener:
    """A client of a stream."""

    def __init__(self) -> None:
        self.status = 0
        self.headers: dict[bytes, bytes] = {}
        self.text = ""
        self.is_over = False
        self.heard = asyncio.Event()
        """Whether an event has come."""
        self._left = asyncio.Event()

    async def send(self, message) -> None:
        if message["type"] == "http.response.start":
            self.status, self.headers = message["status"], dict(message["headers"])
        else:
            self.text += message.get("body", b"").decode()
            self.is_over = not message.get("more_body", False)
            if self.events:
                self.heard.set()

    async def receive(self):
        await self._left.wait()
        return {"type": "http.disconnect"}

    def leave(self) -> None:
        self._left.set()

    @property
    def events(self) -> list[Event]:
        return list(read_events(self.text.splitlines()))


class Served:
    """A server, as far as a stream asks it."""

    def __init__(self, journal: MemoryJournal) -> None:
        self.journal = journal

    def served(self):
        return []


@asynccontextmanager
async def listening(
    journal: MemoryJournal, *, headers=(), query: bytes = b"", answer: Answer = GOOD, **options
) -> AsyncIterator[tuple[Listener, "asyncio.Future[None]"]]:
    stream = JournalStream(Agreeing(answer), Served(journal), **options)
    listener = Listener()
    scope = {"type": "http", "method": "GET", "path": "/", "query_string": query}
    request = Request({**scope, "headers": list(headers)}, listener.receive, sandbox())
    running = asyncio.ensure_future(stream.stream(request, (), listener.send))
    await settle()
    try:
        yield listener, running
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running


def test_entries_are_told_as_they_come():
    async def story() -> list[Event]:
        journal = MemoryJournal()
        await journal.add("default", entry(path="/before"))
        async with listening(journal) as (listener, _):
            await journal.add("default", entry(path="/a"))
            await settle()
            await journal.add("other", entry(path="/elsewhere"))
            await journal.add("default", entry(path="/b"))
            await settle()
            return listener.events

    events = asyncio.run(story())
    assert [(one.id, one.data["path"]) for one in events] == [("2", "/a"), ("3", "/b")]


@pytest.mark.parametrize(
    ("headers", "query", "expected"),
    [
        ([(b"last-event-id", b"1")], b"", ["2", "3"]),
        ([], b"since=1", ["2", "3"]),
        ([(b"last-event-id", b"2")], b"since=0", ["3"]),
        ([(b"last-event-id", b"57")], b"", ["1", "2", "3"]),
        ([(b"last-event-id", b"nonsense")], b"", []),
    ],
)
def test_a_reader_goes_on_where_it_was(headers, query, expected):
    async def story() -> list[Event]:
        journal = MemoryJournal()
        for _ in range(3):
            await journal.add("default", entry())
        async with listening(journal, headers=headers, query=query) as (listener, _):
            return listener.events

    assert [one.id for one in asyncio.run(story())] == expected


def test_a_stream_begins_at_once_and_says_what_it_is():
    async def story() -> Listener:
        async with listening(MemoryJournal()) as (listener, _):
            return listener

    listener = asyncio.run(story())
    assert (listener.status, listener.text) == (200, OPENING)
    assert listener.headers[b"content-type"] == b"text/event-stream"
    assert b"content-length" not in listener.headers


def test_secrets_are_not_told():
    async def story() -> str:
        journal = MemoryJournal()
        async with listening(journal) as (listener, _):
            await journal.add("default", entry(query=b"token=sesame"))
            await settle()
            return listener.text

    text = asyncio.run(story())
    assert "token=***" in text
    assert "sesame" not in text


def test_a_stream_ends_when_the_client_leaves():
    async def story() -> tuple[bool, int]:
        journal = MemoryJournal()
        async with listening(journal) as (listener, running):
            listener.leave()
            await settle()
            return running.done(), len(journal._ring("default").sleepers)

    assert asyncio.run(story()) == (True, 0)


def test_a_stream_ends_when_its_time_is_up():
    async def story() -> tuple[bool, bool]:
        async with listening(MemoryJournal(), timer=impatient) as (listener, running):
            return running.done(), listener.is_over

    assert asyncio.run(story()) == (True, True)


def test_a_quiet_stream_shows_that_it_lives():
    async def story() -> str:
        async with listening(MemoryJournal(), quiet_seconds=0) as (listener, _):
            await settle()
            return listener.text

    assert asyncio.run(story()).startswith(OPENING + STILL_HERE)


def test_a_refused_listener_hears_nothing():
    refusal = Answer(403, [(b"content-type", b"application/problem+json")], b"{}")

    async def story() -> tuple[int, str, bool]:
        journal = MemoryJournal()
        async with listening(journal, answer=refusal) as (listener, running):
            await journal.add("default", entry())
            await settle()
            return listener.status, listener.text, running.done()

    assert asyncio.run(story()) == (403, "{}", True)


def test_the_operation_itself_answers_with_what_is_there():
    async def story() -> Answer:
        stream = JournalStream(Agreeing(GOOD), Served(MemoryJournal()))
        scope = {"type": "http", "method": "GET", "headers": [], "query_string": b"", "path": "/"}
        return await stream.answer(Request(scope, Listener().receive, sandbox()), ())

    assert asyncio.run(story()) == GOOD


@pytest.fixture
def app(tmp_path) -> MockServer:
    return server(write_api(tmp_path, api({"/now": {"get": operation("now")}})))


def test_a_server_streams_its_journal(app):
    async def story() -> list[Event]:
        listener = Listener()
        scope = {
            "type": "http",
            "method": "GET",
            "path": "/_mock/journal/events",
            "raw_path": b"/_mock/journal/events",
            "query_string": b"since=0",
            "headers": [],
        }
        async with asyncio.timeout(10):
            running = asyncio.ensure_future(app(scope, listener.receive, listener.send))
            await listener.heard.wait()
            listener.leave()
            await running
        assert listener.is_over
        return listener.events

    send(app, "GET", "/now")
    (event,) = asyncio.run(story())
    assert (event.name, event.id, event.data["operationId"]) == ("entry", "1", "now")


def test_a_stranger_may_not_listen(app):
    found = send(app, "GET", "/_mock/journal/events", headers={"Origin": "https://evil.example"})

    assert found.status_code == 403
