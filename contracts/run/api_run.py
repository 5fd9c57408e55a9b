"""One API of one target, ready to be judged: what all items of it share in one process."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from contracts.lawkit import ItemKind, Law, Provocation
from contracts.run.documents import Documents
from contracts.run.guard import Guard
from contracts.run.journal import Journal
from contracts.run.limits import Limits
from contracts.run.transport import Transport
from contracts.target import ApiTarget, Secrets, Target
from specs.bundle import Bundle
from specs.values import Json

ANY_CONTROL: Final = "*"
"""Stands for all actions of a target that has control and does not list its actions."""
ALWAYS_THERE: Final = ("caller.nobody", "caller.wrong")


@dataclass(frozen=True, slots=True)
class ApiLaws:
    """What the laws part of an API's folder declares."""

    laws: tuple[Law, ...] = ()
    provocations: tuple[Provocation, ...] = ()
    item_kinds: tuple[ItemKind, ...] = ()

    @classmethod
    def of(cls, bundle: Bundle) -> "ApiLaws":
        """Loads `laws.py` or `laws/` of an API folder.

        Raises:
            InvalidPart: The module cannot be loaded.
        """
        module = bundle.load_module("laws")
        if module is None:
            return cls()
        return cls(
            laws=tuple(getattr(module, "LAWS", ())),
            provocations=tuple(getattr(module, "PROVOCATIONS", ())),
            item_kinds=tuple(getattr(module, "ITEM_KINDS", ())),
        )


@dataclass(slots=True)
class ApiRun:
    """One API of the target under test."""

    bundle: Bundle
    target: Target
    api: ApiTarget
    own: ApiLaws
    transport: Transport
    guard: Guard
    limits: Limits
    journal: Journal
    secrets: Secrets
    documents: Documents
    roles: Mapping[str, Json]
    """Configured, found and made ones."""
    controls: frozenset[str]
    """Control actions that the target has; `clock` and `reset` among them."""
    prefix: str
    """What names carry that the run makes up."""
    started: datetime
    seed: int
    names: int = field(default=0)
    """How many fresh names were given."""

    def missing(self, roles: tuple[str, ...], controls: tuple[str, ...]) -> str | None:
        """Returns why something that needs these cannot be judged, or None."""
        for role in roles:
            if role not in self.roles and role not in ALWAYS_THERE:
                return f"no role {role}"
        for control in controls:
            if not self.has_control(control):
                return f"no control {control}"
        return None

    def has_control(self, action: str) -> bool:
        """Returns whether the target's control protocol has an action, `clock` or `reset`."""
        return action in self.controls or ANY_CONTROL in self.controls
