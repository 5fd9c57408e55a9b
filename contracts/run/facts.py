"""What the documents say of an API, as every item's book asks for it: put together once."""

from collections.abc import Mapping
from dataclasses import dataclass

from contracts.run.codes import CodePlaces, documented_codes
from contracts.run.paths import PathIndex
from specs.bundle import Bundle
from specs.operation import Operation


@dataclass(frozen=True, slots=True)
class ApiFacts:
    """The operations of an API by path and label, and their codes."""

    paths: PathIndex
    operations: Mapping[str, Operation]
    """By label."""
    codes: Mapping[str, CodePlaces]
    """By label."""

    @classmethod
    def of(cls, bundle: Bundle) -> "ApiFacts":
        """Reads them from the documents."""
        at = bundle.document.at
        return cls(
            paths=PathIndex(bundle),
            operations={one.label: one for one in bundle.operations},
            codes={
                one.label: CodePlaces(
                    documented_codes(
                        one, tuple(at(answer.pointer) for answer in one.responses.values())
                    )
                )
                for one in bundle.operations
            },
        )
