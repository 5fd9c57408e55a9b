"""What every report states of a run: verdict, findings in order, counts and gaps."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal, get_args

from contracts.finding import Cell, Created, Finding, ItemResult, Kind, Outcome, RunResult, Severity
from contracts.reports.excerpts import BASE, REVISION, is_of_documents
from contracts.reports.visible import counted, one_line

SEVERITIES: Final[tuple[Severity, ...]] = ("error", "warning", "info")
"""Worst first."""
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
OUTCOMES: Final[tuple[Outcome, ...]] = get_args(Outcome)

Table = Literal["status", "code", "law", "check"]
TABLES: Final[dict[Table, str]] = {
    "status": "statuses",
    "code": "error codes",
    "law": "laws",
    "check": "checks",
}
"""The tables of what could be seen, with the word for their cells."""

Word = Literal["findings", "broken", "interrupted", "nothing judged", "nothing found", "clean"]
"""clean: nothing found, nothing left unjudged, and nothing that speaks against the run."""

_OPERATIONS: Final = 2
"""Operations that are named where a finding is about several."""
_NOTHING: Final = "nothing"
"""What a document says that says nothing."""

_DRIFT_HEADLINES: Final[dict[Word, str]] = {
    "broken": "No drift, but the suite broke",
    "interrupted": "No drift so far",
    "nothing judged": "Nothing was compared",
    "nothing found": "No drift seen",
    "clean": "No drift",
}
_HEADLINES: Final[dict[Word, str]] = {
    "broken": "No findings, but the suite broke",
    "interrupted": "No findings so far",
    "nothing judged": "Nothing was judged",
    "nothing found": "Nothing found",
    "clean": "No findings",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """The run in one word, in a few, and in one line."""

    word: Word
    headline: str
    details: str
    """How much was judged, and what else to know."""

    @property
    def line(self) -> str:
        """All of it."""
        return f"{self.headline}; {self.details}."


@dataclass(frozen=True, slots=True)
class Numbered:
    """A finding with the name that commands know it by."""

    label: str
    """F1, F2 and so on, in the order of the run."""
    finding: Finding


@dataclass(frozen=True, slots=True)
class Gap:
    """One reason why items were not judged, with the items that share it."""

    reason: str
    items: tuple[ItemResult, ...]

    @property
    def apis(self) -> tuple[str, ...]:
        """The APIs that the items belong to."""
        return tuple(dict.fromkeys(item.api for item in self.items))


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of the cells of one table were hit."""

    hit: int
    cells: int

    def __str__(self) -> str:
        return f"{self.hit}/{self.cells}"


def verdict(run: RunResult) -> Verdict:
    """Returns what the run comes to."""
    outcomes = Counter(item.outcome for item in run.items)
    judged = sum(
        item.outcome in ("passed", "failed")
        for item in run.items
        if item.requests or (item.kind == "drift" and item.operation)
    )
    unjudged = outcomes["not-judged"]
    word = _word(run, judged=judged, broken=outcomes["broken"], unjudged=unjudged)
    noun, done = ("operation", "compared") if is_drift(run) else ("item", "judged")
    details = f"{counted(judged, noun)} {done}"
    looked_at = sum(
        item.examples
        for item in run.items
        if item.outcome in ("passed", "failed") and item.operation
    )
    if is_drift(run) and looked_at > judged:
        details += f" in {looked_at:,} exchanges"
    if outcomes["not-judged"] and word != "nothing found":
        details += f", {outcomes['not-judged']} not {done}"
    if outcomes["broken"]:
        details += f", {outcomes['broken']} broken by a defect of the suite"
    if word == "nothing found" and run.notes:
        details += "; the notes say why that proves little"
    if run.accepted:
        details += f"; {counted(len(run.accepted), 'known finding')} accepted by the baseline"
    if run.interrupted:
        details += f"; the run ended early: {run.interrupted}"
    headlines = _DRIFT_HEADLINES if is_drift(run) else _HEADLINES
    headline = headlines.get(word) or _findings_said(run)
    if word == "nothing found" and unjudged:
        headline += f"; {unjudged} of {counted(len(run.items), noun)} could not be {done}"
    return Verdict(word, headline, details)


def is_drift(run: RunResult) -> bool:
    """Returns whether a run compares contracts, rather than judges a server by one."""
    return any(item.kind == "drift" for item in run.items)


def numbered(run: RunResult) -> tuple[Numbered, ...]:
    """Returns the findings with their numbers, in the order of the run."""
    return tuple(Numbered(f"F{number}", finding) for number, finding in enumerate(run.findings, 1))


def findings_by_api(run: RunResult) -> dict[str, list[Numbered]]:
    """Returns the findings of each API, worst first, otherwise in the order of the run."""
    grouped: dict[str, list[Numbered]] = {}
    for one in sorted(numbered(run), key=lambda one: SEVERITIES.index(one.finding.severity)):
        grouped.setdefault(one.finding.api, []).append(one)
    return dict(sorted(grouped.items()))


def outcomes_by_kind(items: Iterable[ItemResult]) -> dict[Kind, Counter[Outcome]]:
    """Returns how many items of each kind came to each outcome."""
    counts: dict[Kind, Counter[Outcome]] = {}
    for item in items:
        counts.setdefault(item.kind, Counter())[item.outcome] += 1
    return {kind: counts[kind] for kind in KINDS if kind in counts}


def coverage(cells: Iterable[Cell]) -> dict[str, dict[Table, Coverage]]:
    """Returns the coverage of each table by API; a table without cells is left out."""
    found: dict[str, dict[Table, list[bool]]] = {}
    for cell in cells:
        found.setdefault(cell.api, {}).setdefault(cell.table, []).append(cell.hit)
    return {
        api: {
            table: Coverage(sum(tables[table]), len(tables[table]))
            for table in TABLES
            if table in tables
        }
        for api, tables in sorted(found.items())
    }


def gaps(items: Iterable[ItemResult]) -> tuple[Gap, ...]:
    """Returns why items were not judged, the commonest reason first."""
    grouped: dict[str, list[ItemResult]] = {}
    for item in items:
        if item.outcome == "not-judged":
            grouped.setdefault(item.reason, []).append(item)
    ordered = sorted(grouped.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return tuple(Gap(reason, tuple(found)) for reason, found in ordered)


def left_behind(run: RunResult) -> tuple[Created, ...]:
    """Returns what the run made and could not remove."""
    return tuple(made for made in run.created if not made.removed)


def left_by_kind(run: RunResult) -> dict[tuple[str, str], tuple[Created, ...]]:
    """Returns what the run left behind, by API and kind, most of it first."""
    grouped: dict[tuple[str, str], list[Created]] = {}
    for made in left_behind(run):
        grouped.setdefault((made.api, made.kind), []).append(made)
    ordered = sorted(grouped.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return {key: tuple(made) for key, made in ordered}


def named_thing(made: Created) -> str:
    """Returns what a thing that was left behind is called, as one line."""
    return one_line(made.id or f"perhaps {made.note or 'one (no answer came)'}", 60)


def requests_sent(items: Iterable[ItemResult]) -> Counter[str]:
    """Returns how many requests were sent, by method."""
    counts: Counter[str] = Counter()
    for item in items:
        counts.update(item.requests)
    return counts


def contrast(finding: Finding) -> tuple[tuple[str, str], tuple[str, str]]:
    """Returns what is set against each other, each with its word: Before and Now, or as usual."""
    if not is_of_documents(finding):
        return ("Expected", finding.expected), ("Got", finding.got)
    before, now = finding.expected.removeprefix(BASE), finding.got.removeprefix(REVISION)
    return ("Before", before.strip() or _NOTHING), ("Now", now.strip() or _NOTHING)


def marks_of(finding: Finding) -> tuple[str, ...]:
    """Returns why a finding may be worth less than others of its severity."""
    marks = (("unproved", finding.unproved), ("flaky", finding.flaky))
    return tuple(mark for mark, is_so in marks if is_so)


def summary_of(finding: Finding) -> str:
    """Returns what went wrong, not cut; colons, because both may be any words."""
    flaky = " (flaky: not seen again at once)" if finding.flaky else ""
    unproved = " (unproved)" if finding.unproved else ""
    said = "; ".join(f"{word.lower()}: {text}" for word, text in contrast(finding))
    return f"{said}{flaky}{unproved}"


def operation_of(finding: Finding) -> str:
    """Returns the operations that a finding is about; of many the first, and how many more."""
    called: Iterable[str] = finding.touches
    if not finding.operation and not finding.touches:
        called = (one.operation for one in reversed(finding.story) if one.operation)
    known = list(dict.fromkeys(filter(None, (finding.operation, *called))))
    more = f" and {len(known) - _OPERATIONS} more" if len(known) > _OPERATIONS else ""
    return ", ".join(known[:_OPERATIONS]) + more


def _findings_said(run: RunResult) -> str:
    counts = Counter(finding.severity for finding in run.findings)
    said = {
        "error": counted(counts["error"], "error"),
        "warning": counted(counts["warning"], "warning"),
        "info": f"{counts['info']} info",
    }
    return ", ".join(said[severity] for severity in SEVERITIES if counts[severity])


def _word(run: RunResult, *, judged: int, broken: int, unjudged: int) -> Word:
    if run.findings:
        return "findings"
    if broken:
        return "broken"
    if run.interrupted:
        return "interrupted"
    if not judged:
        return "nothing judged"
    return "nothing found" if unjudged or run.notes else "clean"
