"""What a law may do behind the scenes: control actions, time, and a clean start."""

from typing import Any

import pytest

from contracts.finding import Request
from contracts.lawkit import NotJudged
from contracts.run.api_run import ApiRun
from contracts.run.paths import PathIndex
from contracts.run.session import LawSession
from tests.support.sessions import START, reply
from tests.support.targets import FakeTransport, api_run, sender_to


def session(run: ApiRun, transport: FakeTransport, **more: Any) -> LawSession:
    sender = sender_to(
        transport, run.bundle, roles=run.roles, may_write=run.guard.may_write, limits=run.limits
    )
    return LawSession(run, sender, paths=PathIndex(run.bundle), **more)


def made(
    transport: FakeTransport | None = None, *, more: dict[str, Any] | None = None, **run: Any
) -> tuple[LawSession, FakeTransport]:
    transport = transport or FakeTransport()
    return session(api_run(transport, **run), transport, **(more or {})), transport


def controlled(**answers: Any) -> FakeTransport:
    def control(request: Request) -> Any:
        return answers.get(request.path.strip("/").replace("/", "_"), reply(200, {}))

    return FakeTransport(control=control)


def test_control_needs_the_action() -> None:
    law, transport = made(controlled(), controls={"spend"})

    law.control("spend", amount=3)
    with pytest.raises(NotJudged, match="no control stock"):
        law.control("stock")

    (request,) = transport.controlled
    assert request.path == f"/control/{law.bundle.name}/spend"
    assert request.json == {"amount": 3}


def test_control_that_fails_is_not_judged() -> None:
    transport = FakeTransport(control=lambda _: reply(422, {}))
    law, _ = made(transport, controls={"spend"})

    with pytest.raises(NotJudged, match="422"):
        law.control("spend")


def test_control_is_blocked_where_nothing_may_be_written() -> None:
    law, transport = made(controlled(), controls={"spend", "clock"}, may_write=False)

    for act in (lambda: law.control("spend"), lambda: law.advance("1d")):
        with pytest.raises(NotJudged, match="write blocked"):
            act()

    assert transport.controlled == []


def test_time_is_the_targets_where_it_tells() -> None:
    law, _ = made(controlled(clock=reply(200, {"now": "2027-02-03T04:05:06Z"})), controls={"clock"})

    assert law.now.isoformat() == "2027-02-03T04:05:06+00:00"


def test_time_is_the_runs_start_otherwise() -> None:
    assert made()[0].now == START


def test_time_is_asked_again_after_it_was_moved() -> None:
    told = iter(["2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z"])
    transport = FakeTransport(
        control=lambda r: reply(200, {"now": next(told)} if r.method == "GET" else {})
    )
    law, _ = made(transport, controls={"clock"})

    before = law.now
    law.advance("1d")

    assert (law.now - before).days == 1


def test_example_starts_clean_where_the_target_can() -> None:
    law, transport = made(controlled(), controls={"reset"}, isolation="reset")

    law.begin()

    assert [(one.method, one.path) for one in transport.controlled] == [
        ("POST", f"/reset?api={law.bundle.name}")
    ]


@pytest.mark.parametrize(
    "run",
    [
        {"controls": {"reset"}, "isolation": "names"},
        {"controls": set(), "isolation": "reset"},
        {"controls": {"reset"}, "isolation": "reset", "may_write": False},
    ],
)
def test_target_is_not_reset_otherwise(run: dict[str, Any]) -> None:
    law, transport = made(controlled(), **run)

    law.begin()
    law.end()

    assert transport.controlled == []


def test_clock_is_put_back_if_it_was_moved() -> None:
    law, transport = made(controlled(), controls={"clock"}, isolation="names")

    law.advance("1d")
    law.end()

    assert [one.method for one in transport.controlled] == ["PATCH", "DELETE"]
