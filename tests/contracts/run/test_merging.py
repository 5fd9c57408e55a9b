"""Findings of many items are one list: each cause once, the worst first."""

from dataclasses import replace
from itertools import permutations
from typing import Any

from contracts.finding import Exchange, Finding, Request
from contracts.run.merging import merge_findings
from tests.support.runs import hang, hostile, lost_update, remark

SHORT = (Exchange(Request("GET", "/a"), None),)
LONG = (*SHORT, *SHORT)


def finding(**more: Any) -> Finding:
    return replace(lost_update(), story=LONG, seen=1, **more)


def test_cause_of_several_items_is_one_finding() -> None:
    merged = merge_findings([finding(item="a"), finding(item="b"), finding(item="c")])

    assert [found.seen for found in merged] == [3]


def test_smallest_story_wins() -> None:
    small = replace(finding(item="small"), story=SHORT)

    for order in permutations([finding(item="a"), small, finding(item="b")]):
        (found,) = merge_findings(order)
        assert (found.item, found.story) == ("small", SHORT)


def test_seen_for_sure_once_is_not_flaky() -> None:
    flaky, sure = finding(flaky=True), finding()

    assert merge_findings([flaky, flaky])[0].flaky
    assert not merge_findings([flaky, sure])[0].flaky
    assert not merge_findings([sure, flaky])[0].flaky


def test_worst_comes_first_in_any_order() -> None:
    made = (remark(), hang(), lost_update(), hostile())

    orders = {tuple(f.fingerprint for f in merge_findings(o)) for o in permutations(made)}

    assert len(orders) == 1
    (order,) = orders
    assert order[-1] == hostile().fingerprint
    assert [f.severity for f in merge_findings(made)[:3]] == ["error", "warning", "info"]


def test_nothing_merges_to_nothing() -> None:
    assert merge_findings([]) == ()
