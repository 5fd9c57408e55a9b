"""One change between two documents, before it is reported."""

from dataclasses import dataclass, field
from typing import Literal

from specs.values import ABSENT, Json, Missing

Side = Literal["request", "response"]
"""Which message of an operation: what its caller sends, or what it is answered."""

Verdict = Literal["breaks", "undecided", "harmless"]
"""breaks: a witness shows it, or the change is of a kind that needs none; undecided: neither
containment nor its opposite could be shown; harmless: nobody who obeys the base can notice."""


@dataclass(frozen=True, slots=True)
class Witness:
    """A message that one side accepts and the other rejects, checked by a validator."""

    side: Side
    where: str
    """Which part of the message: `body application/json`, `query parameter limit`."""
    value: Json
    status: str = ""
    """The documented status of a response: `200`, `4XX`, `default`."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change, in one place of the documents."""

    rule: str
    """Id of the rule, a key of `contracts.drift.rules.RULES`."""
    at: str
    """Where in a message, for a reader: `request body /items/*/name`, `query parameter limit`."""
    before: str
    """What the base says, in a few words; empty if it says nothing."""
    after: str
    """What the revision says."""
    base: str | None
    """JSON pointer into the base document; None if nothing stands there."""
    revision: str | None
    """JSON pointer into the revision."""
    operation: str = ""
    """Label of the operation in the revision, or in the base where it is gone; empty if the
    change belongs to none, as of a server."""
    side: Side | Literal[""] = ""
    verdict: Verdict = "breaks"
    witness: Witness | None = None
    key: Json | Missing = field(default=ABSENT)
    """What tells this change from others of its rule at its place: an enum value, a name."""
