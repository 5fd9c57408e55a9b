"""An answer arrives as its fault lets it; every wait is the one that is handed in."""

import asyncio
import json
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockserver.faults.fault import Drip, Fault, Garble, Hang, Reset, Truncate, draw_effect
from mockserver.faults.wire import garbled, pieces, send_with
from mockserver.lane.answers import Answer, render
from mockserver.stubkit import Reply
from tests.support.faults import Sleeps

JSON_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
ANSWER = render(Reply(200, {"name": "tea", "price": 5}), "stub")
EMPTY = Answer(204, [(b"mock-answer", b"stub")], b"")


class Line:
    """One exchange inside this process: what is sent, and a client that may leave."""

    def __init__(self, *, leaves: bool = False) -> None:
        self.sent: list[dict] = []
        self.sleeps = Sleeps()
        self._requests = [{"type": "http.request", "body": b"", "more_body": False}]
        self._leaves = leaves

    async def receive(self) -> dict:
        if self._requests:
            return self._requests.pop()
        if not self._leaves:
            await asyncio.Event().wait()
        return {"type": "http.disconnect"}

    async def send(self, message: dict) -> None:
        self.sent.append(message)

    @property
    def parts(self) -> list[bytes]:
        return [one["body"] for one in self.sent if one["type"] == "http.response.body"]

    @property
    def is_complete(self) -> bool:
        return bool(self.sent) and not self.sent[-1].get("more_body", True)


def sent(answer: Answer | None, fault: Fault | None, line: Line | None = None) -> Line:
    line = line if line is not None else Line()
    asyncio.run(
        send_with(answer, fault, scope={}, receive=line.receive, send=line.send, sleep=line.sleeps)
    )
    return line


@pytest.mark.parametrize("answer", [ANSWER, EMPTY])
@pytest.mark.parametrize("fault", [None, Fault("a")])
def test_without_an_effect_the_answer_arrives_as_it_is(answer, fault):
    line = sent(answer, fault)

    assert line.sent == [
        {"type": "http.response.start", "status": answer.status, "headers": answer.headers},
        {"type": "http.response.body", "body": answer.body, "more_body": False},
    ]
    assert line.sleeps == []


@pytest.mark.parametrize("effect", [None, Garble(()), Drip(1, 0.5)])
def test_a_delayed_answer_waits_first(effect):
    waits: list[tuple[float, int]] = []
    line = Line()

    async def sleep(seconds: float) -> None:
        waits.append((seconds, len(line.sent)))

    fault = Fault("a", 1.5, effect=effect)
    asyncio.run(
        send_with(ANSWER, fault, scope={}, receive=line.receive, send=line.send, sleep=sleep)
    )

    assert waits == [(1.5, 0)]
    assert line.is_complete


def test_a_truncated_answer_names_its_whole_length_and_stops_half_way():
    line = Line()

    with pytest.raises(ConnectionResetError):
        sent(ANSWER, Fault("a", effect=Truncate(0.5)), line)

    assert line.sent[0]["headers"] == ANSWER.headers
    assert b"".join(line.parts) == ANSWER.body[: len(ANSWER.body) // 2]
    assert not line.is_complete


@settings(deadline=None)
@given(st.binary(min_size=1, max_size=9), st.floats(0, 1))
def test_of_a_truncated_body_something_is_missing(body, at):
    line = Line()

    with pytest.raises(ConnectionResetError):
        sent(Answer(200, [], body), Fault("a", effect=Truncate(at)), line)

    assert body.startswith(b"".join(line.parts))
    assert len(b"".join(line.parts)) < len(body)


@pytest.mark.parametrize("effect", [Truncate(0.5), Garble(((0.5, 1),)), Drip(5, 0.3)])
def test_an_answer_without_a_body_has_nothing_to_spoil(effect):
    line = sent(EMPTY, Fault("a", effect=effect))

    assert line.parts == [b""]
    assert line.is_complete
    assert line.sleeps == []


@settings(deadline=None)
@given(JSON_VALUES, st.integers(0, 2**32))
def test_a_garbled_body_is_as_long_and_no_json(value, seed):
    answer = render(Reply(200, value), "stub")
    line = sent(answer, Fault("a", effect=draw_effect("garble", Random(seed))))
    body = b"".join(line.parts)

    assert len(body) == len(answer.body)
    with pytest.raises(ValueError):
        json.loads(body.decode("utf-8", "replace"))


def test_a_byte_is_replaced_where_it_is_marked():
    assert garbled(b"abcde", [(0.0, 1), (0.5, 2), (1.0, 3)]) == b"\x01b\x02d\x03"


@settings(deadline=None)
@given(st.binary(max_size=40), st.integers(1, 12))
def test_pieces_make_the_body_again(body, count):
    found = pieces(body, count)

    assert b"".join(found) == body
    assert len(found) == max(min(count, len(body)), 1)
    assert all(found) or body == b""


def test_a_dripping_answer_pauses_between_its_pieces():
    line = sent(ANSWER, Fault("a", effect=Drip(4, 0.3)))

    assert len(line.parts) == 4
    assert b"".join(line.parts) == ANSWER.body
    assert line.sleeps == [0.3, 0.3, 0.3]
    assert line.is_complete


def test_a_connection_is_reset_before_anything_is_sent():
    line = Line()

    with pytest.raises(ConnectionResetError):
        sent(None, Fault("a", 0.5, effect=Reset()), line)

    assert line.sent == []
    assert line.sleeps == [0.5]


def test_a_hanging_call_ends_when_its_time_is_over():
    line = Line()

    with pytest.raises(ConnectionResetError):
        sent(None, Fault("a", effect=Hang(300)), line)

    assert line.sent == []
    assert line.sleeps == [300]


def test_a_hanging_call_ends_when_the_client_leaves():
    line = Line(leaves=True)

    async def hang() -> None:
        await send_with(
            None,
            Fault("a", effect=Hang(300)),
            scope={},
            receive=line.receive,
            send=line.send,
            sleep=lambda _: asyncio.Event().wait(),
        )

    asyncio.run(asyncio.wait_for(hang(), 10))

    assert line.sent == []


def test_a_hanging_call_leaves_no_task_behind():
    async def hang() -> int:
        line = Line(leaves=True)
        await send_with(
            None,
            Fault("a", effect=Hang(300)),
            scope={},
            receive=line.receive,
            send=line.send,
            sleep=lambda _: asyncio.Event().wait(),
        )
        return len(asyncio.all_tasks())

    assert asyncio.run(hang()) == 1
