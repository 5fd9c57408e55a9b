"""A connection over its whole life: what waits, what is bounded, and when it ends."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from mockserver.app import MockServer
from tests.mockserver.express.asking import laned
from tests.mockserver.express.hand import HIGH_BYTES, Connection
from tests.mockserver.express.shop import SHOP, STUB
from tests.mockserver.express.wire import JSON, LANED, head, put, whole_answers
from tests.support.documents import api, operation, response, write_api
from tests.support.worlds import server

pytestmark = pytest.mark.usefixtures("quiet")

BODY = b'{"n":1}'
PLACED = head(b"/things/1", JSON, b"Content-Length: 7", method=b"PUT")
IDLE_SECONDS = 5
WITH_AND_WITHOUT = pytest.mark.parametrize("compiles", [True, False], ids=["with", "without"])

Story = Callable[[Connection], Awaitable[None]]


@pytest.fixture(scope="module")
def apps(shop_folder) -> dict[bool, MockServer]:
    return {compiles: server(shop_folder, compile=compiles) for compiles in (True, False)}


def read(number: int, *lines: bytes) -> bytes:
    return head(b"/things?limit=%d" % number, *lines)


def tell(app: MockServer, story: Story) -> Connection:
    """Opens a connection to a mock whose default sandbox is born, and does things with it."""

    async def whole() -> Connection:
        async with asyncio.timeout(20):
            connection = Connection(app)
            assert b" 200 OK" in await connection.ask(put())
            await story(connection)
        return connection

    return asyncio.run(whole())


@WITH_AND_WITHOUT
def test_who_never_reads_is_not_read_for_ever(apps, compiles):
    """The answers that wait are bounded, and so are the requests; none of them is lost."""
    most_requests = 20_000

    async def story(connection: Connection) -> None:
        sent = most = 0
        while connection.is_read and sent < most_requests:
            await connection.send(b"".join(read(sent + number) for number in range(1, 51)))
            sent += 50
            most = max(most, len(connection.unread))
        assert sent < most_requests
        assert most < HIGH_BYTES + 2000

        got = b""
        while connection.unread:
            got += await connection.take()
        told = [got.index(b'"limit":%d}' % number) for number in range(1, sent + 1)]
        assert told == sorted(told)
        assert connection.is_read
        assert b'"limit":7}' in await connection.ask(read(7))

    tell(apps[compiles], story)


@WITH_AND_WITHOUT
def test_large_answers_wait_for_who_reads_slowly(apps, compiles):
    async def story(connection: Connection) -> None:
        await connection.send(head(b"/answers?as=large") * 20)
        got, most = b"", 0
        while connection.unread:
            most = max(most, len(connection.unread))
            got += await connection.take()
        assert whole_answers(got) == 20
        assert most < 400_000

    tell(apps[compiles], story)


@WITH_AND_WITHOUT
def test_a_body_that_never_ends_is_not_read_for_ever(apps, compiles):
    async def story(connection: Connection) -> None:
        start = head(b"/waits/turn", b"Content-Length: 9000000")
        await connection.send(start, *[b"x" * 60_000] * 5)
        assert whole_answers(await connection.take()) == 1

    tell(apps[compiles], story)


def test_one_byte_after_the_other_is_answered_at_once(apps):
    async def story(connection: Connection) -> None:
        with laned(apps[True]) as numbers:
            got = await connection.ask(*[bytes((byte,)) for byte in put() + read(3)])
        assert whole_answers(got) == 2
        assert not numbers

    tell(apps[True], story)


IDLE: dict[str, list[object]] = {
    "after an answer": [read(1), IDLE_SECONDS],
    "after answers that came at other times": [read(1), 4, read(2), 4, read(3), IDLE_SECONDS],
    "after an answer of the lane": [read(1, LANED), IDLE_SECONDS],
    "after one of the lane, then another": [read(1, LANED), 4, read(2), IDLE_SECONDS],
    "after one and then one of the lane": [read(1), 4, read(2, LANED), IDLE_SECONDS],
    "after many in a row": [read(1) * 50, 3, read(1) * 50, IDLE_SECONDS],
}


@WITH_AND_WITHOUT
@pytest.mark.parametrize("steps", IDLE.values(), ids=IDLE)
def test_an_idle_connection_is_closed_in_time_and_not_before(apps, compiles, steps):
    async def story(connection: Connection) -> None:
        for step in steps[:-1]:
            if isinstance(step, bytes):
                assert await connection.ask(step)
            else:
                connection.loop.advance(step)
        connection.loop.advance(IDLE_SECONDS - 0.01)
        assert not connection.is_closing()
        connection.loop.advance(0.02)
        assert connection.is_closing()

    tell(apps[compiles], story)


@WITH_AND_WITHOUT
@pytest.mark.parametrize("part", [PLACED[:20], PLACED, PLACED + BODY[:3]])
def test_a_connection_on_which_a_request_arrives_is_not_idle(apps, compiles, part):
    async def story(connection: Connection) -> None:
        connection.loop.advance(4)
        await connection.send(part)
        connection.loop.advance(600)
        assert not connection.is_closing()
        assert b" 200 OK" in await connection.ask((PLACED + BODY)[len(part) :])
        connection.loop.advance(IDLE_SECONDS - 0.01)
        assert not connection.is_closing()
        connection.loop.advance(0.02)
        assert connection.is_closing()

    tell(apps[compiles], story)


@WITH_AND_WITHOUT
@pytest.mark.parametrize("before", [read(1), read(1, LANED)], ids=["express", "lane"])
def test_a_request_that_comes_in_the_last_moment_is_answered(apps, compiles, before):
    """The time is up in the turn of the loop in which it comes."""

    async def story(connection: Connection) -> None:
        await connection.ask(before)
        connection.protocol.data_received(read(2))
        connection.loop.advance(IDLE_SECONDS)
        await connection.turn()
        assert b'"limit":2}' in await connection.take()

    tell(apps[compiles], story)


@WITH_AND_WITHOUT
def test_requests_that_come_together_do_not_disturb_each_other(apps, compiles):
    """One of them is broken, one closes, one is gone before it is looked at, one waits."""
    odd = [
        b"hello there\r\n\r\n",
        head("/things/ü".encode()),
        head(b"/fails/exit"),
        read(5, b"Connection: close"),
        read(6),
        PLACED,
        head(b"/waits/turn"),
    ]

    async def story(connection: Connection) -> None:
        others = [Connection(apps[compiles], beside=connection) for _ in (*odd, 0)]
        for other, text in zip(others, (*odd, read(2)), strict=True):
            other.protocol.data_received(text)
        connection.protocol.data_received(read(3))
        others[4].leave()
        await connection.turn()
        assert b'"limit":3}' in await connection.take()
        assert b'"limit":2}' in await others[-1].take()
        assert b" 400 " in await others[0].take()
        assert b" 400 " in await others[1].take()
        assert b'"limit":5}' in await others[3].take()
        assert b" 200 OK" in await others[5].ask(BODY)
        assert b" 200 OK" in await others[6].take()

    tell(apps[compiles], story)


def test_a_connection_has_few_timers_however_many_requests_it_had(apps):
    async def story(connection: Connection) -> None:
        for _ in range(100):
            await connection.ask(read(1))
            connection.loop.advance(0.1)
        assert len(connection.loop.timers) == 1

    tell(apps[True], story)


@pytest.mark.parametrize("sent", [b"", read(1), PLACED[:20], PLACED, PLACED + BODY[:3]])
def test_a_connection_that_is_lost_leaves_nothing_behind(apps, sent):
    async def story(connection: Connection) -> None:
        await connection.ask(sent)
        connection.leave()
        await connection.turn()
        assert not connection.loop.timers
        assert not connection.state.connections
        assert not connection.state.tasks

    tell(apps[True], story)


def test_who_says_no_more_is_answered_before_the_connection_ends(apps):
    async def story(connection: Connection) -> None:
        connection.protocol.data_received(read(3))
        connection.protocol.eof_received()
        connection.close()
        assert b'"limit":3}' in await connection.take()

    tell(apps[True], story)


def test_a_request_that_was_whole_is_done_although_nobody_waits_for_it(apps):
    """The lane would notice in time that the client has left; nobody can tell the two apart."""

    async def story(connection: Connection) -> None:
        other = Connection(apps[True], beside=connection)
        connection.protocol.data_received(put(b'{"n":41}'))
        connection.leave()
        assert b'"found":{"n":41}' in await other.ask(head())

    tell(apps[True], story)


def test_an_invalid_request_of_a_client_that_left_is_no_failure_of_ours(apps):
    async def story(connection: Connection) -> None:
        connection.protocol.data_received(put(b'{"n":"one"}'))
        connection.leave()
        await connection.turn()
        assert not connection.is_aborted
        assert not connection.state.tasks

    tell(apps[True], story)


def test_a_content_type_that_http_has_not_is_sent_as_the_lane_sends_it(tmp_path):
    responses = {"200": response({}, content_type='application/json; a="\x01"')}
    paths = {"/hello": {"get": operation("hello", responses=responses)}}
    stub = "@operation('hello')\nasync def hello(call, world):\n    return Reply(200, {})\n"
    folder = write_api(tmp_path, api(paths), stub)

    async def answers(app: MockServer) -> list[bytes]:
        connections = [Connection(app) for _ in range(2)]
        return [await one.ask(head(b"/hello")) for one in connections]

    mine, plain = (
        asyncio.run(answers(server(folder, compile=compiles))) for compiles in (True, False)
    )

    assert mine == plain


@WITH_AND_WITHOUT
@pytest.mark.parametrize("sent", [b"", read(1), read(1, LANED)], ids=["none", "one", "lane"])
def test_an_idle_connection_ends_when_the_server_does(apps, compiles, sent):
    async def story(connection: Connection) -> None:
        await connection.ask(sent)
        connection.protocol.shutdown()
        assert connection.is_closing()

    tell(apps[compiles], story)


@WITH_AND_WITHOUT
@pytest.mark.parametrize("part", [PLACED, PLACED + BODY[:3]])
def test_a_request_that_has_begun_is_answered_before_the_server_ends(apps, compiles, part):
    async def story(connection: Connection) -> None:
        await connection.send(part)
        connection.protocol.shutdown()
        assert not connection.is_closing()
        answered = await connection.ask((PLACED + BODY)[len(part) :])
        assert b" 200 OK" in answered
        assert b"\r\nconnection: close\r\n" in answered
        assert connection.is_closing()

    tell(apps[compiles], story)


@WITH_AND_WITHOUT
def test_requests_are_counted_whoever_answers_them(apps, compiles):
    async def story(connection: Connection) -> None:
        await connection.ask(read(1) + read(2) + read(3, LANED) + read(4))
        assert connection.state.total_requests == 5

    tell(apps[compiles], story)


BETWEEN: dict[str, list[bytes]] = {
    "a reset": [head(b"/_mock/reset", method=b"POST")],
    "new records": [put(b'{"thing":{}}', target=b"/_mock/state/shop")],
    "another clock": [
        put(b'{"advance":"1d"}', target=b"/_mock/clock").replace(b"PUT", b"PATCH", 1)
    ],
    "a dropped sandbox": [head(b"/_mock/sandboxes/two", method=b"DELETE")],
    "a snapshot": [
        head(b"/_mock/snapshots/s", b"Mock-Sandbox: two", method=b"PUT"),
        head(b"/_mock/snapshots/s/restore", b"Mock-Sandbox: two", method=b"POST"),
    ],
    "another write": [put(b'{"n":5}'), put(b'{"n":5}', b"Mock-Sandbox: two")],
}


@pytest.mark.parametrize("sandbox", [b"default", b"two"])
@pytest.mark.parametrize("between", BETWEEN.values(), ids=BETWEEN)
def test_what_happens_between_head_and_body_is_heeded(apps, between, sandbox):
    """What is answered 200 has been written where the next request finds it."""
    named = b"Mock-Sandbox: " + sandbox
    placed = head(b"/things/1", JSON, b"Content-Length: 7", named, method=b"PUT")

    async def story(connection: Connection) -> None:
        await connection.ask(put(b'{"n":3}', named))
        other = Connection(apps[True])
        await connection.send(placed)
        for step in between:
            assert b"HTTP/1.1 20" in await other.ask(step)
        assert b" 200 OK" in await connection.ask(b'{"n":9}')
        assert b'"found":{"n":9}' in await other.ask(head(b"/things/1", named))

    tell(apps[True], story)


@WITH_AND_WITHOUT
def test_a_fault_rule_that_comes_between_head_and_body_is_met(apps, compiles):
    async def story(connection: Connection) -> None:
        other = Connection(apps[compiles])
        await connection.send(PLACED)
        rule = put(b'{"faults":[{"status":503}]}', target=b"/_mock/faults")
        assert b" 200 OK" in await other.ask(rule)
        assert b"HTTP/1.1 503 " in await connection.ask(BODY)
        await other.ask(head(b"/_mock/faults", method=b"DELETE"))

    tell(apps[compiles], story)


@WITH_AND_WITHOUT
def test_files_that_change_between_head_and_body_count_from_the_next_request(tmp_path, compiles):
    app = server(write_api(tmp_path, SHOP, STUB), compile=compiles)
    changed = STUB.replace('return Reply(200, {"body"', 'return Reply(200, {"new"')
    start = head(b"/maybe", JSON, b"Content-Length: 7", method=b"POST")

    async def story(connection: Connection) -> None:
        await connection.send(start)
        write_api(tmp_path, SHOP, changed)
        await app.reload()
        assert b'{"body":' in await connection.ask(BODY)
        assert b'{"new":' in await connection.ask(start + BODY)

    tell(app, story)
