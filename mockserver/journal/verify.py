"""Whether what was received is what was expected, and if not, what came nearest."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from mockserver.journal.entry import Entry
from mockserver.journal.query import Query

_NEAREST: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """How often something should have been received; at least once if nothing is said."""

    query: Query
    exactly: int | None = None
    at_least: int | None = None
    at_most: int | None = None
    after_previous: bool = False
    """Count only from where the expectation before this one was fulfilled."""

    @property
    def least(self) -> int:
        """How many entries are needed."""
        if self.exactly is not None:
            return self.exactly
        if self.at_least is not None:
            return self.at_least
        return 1 if self.at_most is None else 0

    @property
    def most(self) -> int | None:
        """How many entries are allowed; None if any number is."""
        return self.exactly if self.exactly is not None else self.at_most

    @property
    def wanted(self) -> str:
        """The number, in words."""
        if self.most == self.least:
            return f"exactly {self.least}"
        if self.most is None:
            return f"at least {self.least}"
        return f"{self.least} to {self.most}" if self.least else f"at most {self.most}"


@dataclass(frozen=True, slots=True)
class Nearest:
    """An entry that is not meant, and why."""

    entry: Entry
    difference: str
    """The gravest difference, as a clause."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one expectation."""

    met: bool
    expectation: Expectation
    matched: tuple[Entry, ...]
    nearest: tuple[Nearest, ...]
    """Where entries are missing: those that came nearest, the nearest first."""
    says: str
    """One sentence."""


def verify(
    entries: Sequence[Entry],
    expectations: Iterable[Expectation],
    *,
    show: Callable[[Entry], Entry] = lambda entry: entry,
) -> tuple[Verdict, ...]:
    """Holds what was received against what was expected.

    Args:
        entries: What was received, the oldest first.
        expectations: In the order in which those that say so should be fulfilled.
        show: Returns an entry as it may be shown; used for the words of a difference.

    Returns:
        A verdict for each expectation.
    """
    verdicts: list[Verdict] = []
    fulfilled: int | None = 0
    for expectation in expectations:
        start = fulfilled if expectation.after_previous else 0
        if start is None:
            verdicts.append(_without_start(expectation))
            continue
        verdict = _verdict(entries, expectation, show=show, start=start)
        verdicts.append(verdict)
        fulfilled = _fulfilled_at(verdict, start)
    return tuple(verdicts)


def nearest(
    entries: Iterable[Entry], query: Query, show: Callable[[Entry], Entry]
) -> tuple[Nearest, ...]:
    """Returns the entries that come nearest to a query without being meant, the nearest first.

    Args:
        entries: What was received.
        query: What is wanted.
        show: Returns an entry as it may be shown.
    """
    ranked = []
    for entry in entries:
        found = query.differences(entry) if entry.number > query.since else ()
        if found:
            ranked.append((sum(item.weight for item in found), -entry.number, entry))
    ranked.sort(key=lambda item: item[:2])
    return tuple(
        Nearest(entry, query.differences(entry, show(entry))[0].says)
        for _, _, entry in ranked[:_NEAREST]
    )


def _verdict(
    entries: Sequence[Entry],
    expectation: Expectation,
    *,
    show: Callable[[Entry], Entry],
    start: int,
) -> Verdict:
    considered = [entry for entry in entries if entry.number > start]
    matched = tuple(filter(expectation.query.matches, considered))
    missing = expectation.least - len(matched)
    surplus = len(matched) - expectation.most if expectation.most is not None else 0
    near = nearest(considered, expectation.query, show) if missing > 0 else ()
    says = f"Expected {expectation.wanted}, received {len(matched)}."
    if missing > 0 and not considered:
        says += " Nothing was received" + (f" after entry {start}." if start else ".")
    elif near:
        says += f" Nearest is entry {near[0].entry.number}: {near[0].difference}."
    return Verdict(missing <= 0 and surplus <= 0, expectation, matched, near, says)


def _without_start(expectation: Expectation) -> Verdict:
    says = f"Expected {expectation.wanted} after what the expectation before never got."
    return Verdict(False, expectation, (), (), says)


def _fulfilled_at(verdict: Verdict, start: int) -> int | None:
    """Returns the number of the entry with which an expectation had all that it needs."""
    needed = verdict.expectation.least
    if needed > len(verdict.matched):
        return None
    return verdict.matched[needed - 1].number if needed else start
