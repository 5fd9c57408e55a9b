"""Two small documents compared, their schemas by a judge that only looks whether they differ."""

from collections.abc import Callable
from datetime import date

import pytest

from contracts.drift.change import Change
from contracts.drift.comparison import compare
from contracts.drift.schemas import Difference, Effect, Producer
from specs.bundle import Bundle
from specs.schemas import Direction
from specs.values import Json, Record
from tests.support.compared import BothWays
from tests.support.documents import bundle_of
from tests.support.drift_pairs.editing import Step, after

Compared = Callable[..., tuple[Change, ...]]
Seen = Callable[..., list[str]]


class ByLooks:
    """Takes schemas that are written in another way for narrower ones."""

    def __init__(self, base: Bundle, revision: Bundle) -> None:
        self._base, self._revision = base, revision
        self.asked: list[tuple[str | None, str | None, Direction, Producer, bool]] = []

    def compare(
        self,
        base: str | None,
        revision: str | None,
        *,
        direction: Direction,
        producer: Producer,
        is_text: bool = False,
    ) -> tuple[Difference, ...]:
        """Returns one difference if there is any."""
        self.asked.append((base, revision, direction, producer, is_text))
        before, after = _plain(self._base, base), _plain(self._revision, revision)
        if before == after:
            return ()
        effect: Effect = "narrowed" if producer == "client" else "widened"
        return (
            Difference(
                "maximum", effect, "breaks", base, revision, "/size", str(before), str(after), 9
            ),
        )


def _plain(bundle: Bundle, where: str | None) -> Json:
    if where is None:
        return None
    schema, _ = bundle.document.dereference(bundle.document.at(where), where)
    words = schema.items() if isinstance(schema, dict) else ()
    return {word: value for word, value in words if word != "description"}


@pytest.fixture
def compared() -> Compared:
    """Returns the changes from one document to another."""

    def changes(base: Record, revision: Record, *, today: date | None = None) -> tuple[Change, ...]:
        old, new = bundle_of(base), bundle_of(revision)
        return compare(old, new, ByLooks(old, new), today=today)

    return changes


@pytest.fixture
def seen(compared: Compared) -> Seen:
    """Returns the ids of the rules of all changes from one document to another."""

    def rules(base: Record, revision: Record, *, today: date | None = None) -> list[str]:
        return sorted(change.rule for change in compared(base, revision, today=today))

    return rules


@pytest.fixture
def both_ways(seen: Seen) -> BothWays:
    """Returns the ids of the rules that tell an edit, and of those that tell it taken back."""

    def rules(base: Record, *edit: Step) -> tuple[list[str], list[str]]:
        revision = after(base, *edit)
        return seen(base, revision), seen(revision, base)

    return rules
