"""What a target's control protocol can do is asked, not guessed."""

from typing import Any

import pytest

from contracts.finding import Request
from contracts.run.api_run import ANY_CONTROL
from contracts.run.controls import controls_of
from tests.support.sessions import reply
from tests.support.targets import FakeTransport, sender_to

LISTED = {"controls": [{"api": "shop", "action": "spend"}, {"api": "other", "action": "x"}, 3]}


def asked(control: Any) -> frozenset[str]:
    return controls_of(sender_to(FakeTransport(control=control)))


def test_listed_actions_of_the_api_are_known() -> None:
    assert asked(lambda _: reply(200, LISTED)) == {"clock", "reset", "spend"}


def test_target_that_lists_nothing_may_have_any() -> None:
    def control(request: Request) -> Any:
        return reply(200, {"now": "x"}) if request.path == "/clock" else reply(404, {})

    assert asked(control) == {"clock", "reset", ANY_CONTROL}


@pytest.mark.parametrize("answer", ["timeout", "refused", "broken", reply(404, {}), reply(401)])
def test_target_without_control_has_none(answer: Any) -> None:
    assert asked(lambda _: answer) == frozenset()


def test_control_is_only_read_to_find_out() -> None:
    transport = FakeTransport(control=lambda _: reply(404, {}))

    controls_of(sender_to(transport))

    assert {request.method for request in transport.controlled} == {"GET"}
