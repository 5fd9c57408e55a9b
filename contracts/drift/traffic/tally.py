"""What is lost of a recording, each kind counted once."""

from collections.abc import Iterator

from contracts.drift.traffic.recorded import Loss


class Tally:
    """Counts losses; it holds one of each kind."""

    def __init__(self) -> None:
        self._losses: dict[str, tuple[int, str]] = {}

    def add(self, what: str, where: str) -> None:
        """Counts a loss; an empty clause is none."""
        if what:
            count, first = self._losses.get(what, (0, where))
            self._losses[what] = (count + 1, first)

    def __iter__(self) -> Iterator[Loss]:
        """Yields the losses in the order in which they were met first."""
        for what, (count, first) in self._losses.items():
            yield Loss(what, count, first)
