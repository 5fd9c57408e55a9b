"""How a flaw gets into the server: it bends a value on its way through a named stage."""

from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, Final, Literal

from tests.support.servers.kernel import Family, Flaw, Received

from .state import Campaign, State
from .updates import Batch, Verdict

Stage = Literal[
    "request",  # None -> an Answer given at once, or None
    "credentials",  # code of a refusal, or None
    "scope",  # whether the token has the scope
    "portfolio",  # set of advertisers that the caller may act for
    "creation_fault",  # Fault or None
    "may_create",  # whether the advertiser is in the portfolio
    "chosen",  # campaigns that a search found
    "found",  # the campaign that is read, or None
    "view",  # a campaign as it is sent
    "updates_fault",  # Fault or None
    "items",  # items of an update
    "repeated",  # ids that occur more than once
    "facts",  # what is known of an item's campaign, or None
    "verdict",  # what becomes of one item
    "verdicts",  # what becomes of all items
    "writes",  # verdicts that are stored
    "held",  # what stays in force until the next period, or None
    "report",  # data, errors and warnings of an update
    "answer",  # the whole answer, before it leaves
]


@dataclass(slots=True)
class Call:
    """One request under way; what is not known yet is None."""

    server: Any
    request: Received
    operation: str | None = None
    application: Any = None
    scopes: frozenset[str] = frozenset()
    body: Any = None
    batch: Batch | None = None
    campaign: Campaign | None = None
    """The campaign that is viewed, made, or judged."""
    verdict: Verdict | None = None

    @property
    def state(self) -> State:
        """The state of the server."""
        return self.server.state

    @property
    def now(self) -> Any:
        """The time of the server."""
        return self.server.clock.now

    @property
    def scratch(self) -> dict[str, Any]:
        """Notes that flaws keep until the next reset."""
        return self.server.state.scratch


Bend = Callable[[Call, Any], Any]


class Catalogue:
    """All flaws, and where each of them bends."""

    def __init__(self) -> None:
        self.flaws: dict[str, Flaw] = {}
        self.bends: dict[str, list[tuple[Stage, Bend]]] = defaultdict(list)

    def flaw(
        self, family: Family, stage: Stage, breaks: str, what: str, operation: str | None = None
    ) -> Callable[[Bend], Bend]:
        """Enters a flaw under the name of the function that is decorated.

        Args:
            family: The family that it counts in.
            stage: Where the function bends.
            breaks: Ids of rules and laws, or a promise, separated by semicolons.
            what: What the server then does.
            operation: Bends in calls of this operation only.
        """

        def enter(bend: Bend) -> Bend:
            name = bend.__name__
            if name in self.flaws:
                raise ValueError(f"there are two flaws {name}")
            promises = tuple(part.strip() for part in breaks.split(";"))
            self.flaws[name] = Flaw(name, family, promises, what)
            self.bends[name].append((stage, _limited(bend, operation)))
            return bend

        return enter

    def also(self, name: str, stage: Stage, operation: str | None = None) -> Callable[[Bend], Bend]:
        """Lets a flaw bend at a second stage."""

        def enter(bend: Bend) -> Bend:
            self.bends[name].append((stage, _limited(bend, operation)))
            return bend

        return enter

    def active(self, names: Collection[str]) -> dict[Stage, list[Bend]]:
        """Returns the bends of some flaws by stage, in the order of the catalogue."""
        found: dict[Stage, list[Bend]] = defaultdict(list)
        for name in self.flaws:
            for stage, bend in self.bends[name] if name in names else ():
                found[stage].append(bend)
        return found


def _limited(bend: Bend, operation: str | None) -> Bend:
    if operation is None:
        return bend
    return lambda call, value: bend(call, value) if call.operation == operation else value


CATALOGUE: Final = Catalogue()
