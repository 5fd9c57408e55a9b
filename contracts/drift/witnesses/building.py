"""Makes values for demands again and again; what was made for the parts of values is kept."""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Final

from contracts.drift.witnesses.choices import Way, Work
from contracts.drift.witnesses.demand import Side
from contracts.drift.witnesses.maker import Maker, Manner
from specs.values import Json

_DEPTHS: Final = (2, 4, 8)
"""How deep the values are that are made; shallow ones first."""
_WORK: Final = 600
"""How many choices are made for one call."""
_LONGEST: Final = 40_000_000
"""How long a text may have to be; there are contracts that count in megabytes."""


class Builder:
    """Makes values that should satisfy demands, with little work for each call."""

    def __init__(self, resolve: dict[Side, Callable[[str], Json]], *, undeclared: bool) -> None:
        """Prepares.

        Args:
            resolve: What the references of each side name.
            undeclared: Whether objects may hold members that their schema does not name.
        """
        self._resolve = resolve
        self._manner = Manner(undeclared=undeclared, longest=_LONGEST)
        self._work = Work(_WORK)
        self._maker = self._renewed()

    def values(self, demands: Way, most: int) -> tuple[Json, ...]:
        """Returns some values; none where none is found with little work."""
        self._work.left = _WORK
        found = tuple(islice(self._made(demands), most))
        if self._work.left <= 0:
            self._maker = self._renewed()  # what was cut short is not kept
        return found

    def _made(self, demands: Way) -> Iterator[Json]:
        for depth in _DEPTHS:
            self._maker.was_cut = False
            is_made = False
            for value in self._maker.values(demands, depth):
                is_made = True
                yield value
            if is_made or not self._maker.was_cut:
                return

    def _renewed(self) -> Maker:
        return Maker(self._resolve, self._manner, self._work)
