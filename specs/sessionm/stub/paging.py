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

    def of(self, items: Sequence[Item]) -> Sequence[Item]:
        """Returns the items on this page; none beyond the last one.

        >>> Page(number=2, size=2).of("abc")
        'c'
        """
        first = (self.number - 1) * self.size
        return items[first : first + self.size]

    def count_for(self, total: int) -> int:
        """Returns the number of pages of so many items, at least one.

        >>> Page(number=1, size=20).count_for(21)
        2
        """
        return max(1, -(-total // self.size))


def asked_page(call: Call) -> Page:
    """Returns the page that a request asks for; the contract says which one if it names none."""
    return Page(number=call.query["page"], size=min(call.query["page_size"], LARGEST))
