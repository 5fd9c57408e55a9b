"""The catalogue of flaws against the suite: which flaw is found by which judge, and where.

`python -m tests.support.flaw_runs` runs the items of the default run against every flaw, those of
the judges meant for it first, until one of these finds it; an item's verdict does not depend on
what ran before. It writes down which judge and item that was; a test runs just these items.
"""

import json
import sys
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Final

from contracts.finding import Finding
from contracts.laws import LAWS
from contracts.run.api_run import ApiLaws
from contracts.run.options import RunOptions
from contracts.run.plan import Item
from specs.discovery import BUNDLED
from specs.lint.rules_file import citations
from specs.yaml_reader import read_text
from tests.support.judging import APIS, bundle_of, prepared
from tests.support.servers.kernel import Flaw

FOUND: Final = Path(__file__).parents[1] / "contracts" / "flaws_found.json"

PROMISES: Final[dict[str, tuple[str, ...]]] = {
    "JSON is well formed": ("json_is_well_formed",),
    "a 405 names the methods": ("headers_documented",),
    "a failed write changes nothing": ("refused_request_changes_nothing",),
    "answers in time": ("answers_in_time",),
    "content type": ("content_type_documented", "no_server_error"),
    "credentials are checked": (
        "credentials_are_required",
        "documented_error_code_is_given",
        "issued_token_expires",
        "nearly_right_credentials_are_refused",
        "other_callers_see_nothing",
        "tokens_need_the_secret",
    ),
    "error answers carry no success data": ("error_answers_carry_no_data",),
    "no 5xx on hostile input": ("no_server_error", "platform_does_not_fail"),
    "no duplicate keys": ("json_is_well_formed",),
    "no stack trace or server internals": ("internals_stay_inside",),
    "reads are pure": ("reads_are_pure",),
    "scopes are checked": ("reading_scope_changes_nothing", "documented_error_code_is_given"),
    "undocumented methods are refused": (
        "only_the_documented_method_opts_in",
        "undeclared_methods_are_refused",
    ),
}
"""Promises that hold for every API, and the judges that are meant for them."""

BY_DOCUMENT: Final = (
    "body_matches_schema",
    "content_type_documented",
    "error_code_documented",
    "headers_documented",
    "refusal_status_documented",
    "status_documented",
    "documented_error_code_is_given",
)
"""Judges that are meant for a rule which the document itself says."""


@dataclass(frozen=True, slots=True)
class Found:
    """What the suite says of a server with one flaw."""

    flaw: Flaw
    findings: tuple[Finding, ...]
    broken: tuple[str, ...]
    """Items in which the suite itself failed."""


def flaws_of(api: str) -> tuple[Flaw, ...]:
    """Returns the catalogue of one API."""
    catalogue: tuple[Flaw, ...] = import_module(f"tests.support.servers.{api}").FLAWS
    return catalogue


def judge_flaw(api: str, flaw_id: str, seed: int = 0) -> Found:
    """Runs items against a server with one flaw until a judge that is meant for it finds it."""
    flaw = next(flaw for flaw in flaws_of(api) if flaw.id == flaw_id)
    findings: list[Finding] = []
    broken: list[str] = []
    with prepared(api, "correct", RunOptions(seed=seed), flaws=(flaw_id,)) as suite:
        for item in sorted(suite.items, key=lambda item: _rank(api, flaw, item)):
            run = suite.run(item)
            findings += run.findings
            broken += [item.id] if run.result.outcome == "broken" else []
            if any(is_meant(api, flaw, finding) for finding in run.findings):
                break
    return Found(flaw, tuple(findings), tuple(broken))


def _rank(api: str, flaw: Flaw, item: Item) -> tuple[bool, bool]:
    """Puts the likely items first, and those whose requests are drawn at large last."""
    return not _is_likely(api, flaw, item), item.kind in ("fuzzing", "stateful")


def _is_likely(api: str, flaw: Flaw, item: Item) -> bool:
    """Returns whether an item's own judge is meant for a flaw."""
    holds = item.provocation.holds if item.provocation is not None else ()
    promised = (judge for promise in flaw.breaks for judge in PROMISES.get(promise, ()))
    return bool(
        set(flaw.breaks) & {*held_by(api).get(item.judge, ()), *holds} or item.judge in promised
    )


@cache
def held_by(api: str) -> dict[str, frozenset[str]]:
    """Returns which rules and laws of the model each law of an API holds."""
    own = ApiLaws.of(bundle_of(api))
    holds = {law.id: frozenset(law.holds) for law in (*LAWS, *own.laws)}
    codes = {rule for provocation in own.provocations for rule in provocation.holds}
    return {**holds, "documented_error_code_is_given": frozenset(codes)}


@cache
def documented_rules(api: str) -> frozenset[str]:
    """Returns the rules that the schema of an API says."""
    held = citations(read_text(BUNDLED / api / "rules.yaml").value)
    return frozenset(one.rule for one in held if one.kind in ("schema", "check"))


def is_meant(api: str, flaw: Flaw, finding: Finding) -> bool:
    """Returns whether a finding is made by a judge that is meant for what the flaw breaks."""
    breaks = set(flaw.breaks)
    if breaks & held_by(api).get(finding.judge, frozenset()):
        return True
    if any(finding.judge in PROMISES.get(promise, ()) for promise in breaks):
        return True
    if breaks & {clause.rule for clause in finding.clauses}:
        return True
    known = documented_rules(api)
    return finding.judge in BY_DOCUMENT and any(
        one in known or one.startswith("O-") for one in breaks
    )


def written_down(api: str, found: Found) -> dict[str, str | bool]:
    """Returns what is kept of a flaw: its judge and the item, or that it was missed."""
    meant = [finding for finding in found.findings if is_meant(api, found.flaw, finding)]
    chosen = (*meant, *found.findings)
    if not chosen:
        return {}
    best = min(chosen, key=lambda finding: (finding not in meant, len(finding.story)))
    return {"judge": best.judge, "item": best.item, "meant": bool(meant)}


def judge_all(wanted: Iterable[str] = APIS, *, seed: int = 0, jobs: int = 2) -> None:
    """Runs the catalogue of some APIs, or single flaws as `api/flaw`; writes down the outcome."""
    kept = json.loads(FOUND.read_text("utf-8")) if FOUND.is_file() else {}
    for name in wanted:
        api, _, one_flaw = name.partition("/")
        ids = [one_flaw] if one_flaw else [flaw.id for flaw in flaws_of(api)]
        before = kept.get(api, {})
        with ProcessPoolExecutor(jobs) as pool:
            found = pool.map(judge_flaw, [api] * len(ids), ids, [seed] * len(ids))
            outcomes = {
                flaw_id: written_down(api, one) or {"why": before.get(flaw_id, {}).get("why", "")}
                for flaw_id, one in zip(ids, found, strict=True)
            }
        known = {flaw.id for flaw in flaws_of(api)}
        kept[api] = {flaw: entry for flaw, entry in before.items() if flaw in known} | outcomes
        FOUND.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    judge_all(sys.argv[1:] or APIS)
