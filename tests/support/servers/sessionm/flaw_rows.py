"""How a row of the catalogue becomes a flaw."""

from collections.abc import Iterable

from tests.support.servers.kernel import Family, Flaw

Row = tuple[str, str, str]
"""Id, what it breaks (separated by commas), and what the server then does."""


def flaws(family: Family, rows: Iterable[Row]) -> tuple[Flaw, ...]:
    """Returns the flaws of one family."""
    return tuple(Flaw(id_, family, tuple(breaks.split(", ")), what) for id_, breaks, what in rows)
