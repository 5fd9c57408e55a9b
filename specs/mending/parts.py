"""What the rules of mending have in common: what is told, and how a part is dropped."""

from collections.abc import Callable
from typing import Final, Protocol, TypeAlias

from specs.document import Document
from specs.values import ABSENT, Json, Missing, Record

DROPPED: Final = ABSENT
"""Stands for a part that is left out."""

Mended: TypeAlias = Json | Missing
"""A part as it can be used, or `DROPPED`."""


class Workshop(Protocol):
    """What a rule may ask for."""

    @property
    def document(self) -> Document:
        """What is mended."""

    @property
    def schemes(self) -> frozenset[str]:
        """The names of the security schemes that can be used."""

    def tell(self, where: str, reason: str) -> None:
        """Notes that the part at a pointer is left out, or read as something else."""

    def tell_once(self, where: str, reason: str) -> None:
        """Notes the same, unless the reason has been told of another part."""

    def resolved(self, value: Json, where: str) -> tuple[Json, str]:
        """Follows references; what leads nowhere is `ABSENT`."""

    def move(self, where: str, old: str) -> None:
        """Notes that the part that is now at one pointer was at another."""

    def is_pattern(self, text: Json) -> bool:
        """Whether a value is a regular expression that a validator takes."""


class RouteWorkshop(Workshop, Protocol):
    """What the rules between operations may ask for as well."""

    def move_item(self, where: str, old: str) -> None:
        """Notes that an item of a list has moved up."""


Rule: TypeAlias = Callable[[Workshop, Record, str], Mended]
"""Takes an object of one kind, its own flaws repaired in place; its members come later."""


def drop(shop: Workshop, where: str, reason: str) -> Missing:
    """Tells why a part is left out."""
    shop.tell(where, reason)
    return DROPPED


def keep_if(shop: Workshop, holder: Record, member: str, where: str, *, form: type) -> None:
    """Leaves a member out that is there but has another type; null is as good as not there."""
    value = holder.get(member)
    if member not in holder or isinstance(value, form):
        return
    del holder[member]
    if value is not None:
        shop.tell(f"{where}/{member}", f"`{member}` is {shown(value)}")


def shown(value: Json) -> str:
    """Returns a value as a message shows it.

    >>> shown({"a": 1}), shown([]), shown(None), shown("a")
    ('a mapping', 'an empty list', 'null', "'a'")
    """
    if isinstance(value, dict):
        return "a mapping" if value else "an empty mapping"
    if isinstance(value, list):
        return "a list" if value else "an empty list"
    if value is None:
        return "null"
    return str(value).lower() if isinstance(value, bool) else repr(value)[:60]


def holds(whole: Json, part: Json) -> bool:
    """Whether an object is itself somewhere inside of another."""
    seen: set[int] = set()
    left = [whole]
    while left:
        value = left.pop()
        if value is part:
            return True
        if isinstance(value, dict | list) and id(value) not in seen:
            seen.add(id(value))
            left.extend(value.values() if isinstance(value, dict) else value)
    return False
