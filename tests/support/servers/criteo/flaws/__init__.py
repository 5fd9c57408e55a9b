"""What the server can do wrong, by what the fault is about; importing a module enters its flaws."""

from typing import Final

from tests.support.servers.criteo.hooks import CATALOGUE
from tests.support.servers.kernel import Flaw

from . import access, batches, codes, memory, reports, searches, shapes, wires

__all__ = [
    "ALL",
    "access",
    "batches",
    "codes",
    "memory",
    "reports",
    "searches",
    "shapes",
    "wires",
]

ALL: Final[tuple[Flaw, ...]] = tuple(CATALOGUE.flaws.values())
"""Every flaw of every module above."""
