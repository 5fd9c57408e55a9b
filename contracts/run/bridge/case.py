"""What the bridge hands over: one generated case, or why there is none."""

from dataclasses import dataclass
from typing import Final, Literal

from contracts.errors import ContractsError
from contracts.finding import Request
from specs.errors import sentence
from specs.operation import Operation

Phase = Literal["examples", "coverage", "fuzzing", "stateful"]
Mode = Literal["positive", "negative"]
"""Whether the request keeps to the document or breaks it on purpose."""

_SCHEMAS: Final = "Correct its schemas in the document, or leave the operation out"


@dataclass(frozen=True, slots=True)
class GeneratedCase:
    """One generated request for one operation."""

    request: Request
    """Without credentials; its caller is `default`."""
    operation: Operation
    phase: Phase
    mode: Mode
    note: str
    """What the case is, such as `coverage: missing required property name at /data`."""


class CannotGenerate(ContractsError):
    """Schemathesis makes no case of an operation; the author of the document may know why."""

    def __init__(self, operation: str, reason: str, *, do: str = _SCHEMAS) -> None:
        self.operation = operation
        self.reason = reason
        super().__init__(
            f"No case can be generated for {operation}: {sentence(reason)} {sentence(do)}"
        )
