"""What `contracts drift` was asked for."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class DriftRequest:
    """The words and options of one command line."""

    words: tuple[str, ...]
    """Documents: the base and the revision, or the APIs of a target or a recording."""
    strict: bool | None
    overlays: tuple[Path, ...]
    allow_references: tuple[Path, ...]
    used_by: tuple[Path, ...]
    """Recordings of the consumer whose changes are asked for."""
    traffic: tuple[Path, ...]
    maps: tuple[str, ...]
    """`FROM=TO`: how recorded URLs begin, and the base path at which they lie."""
    target: str | None
    mock: bool
    examples: bool
    headers: tuple[str, ...]
    auth: str | None
    own_mock: bool
    rate_limit: str | None
    writes: bool
    """Whether a target may be sent what writes."""
    seed: int
    max_examples: int | None
    operations: tuple[str, ...]
    max_seconds: float | None
    severities: tuple[str, ...]
    """`RULE=severity`."""
    undeclared: bool
    extensible_enums: bool
    fail_on: str
    baseline_file: Path | None
    as_json: bool
    junit: str | None
    reports: tuple[str, ...]
    patch: Path | None
    """Where suggested changes of the document are written."""
    run_home: Path

    @property
    def sees_a_part(self) -> bool:
        """Whether what is not found may be there all the same: a recording is a sample."""
        return bool(self.used_by or self.traffic or self.target is not None)

    @property
    def again(self) -> tuple[str, ...]:
        """The words that ask for the same comparison again, without headers and credentials."""
        named: tuple[tuple[str, tuple[str | Path, ...]], ...] = (
            ("--used-by", self.used_by),
            ("--traffic", self.traffic),
            ("--map", self.maps),
            ("--target", () if self.target is None else (self.target,)),
            ("--overlay", self.overlays),
            ("--allow-references", self.allow_references),
            ("--include-operation-id", self.operations),
        )
        flags = (
            ("--mock", self.mock),
            ("--examples", self.examples),
            ("--writes", self.writes),
            ("--own-mock", self.own_mock),
            ("--strict", self.strict is True),
            ("--no-strict", self.strict is False),
            ("--undeclared", self.undeclared),
            ("--extensible-enums", self.extensible_enums),
        )
        return (
            *(str(part) for name, values in named for value in values for part in (name, value)),
            *(name for name, is_set in flags if is_set),
            *self.words,
        )
