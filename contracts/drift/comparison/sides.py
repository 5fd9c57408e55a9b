"""Both documents of a comparison, with what has to be known of them as a whole."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from contracts.drift.comparison.calls import read_calls
from contracts.drift.comparison.judging import SchemaJudge
from contracts.drift.comparison.schemes import SchemeMatching
from specs.bundle import Bundle
from specs.operation import Operation


@dataclass(frozen=True, slots=True)
class Sides:
    """Both documents, and who judges their schemas."""

    base: Bundle
    revision: Bundle
    judge: SchemaJudge
    today: date | None
    """The day by which an announced removal is over; None if no day is known."""
    schemes: SchemeMatching
    base_calls: Mapping[str, tuple[Operation, ...]]
    """The calls that the server makes by the base, by the JSON pointer of their path item."""
    revision_calls: Mapping[str, tuple[Operation, ...]]
    base_names: Mapping[str, Operation]
    """The operations of the base by what links call them: operationId and JSON pointer."""
    revision_names: Mapping[str, Operation]

    @classmethod
    def of(cls, base: Bundle, revision: Bundle, judge: SchemaJudge, today: date | None) -> "Sides":
        """Reads what has to be known of both documents as a whole."""
        return cls(
            base=base,
            revision=revision,
            judge=judge,
            today=today,
            schemes=SchemeMatching.of(base.document, revision.document),
            base_calls=read_calls(base),
            revision_calls=read_calls(revision),
            base_names=_names(base),
            revision_names=_names(revision),
        )


def _names(bundle: Bundle) -> dict[str, Operation]:
    found = {one.pointer: one for one in bundle.operations}
    named = {one.operation_id: one for one in bundle.operations if one.operation_id is not None}
    return found | named
