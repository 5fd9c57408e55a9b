"""All flaws, from their tables."""

from typing import Final

from tests.support.servers.kernel import Family, Flaw
from tests.support.servers.spaaza.catalogue_access import AUTH, ROBUSTNESS, SHAPE, WIRE
from tests.support.servers.spaaza.catalogue_codes import STATUS
from tests.support.servers.spaaza.catalogue_state import STATE, Row

TABLES: Final[dict[Family, tuple[Row, ...]]] = {
    "state": STATE,
    "auth": AUTH,
    "status-and-code": STATUS,
    "wire": WIRE,
    "robustness": ROBUSTNESS,
    "shape": SHAPE,
}
FLAWS: Final = tuple(
    Flaw(id=row[0], family=family, breaks=tuple(row[1].split(", ")), what=row[2])
    for family, rows in TABLES.items()
    for row in rows
)
"""Each off by default."""
