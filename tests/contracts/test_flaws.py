"""The judges are judged: each flaw is found by the judge meant for it, and nothing else is."""

import json
from collections import Counter
from importlib import import_module

import pytest

from contracts.finding import RunResult
from tests.support.flaw_runs import FOUND, flaws_of, held_by
from tests.support.judging import APIS, judge, told

KNOWN: dict[str, dict[str, dict[str, str]]] = json.loads(FOUND.read_text("utf-8"))
LEAST = {
    "state": 50,
    "partial-success": 30,
    "auth": 20,
    "status-and-code": 30,
    "wire": 10,
    "robustness": 15,
}
MOST_OF_SHAPE = 40


def found_flaws() -> list[tuple[str, str]]:
    """Returns each flaw that the suite is known to find."""
    return [(api, flaw) for api in APIS for flaw, entry in KNOWN[api].items() if "item" in entry]


@pytest.mark.parametrize(("api", "flaw"), found_flaws())
def test_flaw_is_found_by_the_judge_meant_for_it(api: str, flaw: str) -> None:
    entry = KNOWN[api][flaw]

    # What is drawn depends on the modules that a process has loaded: three seeds even that out.
    results = (judge(api, flaws=(flaw,), items={entry["item"]}, seed=seed) for seed in range(3))
    assert any(
        entry["judge"] in {finding.judge for finding in result.findings} for result in results
    )


@pytest.mark.parametrize("server", ["correct", "mock"])
@pytest.mark.parametrize("api", APIS)
def test_server_that_is_right_is_never_accused(api: str, server: str) -> None:
    result: RunResult = judge(api, server="mock" if server == "mock" else "correct", seed=7)

    assert told(result) == []
    assert Counter(item.outcome for item in result.items)["passed"] > 50


def test_every_flaw_is_written_down() -> None:
    assert {api: sorted(entries) for api, entries in KNOWN.items()} == {
        api: sorted(flaw.id for flaw in flaws_of(api)) for api in APIS
    }


def test_every_missed_flaw_says_why() -> None:
    missed = {
        flaw: entry.get("why")
        for api in APIS
        for flaw, entry in KNOWN[api].items()
        if "item" not in entry
    }

    assert [flaw for flaw, why in missed.items() if not why] == []


def test_nearly_all_flaws_are_found_by_the_rule_meant_for_them() -> None:
    entries = [entry for api in APIS for entry in KNOWN[api].values()]

    found = [entry for entry in entries if entry.get("meant")]
    assert len(found) / len(entries) >= 0.97


def test_catalogue_is_broad() -> None:
    families = Counter(flaw.family for api in APIS for flaw in flaws_of(api))

    assert families.total() >= 180
    assert {name: families[name] for name in LEAST if families[name] < LEAST[name]} == {}
    assert families["shape"] <= MOST_OF_SHAPE


@pytest.mark.parametrize("api", APIS)
def test_every_judge_that_is_written_down_exists(api: str) -> None:
    checks = {check.id for check in import_module("contracts.checks").CHECKS}

    named = {entry["judge"] for entry in KNOWN[api].values() if "judge" in entry}
    assert named - checks - set(held_by(api)) == set()
