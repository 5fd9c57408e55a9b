"""Pages of a list that only grows at its end."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from mockserver.stubkit import Call

Item = TypeVar("Item")

LARGEST: Final = 100
"""Assumed: a larger page is cut to this many campaigns."""


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of a list is asked for."""

    number: int
    """Counts from 1."""
    size: int

    @property
    def start(self) -> int:
        """How many items stand before this page."""
        return (self.number - 1) * self.size

    @property
    def end(self) -> int:
        """How many items there are up to the end of this page, if it is full."""
        return self.start + self.size

    def of(self, items: Sequence[Item]) -> Sequence[Item]:
        """Returns the items on this page; none beyond the last one.

        >>> Page(number=2, size=2).of("abc")
        'c'
        """
        return items[self.start : self.end]

    def count_for(self, total: int) -> int:
        """Returns the number of pages of so many items, at least one.

        >>> Page(number=1, size=20).count_for(21)
        2
        """
        return max(1, -(-total // self.size))


def asked_page(call: Call) -> Page:
    """Returns the page that a request asks for; the contract says which one if it names none."""
    return Page(number=call.query["page"], size=min(call.query["page_size"], LARGEST))
