"""What the operations of the admin API do, gathered from its rooms."""

from pathlib import Path
from typing import Final

from mockserver.admin.access import Access
from mockserver.admin.clock import ClockRoom
from mockserver.admin.controls import ControlRoom
from mockserver.admin.faults import FaultRoom
from mockserver.admin.journal import Journalled, JournalRoom
from mockserver.admin.listing import ListingRoom
from mockserver.admin.samples import SampleRoom
from mockserver.admin.sandboxes import SandboxRoom
from mockserver.admin.scenarios import ScenarioRoom
from mockserver.admin.state import StateRoom
from mockserver.problems import problem, refusal_problem
from mockserver.state import World
from mockserver.stubkit import Call, Credentials, Json, Refused, Stub

ADMIN: Final = Path(__file__).parent
"""The folder of the admin API's contract."""

_SCHEME: Final = "adminToken"


def admin_stub(server: Journalled, access: Access) -> Stub:
    """Returns the behaviour of the admin API over a running server."""
    rooms = (
        ListingRoom(server),
        SampleRoom(server),
        StateRoom(server),
        ClockRoom(server),
        SandboxRoom(server),
        ScenarioRoom(server),
        FaultRoom(server),
        ControlRoom(server),
        JournalRoom(server),
    )

    async def authenticate(call: Call, credentials: Credentials, world: World) -> Json:
        del world
        shown = credentials.values.get(_SCHEME)
        why = access.refusal(call.raw_headers, shown if isinstance(shown, str) else None)
        if why is not None:
            raise Refused(problem("forbidden", 403, why))
        return None

    return Stub(
        operations={name: handler for room in rooms for name, handler in room.handlers().items()},
        authenticate=authenticate,
        refuse=refusal_problem,
    )
