"""What one call meets: a rule that fired, with everything that chance decides already drawn."""

from dataclasses import dataclass
from random import Random
from typing import Final

from mockserver.faults.rule import Connection, Outcome

HANG_SECONDS: Final = 300.0
"""After so long a connection without an answer is closed."""

_MARKS: Final = 4
"""Bytes of a garbled body that are replaced."""

CONTROLS: Final = (*range(0x01, 0x09), *range(0x0E, 0x20))
"""ASCII that JSON and XML allow nowhere, be it inside a string or between two values."""


@dataclass(frozen=True, slots=True)
class Reset:
    """The connection is broken off (TCP RST) before an answer."""


@dataclass(frozen=True, slots=True)
class Hang:
    """No answer comes until the client gives up."""

    limit_seconds: float = HANG_SECONDS


@dataclass(frozen=True, slots=True)
class Truncate:
    """The body ends too early, and the connection with it."""

    at: float
    """Which part of the body is sent, from 0 to 1; at least a byte is missing."""


@dataclass(frozen=True, slots=True)
class Garble:
    """Bytes of the body are replaced; its length stays."""

    marks: tuple[tuple[float, int], ...]
    """Where, from 0 (the first byte) to 1 (the last), and by which byte."""


@dataclass(frozen=True, slots=True)
class Drip:
    """The body comes in pieces."""

    pieces: int
    pause_seconds: float
    """The time between two of them."""


Effect = Reset | Hang | Truncate | Garble | Drip


@dataclass(frozen=True, slots=True)
class Fault:
    """What one call meets."""

    rule: str
    """Id of the rule."""
    delay_seconds: float = 0.0
    """The answer, whichever it is, waits so long."""
    outcome: Outcome | None = None
    """The answer instead of the real one."""
    effect: Effect | None = None
    """What happens on the wire."""

    @property
    def is_handled(self) -> bool:
        """Whether the call is handled as if nothing were; otherwise nothing of it is done."""
        return self.outcome is None and self.has_answer

    @property
    def has_answer(self) -> bool:
        """Whether an answer is sent at all."""
        return not isinstance(self.effect, Reset | Hang)


def draw_effect(connection: Connection, source: Random) -> Effect:
    """Returns an effect; what it leaves open is drawn."""
    match connection:
        case "reset":
            return Reset()
        case "hang":
            return Hang()
        case "truncate":
            return Truncate(source.uniform(0.4, 0.6))
        case "garble":
            return Garble(tuple((source.random(), source.choice(CONTROLS)) for _ in range(_MARKS)))
        case "drip":
            return Drip(source.randint(5, 10), source.uniform(0.2, 0.6))
