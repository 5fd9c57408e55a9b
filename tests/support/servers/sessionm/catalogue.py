"""All flaws of this server."""

from typing import Final

from tests.support.servers.kernel import Flaw
from tests.support.servers.sessionm import (
    catalogue_access,
    catalogue_creation,
    catalogue_forms,
    catalogue_standing,
)
from tests.support.servers.sessionm.flaw_rows import flaws

FLAWS: Final[tuple[Flaw, ...]] = (
    *flaws("state", catalogue_creation.STATE),
    *flaws("state", catalogue_standing.STATE),
    *flaws("auth", catalogue_access.AUTH),
    *flaws("status-and-code", catalogue_access.CODES),
    *flaws("robustness", catalogue_access.ROBUSTNESS),
    *flaws("wire", catalogue_forms.WIRE),
    *flaws("shape", catalogue_forms.SHAPE),
)
