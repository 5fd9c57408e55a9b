"""The members of JSON values that were seen, as places with a count."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from specs.values import Json

Steps = tuple[str, ...]
"""The way into a value; `*` stands for each item of a list."""

_MOST: Final = 20_000
"""Places that are told apart; a dictionary may have a name for each of its things."""


@dataclass(slots=True)
class Members:
    """Places of the values that were seen in one kind of message."""

    places: Counter[Steps] = field(default_factory=Counter)
    """How often something stood at a place; the root is empty."""
    hollow: set[Steps] = field(default_factory=set)
    """Places at which a list was empty, or null stood: what could stand below was not seen."""
    is_unknown: bool = False
    """Whether some of it could not be read, so that anything may have stood there."""

    def see(self, value: Json) -> None:
        """Counts all places of a value."""
        work: list[tuple[Steps, Json]] = [((), value)]
        while work:
            steps, one = work.pop()
            if steps not in self.places and len(self.places) >= _MOST:
                self.is_unknown = True
                continue
            self.places[steps] += 1
            if isinstance(one, dict):
                work += [((*steps, name), item) for name, item in one.items()]
            elif isinstance(one, list):
                work += [((*steps, "*"), item) for item in one]
            if one is None or one == []:
                self.hollow.add(steps)

    def has(self, place: Steps) -> bool:
        """Returns whether something stood at a place, or may have; `*` in it fits any name."""
        if self.is_unknown or place in self.places:
            return True
        return any(_fits(place, steps) for steps in self.places)

    def may_have(self, place: Steps) -> bool:
        """Returns whether a place was seen, or only its list was, which was always empty."""
        if self.has(place):
            return True
        return any(
            self._is_hollow(steps) and _fits(place[: len(steps)], steps)
            for steps in self.hollow
            if len(steps) < len(place)
        )

    def count(self, place: Steps) -> int:
        """Returns how often something stood at a place."""
        return sum(number for steps, number in self.places.items() if _fits(place, steps))

    def _is_hollow(self, steps: Steps) -> bool:
        """Returns whether nothing was ever seen below a place."""
        return not any(len(one) > len(steps) and one[: len(steps)] == steps for one in self.places)


def _fits(place: Steps, steps: Steps) -> bool:
    return len(place) == len(steps) and all(
        asked in (seen, "*") for asked, seen in zip(place, steps, strict=True)
    )
