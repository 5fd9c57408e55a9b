"""A run as one item for each operation."""

from dataclasses import replace

import pytest

from contracts.commands.drift.looked import looked_result
from contracts.finding import Finding, ItemResult
from specs.bundle import Bundle
from specs.discovery import BUNDLED
from tests.support.shop import run_of

BUNDLE = Bundle.load(BUNDLED / "spaaza")
LABEL = BUNDLE.operations[0].label
SENT = ItemResult(
    "spaaza::examples", "examples", "spaaza", LABEL, "", "passed", "", 1.0, {"GET": 2}, 2, ()
)
FOUND = Finding(
    "type_differs", "error", "spaaza", LABEL, "", "", "", "", (), (), f"drift:spaaza:{LABEL}"
)


def item(
    *sent: ItemResult,
    found: tuple[Finding, ...] = (),
    answered: dict[int, int] | None = None,
) -> ItemResult:
    run = replace(run_of(), items=sent)
    statuses = {("spaaza", LABEL): answered} if answered else {}
    return looked_result(run, [BUNDLE], found, mode="target", answered=statuses).items[0]


def test_what_was_sent_is_added_up() -> None:
    found = item(
        SENT, replace(SENT, id="other", requests={"GET": 1, "HEAD": 1}), answered={200: 3, 404: 1}
    )

    assert (found.id, found.kind) == (f"drift:spaaza:{LABEL}", "drift")
    assert (found.requests, found.examples, found.seconds) == ({"GET": 3, "HEAD": 1}, 4, 2.0)
    assert found.outcome == "passed"


def test_findings_fail_their_operation() -> None:
    assert item(SENT, found=(FOUND,)).outcome == "failed"
    assert item(SENT, found=(FOUND,)).findings == (FOUND.fingerprint,)
    assert item(SENT, found=(replace(FOUND, severity="info"),)).outcome == "passed"


def test_what_was_not_reached_has_its_reason() -> None:
    blocked = replace(SENT, outcome="not-judged", reason="blocked", examples=0, requests={})

    assert (item(blocked).outcome, item(blocked).reason) == ("not-judged", "blocked")
    assert item().outcome == "not-judged"
    assert item().reason


def test_a_defect_of_the_kit_is_no_pass() -> None:
    broken = replace(SENT, outcome="broken", reason="Traceback\nValueError: x")

    assert (item(SENT, broken).outcome, item(SENT, broken).reason) == ("broken", broken.reason)


@pytest.mark.parametrize("answered", [None, {401: 9}, {401: 1, 403: 2}, {500: 3}, {500: 1, 401: 1}])
def test_answers_that_show_nothing_compare_nothing(answered: dict[int, int] | None) -> None:
    found = item(SENT, answered=answered)

    assert (found.outcome, found.examples) == ("not-judged", 0)
    assert all(str(status) in found.reason for status in answered or {})


@pytest.mark.parametrize("answered", [{200: 1, 401: 9}, {404: 1}, {204: 1, 500: 1}])
def test_one_answer_of_its_own_is_enough(answered: dict[int, int]) -> None:
    assert item(SENT, answered=answered).outcome == "passed"


def test_a_finding_is_a_comparison_whatever_was_answered() -> None:
    assert item(SENT, found=(FOUND,), answered={500: 1}).outcome == "failed"
