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
_FEW: Final = 3
"""Of those that were refused as well, as many kinds are named."""


@dataclass(slots=True)
class Strangers:
    """Requests to an API that none of its operations describes."""

    found: dict[tuple[str, str], Located] = field(default_factory=dict)
    """The first one of each kind, by API and label."""
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    more: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    """How many the server did not take up either, by what is said of them."""

    def add(self, located: Located) -> None:
        """Takes one in."""
        if located.is_refused:
            self._refuse(located)
            return
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
        if self.refused:
            of_all = counted(self.refused.total(), "request")
            belong = "belongs" if self.refused.total() == 1 else "belong"
            shown = "; ".join(f"{said}{_times(n)}" for said, n in self.refused.most_common(_FEW))
            rest = "; ..." if len(self.refused) > _FEW else ""
            yield (
                f"{of_all} {belong} to no documented operation, and the server did not take "
                f"{'it' if self.refused.total() == 1 else 'them'} up either: {shown}{rest}."
            )

    def _refuse(self, located: Located) -> None:
        status = located.recorded.exchange.status
        near = f", nearest {located.nearest}" if located.nearest else ""
        said = f"{located.shape} ({f'status {status}' if status else 'no answer of its own'}{near})"
        if said not in self.refused and len(self.refused) >= _MOST:
            said = "others"
        self.refused[said] += 1

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
                    pointer=_place(located),
                )


def _times(count: int) -> str:
    return f", {count} times" if count > 1 else ""


def _place(located: Located) -> str:
    """Returns where the document would describe a request: at the nearest operation, if any."""
    operations = located.bundle.operations if located.bundle is not None else ()
    near = (one.pointer for one in operations if one.label == located.nearest)
    return next(near, "/paths")
