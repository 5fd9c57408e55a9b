"""Everything that a run found out: what reports and later commands read."""

from dataclasses import dataclass, field
from typing import Literal

from contracts.finding.finding import Finding
from specs.values import Json

Outcome = Literal["passed", "failed", "not-judged", "broken"]
"""broken: our own code failed; a traceback stands in the reason."""

Kind = Literal["examples", "coverage", "fuzzing", "stateful", "law", "error-code", "drift"]


@dataclass(frozen=True, slots=True)
class ItemResult:
    """What became of one item of the plan."""

    id: str
    kind: Kind
    api: str
    operation: str
    """Label, or empty."""
    judge: str
    """Id of the law, or empty."""
    outcome: Outcome
    reason: str
    """Why it was not judged, or empty."""
    seconds: float
    requests: dict[str, int]
    """Requests sent by method."""
    examples: int
    """How many cases or examples were judged."""
    findings: tuple[str, ...]
    """Fingerprints."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One thing that could be seen in the run, and whether it was."""

    table: Literal["status", "code", "law", "check"]
    api: str
    operation: str
    name: str
    """The status, the code, or the id of the law or check."""
    hit: bool
    reason: str
    """Why not; empty if hit."""
    seen: int = 0


@dataclass(frozen=True, slots=True)
class Created:
    """One thing that the run made on the target."""

    api: str
    kind: str
    id: str
    removed: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class RunResult:
    """One run."""

    run: str
    """Id of the run, also the prefix of all that it made."""
    started: str
    """RFC 3339 UTC."""
    seconds: float
    seed: int
    target: str
    """Name of the target."""
    urls: dict[str, str]
    """Base URL by API."""
    options: dict[str, Json]
    items: tuple[ItemResult, ...]
    findings: tuple[Finding, ...]
    accepted: tuple[Finding, ...]
    """Findings that the baseline accepts."""
    fixed: tuple[str, ...]
    """Entries of the baseline that were not seen again."""
    cells: tuple[Cell, ...]
    created: tuple[Created, ...]
    left_out: tuple[str, ...]
    """What the plan left out, each with its reason."""
    interrupted: str = ""
    """Why the run ended early: time was up, a signal came; empty if it did not."""
    controls: dict[str, str] = field(default_factory=dict)
    """Base URL of the control protocol by API, where the target has one."""
    notes: tuple[str, ...] = ()
    """What to know before the run is believed, each as one sentence."""
