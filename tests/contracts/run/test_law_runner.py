"""A law is tried with many examples; what fails is made small, and never said louder than seen."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import strategies as st

from contracts.errors import SuiteDefect
from contracts.finding import Violation
from contracts.lawkit import Draw, NotJudged
from contracts.run.law_runner import Tried, Verdict, try_law
from contracts.run.limits import OutOfBudget, OwnLimits
from contracts.run.paths import PathIndex
from contracts.run.session import LawSession
from tests.support.sessions import reply
from tests.support.targets import FakeTransport, api_run, sender_to


def tried(
    law: Tried,
    *,
    transport: FakeTransport | None = None,
    budget: int | None = None,
    seed: int = 1,
    max_examples: int = 50,
    **more: Any,
) -> Verdict:
    transport = transport or FakeTransport()
    limits = OwnLimits(budget=budget)
    run = api_run(transport, limits=limits, isolation="reset", controls={"reset"})
    sender = sender_to(transport, run.bundle, limits=limits)
    paths = PathIndex(run.bundle)
    return try_law(
        law,
        lambda: LawSession(run, sender, paths=paths),
        seed=seed,
        max_examples=max_examples,
        **more,
    )


def bad(what: str = "bad") -> Violation:
    return Violation(expected="good", got=what)


def test_law_that_holds_is_judged_by_every_example() -> None:
    def law(session: LawSession, draw: Draw) -> Iterator[Violation]:
        session.call("list", query={"n": draw(st.integers())})
        return iter(())

    verdict = tried(law, max_examples=30)

    assert (verdict.judged, verdict.violation, verdict.reason) == (30, None, "")


def test_law_that_draws_nothing_runs_once() -> None:
    def law(session: LawSession, draw: Draw) -> Iterator[Violation]:
        session.call("list")
        return iter(())

    transport = FakeTransport()

    assert tried(law, transport=transport).judged == 1
    assert len(transport.sent) == 1


def test_failing_example_is_made_as_small_as_can_be() -> None:
    def law(session: LawSession, draw: Draw) -> Iterator[Violation]:
        items = draw(st.lists(st.integers(0, 1000), max_size=20))
        for item in items:
            session.call("list", query={"n": item})
        if any(item >= 17 for item in items):
            yield bad(str(items))

    verdict = tried(law)

    assert verdict.violation is not None
    assert verdict.violation.got == "[17]"
    assert [exchange.request.query for exchange in verdict.story] == [(("n", "17"),)]
    assert not verdict.flaky


def test_first_violation_of_an_example_counts() -> None:
    def law(session: LawSession, draw: Draw) -> Iterator[Violation]:
        session.call("list")
        yield bad("first")
        yield bad("second")

    verdict = tried(law)

    assert verdict.violation is not None
    assert verdict.violation.got == "first"


def test_failure_that_does_not_come_again_is_marked_flaky() -> None:
    seen = 0

    def law(session: LawSession, draw: Draw) -> Iterator[Violation]:
        nonlocal seen
        session.call("list", query={"n": draw(st.integers())})
        seen += 1
        if seen == 3:
            yield bad()

    verdict = tried(law)

    assert verdict.violation is not None
    assert verdict.flaky
    assert len(verdict.story) == 1


def test_failure_that_comes_again_is_not_flaky() -> None:
    def law(session: LawSession, draw: Draw) -> Iterator[Violation]:
        session.call("list")
        yield bad()

    assert not tried(law).flaky


def test_failure_without_room_to_see_it_again_is_not_called_flaky() -> None:
    def law(session: LawSession, draw: Draw) -> Iterator[Violation]:
        session.call("list", query={"n": draw(st.integers())})
        yield bad()

    assert not tried(law, shrink_requests=1).flaky


def test_commonest_reason_is_told_where_nothing_is_judged() -> None:
    def law(session: LawSession, draw: Draw) -> Iterator[Violation]:
        raise NotJudged("rare" if draw(st.integers(0, 9)) == 9 else "common")

    verdict = tried(law)

    assert (verdict.judged, verdict.reason, verdict.violation) == (0, "common", None)


def test_some_examples_that_are_not_judged_spoil_nothing() -> None:
    def law(session: LawSession, draw: Draw) -> Iterator[Violation]:
        session.need(draw(st.booleans()), "luck")
        session.call("list")
        return iter(())

    verdict = tried(law)

    assert verdict.judged > 0
    assert verdict.violation is None


def test_failure_is_found_behind_examples_that_are_not_judged() -> None:
    def law(session: LawSession, draw: Draw) -> Iterator[Violation]:
        number = draw(st.integers(0, 100))
        session.need(number % 2 == 1, "an odd number")
        session.call("list", query={"n": number})
        if number > 10:
            yield bad(str(number))

    verdict = tried(law)

    assert verdict.violation is not None
    assert verdict.violation.got == "11"


def test_examples_without_a_verdict_send_no_more_than_was_promised() -> None:
    def law(session: LawSession, draw: Draw) -> Iterator[Violation]:
        session.call("list", query={"n": draw(st.integers())})
        raise NotJudged("never")

    transport = FakeTransport()
    tried(law, transport=transport, max_examples=5, shrink_requests=40)

    assert len(transport.sent) <= 5 + 40


def test_target_that_does_not_answer_is_given_up_soon() -> None:
    def law(session: LawSession, draw: Draw) -> Iterator[Violation]:
        session.call("list", query={"n": draw(st.integers())})
        return iter(())

    transport = FakeTransport(lambda _: "timeout")
    verdict = tried(law, transport=transport)

    assert len(transport.sent) <= 5
    assert "no answer" in verdict.reason


def test_single_silence_does_not_end_a_law() -> None:
    count = 0

    def answer(_: Any) -> Any:
        nonlocal count
        count += 1
        return "timeout" if count % 3 == 0 else reply(200, {})

    def law(session: LawSession, draw: Draw) -> Iterator[Violation]:
        session.call("list", query={"n": draw(st.integers())})
        return iter(())

    assert tried(law, transport=FakeTransport(answer), max_examples=20).judged == 20


def test_shrinking_costs_no_more_than_its_budget() -> None:
    failed_at: list[int] = []
    transport = FakeTransport()

    def law(session: LawSession, draw: Draw) -> Iterator[Violation]:
        items = draw(st.lists(st.integers(0, 10**6), min_size=3, max_size=30))
        for item in items:
            session.call("list", query={"n": item})
        if sum(items) > 10**5:
            failed_at.append(len(transport.sent))
            yield bad()

    verdict = tried(law, transport=transport, shrink_requests=60)

    assert verdict.violation is not None
    assert len(transport.sent) - failed_at[0] <= 60 + 30


def test_spent_budget_keeps_what_was_found() -> None:
    def law(session: LawSession, draw: Draw) -> Iterator[Violation]:
        for item in draw(st.lists(st.integers(0, 9), min_size=1, max_size=9)):
            session.call("list", query={"n": item})
        yield bad()

    verdict = tried(law, budget=12)

    assert verdict.violation is not None


def test_spent_budget_ends_the_law_and_says_so() -> None:
    def law(session: LawSession, draw: Draw) -> Iterator[Violation]:
        session.call("list", query={"n": draw(st.integers())})
        return iter(())

    verdict = tried(law, budget=7)

    assert verdict.judged == 7
    assert "budget" in verdict.reason


def test_law_without_any_budget_is_not_judged() -> None:
    def law(session: LawSession, draw: Draw) -> Iterator[Violation]:
        session.call("list")
        return iter(())

    with pytest.raises(OutOfBudget, match="budget"):
        tried(law, budget=0)


@pytest.mark.parametrize("error", [SuiteDefect("more than it says"), KeyError("campaign")])
def test_fault_of_a_law_is_not_a_finding(error: Exception) -> None:
    def law(session: LawSession, draw: Draw) -> Iterator[Violation]:
        session.call("list", query={"n": draw(st.integers())})
        raise error
        yield

    with pytest.raises(type(error)):
        tried(law)


def test_every_example_starts_clean_and_in_a_session_of_its_own() -> None:
    stories = []

    def law(session: LawSession, draw: Draw) -> Iterator[Violation]:
        draw(st.integers())
        stories.append(len(session.story))
        session.call("list")
        return iter(())

    transport = FakeTransport(control=lambda _: reply(204))
    tried(law, transport=transport, max_examples=8)

    assert stories == [0] * 8
    assert len(transport.controlled) == 8


def test_same_seed_tries_the_same_examples() -> None:
    def law(session: LawSession, draw: Draw) -> Iterator[Violation]:
        session.call("list", query={"n": draw(st.text()), "m": draw(st.floats())})
        return iter(())

    runs = []
    for seed in (1, 1, 2):
        transport = FakeTransport()
        tried(law, transport=transport, seed=seed)
        runs.append([request.query for request in transport.sent])

    assert runs[0] == runs[1]
    assert runs[0] != runs[2]


def test_nothing_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    def law(session: LawSession, draw: Draw) -> Iterator[Violation]:
        if draw(st.integers()) > 3:
            yield bad()

    tried(law)

    assert capsys.readouterr() == ("", "")
