"""Items of a batch by kind: how an API makes a good one, a warned one, and each failing one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from contracts.lawkit.law import Basis
from contracts.lawkit.session import Draw, Session
from specs.values import ABSENT, Json, Missing, Record

Fate = Literal["good", "warned", "failing", "unknown"]
"""What becomes of an item that stands alone; unknown where only the answer can tell."""


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a batch."""

    body: Json
    subject: Mapping[str, Json] | None = None
    """Path parameters under which the read operation shows what the item is about;
    None if it cannot be read."""
    applied: Record = field(default_factory=dict)
    """What a read shows once the item is applied: JSON pointer into its body -> value."""
    undo: Json | Missing = ABSENT
    """An item that puts back what was there, for a subject that others know as well."""


@dataclass(frozen=True, slots=True)
class ItemKind:
    """A way to make items that share a fate."""

    id: str
    operation: str
    """The operationId of the batch."""
    fate: Fate
    make: Callable[[Session, Draw], Item]
    code: str = ""
    """The documented code of the failure or warning; empty where none is documented."""
    basis: Basis = "documented"
    roles: tuple[str, ...] = ()
    controls: tuple[str, ...] = ()
    is_repeatable: bool = False
    """Whether a batch may hold several: each has a subject of its own."""
    holds: tuple[str, ...] = ()
    """Ids of the documented rules from which the fate follows."""


def item_kind(
    operation: str,
    fate: Fate,
    *,
    code: str = "",
    basis: Basis = "documented",
    roles: tuple[str, ...] = (),
    controls: tuple[str, ...] = (),
    is_repeatable: bool = False,
    holds: tuple[str, ...] = (),
) -> Callable[[Callable[[Session, Draw], Item]], ItemKind]:
    """Makes a function a kind of item; its name is the kind's id."""

    def made(make: Callable[[Session, Draw], Item]) -> ItemKind:
        return ItemKind(
            id=make.__name__,
            operation=operation,
            fate=fate,
            make=make,
            code=code,
            basis=basis,
            roles=roles,
            controls=controls,
            is_repeatable=is_repeatable,
            holds=holds,
        )

    return made
