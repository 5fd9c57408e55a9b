"""What one consumer sends and receives, operation by operation."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from contracts.drift.usage.members import Members

_NAMED: Final = re.compile(r"\{[^{}]*\}")


@dataclass(slots=True)
class OperationUse:
    """What a consumer does with one operation."""

    calls: int = 0
    parameters: Counter[tuple[str, str]] = field(default_factory=Counter)
    """How many calls sent a parameter, by its place and its name; a header's in lower case."""
    bodies: Counter[str] = field(default_factory=Counter)
    """How many calls sent a body, by media type."""
    sent: Members = field(default_factory=Members)
    """What stood in the bodies."""
    answers: dict[str, "AnswerUse"] = field(default_factory=dict)
    """By status, as three digits."""


@dataclass(slots=True)
class AnswerUse:
    """What a consumer was answered with one status."""

    declared: set[str] = field(default_factory=set)
    """Under which words the document declares the status: `200`, `2XX`, `default`."""
    media: set[str] = field(default_factory=set)
    headers: set[str] = field(default_factory=set)
    """In lower case."""
    is_header_unknown: bool = False
    """Whether headers were not recorded."""
    received: Members = field(default_factory=Members)


@dataclass(frozen=True, slots=True)
class Usage:
    """What one consumer uses."""

    operations: Mapping[str, OperationUse]
    """By the pattern of their label."""

    def of(self, label: str) -> OperationUse | None:
        """Returns the use of an operation; None if it is not called."""
        return self.operations.get(pattern_of(label))


def pattern_of(label: str) -> str:
    """Returns a label without the names of its path parameters, which mean nothing on the wire.

    >>> pattern_of("GET /campaigns/{id}/items/{item}")
    'GET /campaigns/{}/items/{}'
    """
    return _NAMED.sub("{}", label)
