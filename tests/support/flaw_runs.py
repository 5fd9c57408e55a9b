"""The catalogue of flaws against the suite: which flaw is found by which judge, and where."""

from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from importlib import import_module

from contracts.finding import Finding
from tests.support.judging import APIS, judge
from tests.support.servers.kernel import Flaw


@dataclass(frozen=True, slots=True)
class Found:
    """What the suite says of a server with one flaw."""

    api: str
    flaw: Flaw
    judges: tuple[str, ...]
    """Ids of the checks and laws that found something, worst first."""
    items: tuple[str, ...]
    """The items of the plan that found it, in the same order."""
    rules: tuple[str, ...]
    """Documented rules that the findings cite."""
    broken: tuple[str, ...]
    """Items in which the suite itself failed."""


def flaws_of(api: str) -> tuple[Flaw, ...]:
    """Returns the catalogue of one API."""
    catalogue: tuple[Flaw, ...] = import_module(f"tests.support.servers.{api}").FLAWS
    return catalogue


def judge_flaw(api: str, flaw_id: str, seed: int = 0) -> Found:
    """Runs everything against a server with one flaw."""
    flaw = next(flaw for flaw in flaws_of(api) if flaw.id == flaw_id)
    result = judge(api, flaws=(flaw_id,), seed=seed)
    findings: tuple[Finding, ...] = result.findings
    return Found(
        api=api,
        flaw=flaw,
        judges=tuple(finding.judge for finding in findings),
        items=tuple(finding.item for finding in findings),
        rules=tuple({clause.rule for finding in findings for clause in finding.clauses} - {""}),
        broken=tuple(item.id for item in result.items if item.outcome == "broken"),
    )


def judge_all(apis: Iterable[str] = APIS, *, seed: int = 0, jobs: int = 2) -> list[Found]:
    """Runs the whole catalogue of some APIs."""
    work = [(api, flaw.id, seed) for api in apis for flaw in flaws_of(api)]
    with ProcessPoolExecutor(jobs) as pool:
        return list(pool.map(judge_flaw, *zip(*work, strict=True), chunksize=1))
