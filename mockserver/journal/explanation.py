"""Why the mock refused a request: what was wrong with it, or what it nearly meant."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from mockserver.journal.masking import Masked
from mockserver.journal.near_miss import NearMiss, near_misses

_UNMATCHED: Final = ("unknown_path", "unknown_method")


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why one request was refused."""

    entry: Masked
    why: str
    """The first thing that was wrong with the request."""
    nearest: tuple[NearMiss, ...]
    """The operations that it may have meant; none if it matched one."""


def explain(
    entries: Iterable[Masked], operations: Sequence[tuple[str, str]]
) -> tuple[Explanation, ...]:
    """Explains entries; those that the mock did not refuse are left out.

    Args:
        entries: What was received.
        operations: Label, and path template with all that stands before it, of each operation.
    """
    known: dict[tuple[str, str], tuple[NearMiss, ...]] = {}
    found = []
    for entry in entries:
        if entry.refusal is None:
            continue
        nearest: tuple[NearMiss, ...] = ()
        if entry.refusal.kind in _UNMATCHED:
            asked = (entry.method, entry.path)
            if asked not in known:
                known[asked] = near_misses(*asked, operations)
            nearest = known[asked]
        found.append(Explanation(entry, entry.refusal.first, nearest))
    return tuple(found)
