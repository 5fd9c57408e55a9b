"""One way in which the wire differs from the document, counted and with one sample."""

from dataclasses import dataclass
from typing import Literal

from contracts.drift.change import Side
from contracts.finding import Exchange, Severity
from specs.values import Json


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of the document that makes it admit what was seen."""

    does: Literal["put", "admit", "remove", "drop"]
    """put: merge a value in; admit: add an item to a list; remove: take the member out; drop: take
    an item out of a list."""
    pointer: str
    """JSON pointer of the object to change."""
    word: str
    """The member of it."""
    value: Json = None
    """What to put or admit, or the item to drop."""


@dataclass(frozen=True, slots=True)
class Observation:
    """One kind of drift at one place of one operation's messages."""

    rule: str
    """Id of the rule, a key of `contracts.drift.rules.RULES`."""
    operation: str
    """Label of the operation."""
    side: Side
    status: str
    """The HTTP status that was seen; empty of a request."""
    part: str
    """Which part of the message: `body`, `header X-Total`, `query limit`, or empty."""
    path: str
    """JSON pointer into the part, with `*` for each item and each key of a dictionary."""
    expected: str
    got: str
    count: int
    """In how many exchanges it was seen."""
    sample: Exchange
    """The smallest one of them."""
    pointer: str | None
    """JSON pointer into the document: of what says otherwise, or of where it should be said."""
    severity: Severity | None = None
    """Where it differs from the rule's own."""
    suggestion: tuple[Edit, ...] = ()
    """What would make the document admit it; empty where that cannot be said."""

    @property
    def at(self) -> str:
        """Where in a message, for a reader: `response 200 body /items/*/name`."""
        words = (self.side, self.status, self.part, self.path)
        return " ".join(word for word in words if word)
