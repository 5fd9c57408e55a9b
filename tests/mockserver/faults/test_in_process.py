"""A call inside this process is cut as one on a socket is, whatever stands around it."""

import asyncio

import pytest

from mockserver.faults.connection import TRANSPORT
from mockserver.faults.fault import Drip, Fault, Hang, Reset, Truncate
from mockserver.faults.in_process import with_connection
from mockserver.faults.wire import send_with
from mockserver.lane.answers import render
from mockserver.stubkit import Reply
from tests.support.faults import Sleeps

ANSWER = render(Reply(200, {"name": "tea"}), "stub")


class Call:
    """One call of an application whose answer meets a fault."""

    def __init__(self, fault, **scope):
        self.fault = fault
        self.scope = {"type": "http", **scope}
        self.sent = []
        self.seen = None
        self.is_done = False

    async def app(self, scope, receive, send):
        self.seen = scope
        await send_with(ANSWER, self.fault, scope=scope, receive=receive, send=send, sleep=Sleeps())
        self.is_done = True

    async def receive(self):
        await asyncio.Event().wait()

    async def send(self, message):
        self.sent.append(message)

    def run(self):
        limited = asyncio.wait_for(
            with_connection(self.app, self.scope, self.receive, self.send), 10
        )
        asyncio.run(limited)
        return self


@pytest.mark.parametrize("effect", [Reset(), Hang(), Truncate(0.5)])
def test_a_cut_call_is_a_reset_connection_to_its_caller(effect):
    call = Call(Fault("a", effect=effect))

    with pytest.raises(ConnectionResetError):
        call.run()

    assert call.is_done, "the application itself saw no error"


@pytest.mark.parametrize("effect", [None, Drip(3, 0.1)])
def test_a_call_that_is_not_cut_ends_as_it_is(effect):
    call = Call(Fault("a", effect=effect)).run()

    assert b"".join(message.get("body", b"") for message in call.sent) == ANSWER.body


def test_other_extensions_stay():
    call = Call(None, extensions={"http.response.push": {}}).run()

    assert set(call.seen["extensions"]) == {"http.response.push", TRANSPORT}


@pytest.mark.parametrize(
    "scope", [{"type": "lifespan"}, {"type": "http", "extensions": {TRANSPORT: object()}}]
)
def test_what_has_a_connection_or_needs_none_is_left_alone(scope):
    call = Call(None, **scope).run()

    assert call.seen is call.scope
