"""Recorded requests to an API that none of its operations describes."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from contracts.drift.observed import Observation
from contracts.drift.traffic import Located
from contracts.reports.visible import counted

_MOST: Final = 200
"""Requests that are told apart of those that no operation describes."""


@dataclass(slots=True)
class Strangers:
    """Requests to an API that none of its operations describes."""

    found: dict[tuple[str, str], Located] = field(default_factory=dict)
    """The first one of each kind, by API and label."""
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    more: int = 0

    def add(self, located: Located) -> None:
        """Takes one in."""
        api = located.bundle.name if located.bundle is not None else ""
        key = api, located.shape
        if key not in self.found and len(self.found) >= _MOST:
            self.more += 1
            return
        self.found.setdefault(key, located)
        self.counts[key] += 1

    def notes(self) -> Iterator[str]:
        """Yields what is not told of each of them."""
        if self.more:
            yield f"{counted(self.more, 'further request')} belong to no documented operation."

    def observations(self, api: str) -> Iterator[Observation]:
        """Yields those of one API."""
        for (name, label), located in self.found.items():
            if name == api:
                near = f"; the nearest is {located.nearest}" if located.nearest else ""
                differs = f": {located.difference}" if located.difference else ""
                yield Observation(
                    rule="undocumented_operation",
                    operation=label,
                    side="request",
                    status="",
                    part="",
                    path="",
                    expected=f"a documented operation{near}{differs}",
                    got=label,
                    count=self.counts[name, label],
                    sample=located.exchange,
                    pointer=None,
                )
