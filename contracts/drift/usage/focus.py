"""The changes that touch a consumer, and how many do not."""

from collections.abc import Iterable
from dataclasses import dataclass

from contracts.drift.change import Change
from contracts.drift.usage.concern import concerns
from contracts.drift.usage.use import Usage


@dataclass(frozen=True, slots=True)
class Focused:
    """Changes, seen by one consumer."""

    kept: tuple[Change, ...]
    left: tuple[Change, ...]
    """Those that touch nothing that it uses."""


def focused(changes: Iterable[Change], usage: Usage) -> Focused:
    """Parts the changes that touch a consumer from those that do not."""
    kept: list[Change] = []
    left: list[Change] = []
    for change in changes:
        (kept if concerns(change, usage) else left).append(change)
    return Focused(tuple(kept), tuple(left))
