"""The sandboxes of the server and their snapshots."""

from collections.abc import Mapping

from mockserver.admin.administered import Room, clock_of
from mockserver.admin.journal import Journalled
from mockserver.errors import TooManySandboxes
from mockserver.problems import problem
from mockserver.state import DEFAULT, World
from mockserver.stubkit import Call, Record, Refused, Reply, format_instant
from mockserver.stubkit.stub import Handler


class SandboxRoom(Room):
    """Operations on whole sandboxes."""

    def __init__(self, server: Journalled) -> None:
        super().__init__(server)
        self._journal = server.journal

    def handlers(self) -> Mapping[str, Handler]:
        """Returns what does what, by operationId."""
        return {
            "listSandboxes": self.sandboxes,
            "getSandbox": self.one,
            "dropSandbox": self.drop,
            "listSnapshots": self.snapshots,
            "keepSnapshot": self.keep,
            "dropSnapshot": self.drop_snapshot,
            "restoreSnapshot": self.restore,
        }

    async def sandboxes(self, call: Call, world: World) -> Reply:
        """Lists those in which something happened."""
        del call, world
        names = await self.server.sandboxes.names()
        return Reply(200, {"sandboxes": [await self._told(name) for name in names]})

    async def one(self, call: Call, world: World) -> Reply:
        """Shows one."""
        del world
        return Reply(200, await self._told(await self._known(call)))

    async def drop(self, call: Call, world: World) -> Reply:
        """Forgets one, with its snapshots."""
        del world
        name = await self._known(call)
        await self.server.sandboxes.drop(name)
        await self._journal.drop(name)
        return Reply(204)

    async def snapshots(self, call: Call, world: World) -> Reply:
        """Lists the snapshots of the call's sandbox."""
        del world
        return Reply(200, {"snapshots": list(await self.server.sandboxes.snapshots(call.sandbox))})

    async def keep(self, call: Call, world: World) -> Reply:
        """Keeps the call's sandbox as it is."""
        del world
        try:
            await self.server.sandboxes.keep(call.sandbox, call.path["snapshot"])
        except TooManySandboxes as error:
            raise Refused(problem("too_many_sandboxes", 507, str(error))) from error
        return Reply(204)

    async def restore(self, call: Call, world: World) -> Reply:
        """Puts the call's sandbox back."""
        del world
        snapshot = call.path["snapshot"]
        if not await self.server.sandboxes.restore(call.sandbox, snapshot):
            raise await self._no_snapshot(call)
        return Reply(204)

    async def drop_snapshot(self, call: Call, world: World) -> Reply:
        """Forgets a snapshot."""
        del world
        if not await self.server.sandboxes.drop_snapshot(call.sandbox, call.path["snapshot"]):
            raise await self._no_snapshot(call)
        return Reply(204)

    async def _told(self, name: str) -> Record:
        situation = await self.server.sandboxes.look_at(name).situation()
        return {
            "name": name,
            "born": format_instant(situation.born),
            **clock_of(situation, self.server.time()),
            "faults": len(situation.faults),
            "scenarios": list(situation.scenarios),
            "snapshots": list(await self.server.sandboxes.snapshots(name)),
        }

    async def _known(self, call: Call) -> str:
        name = str(call.path["sandbox"])
        if name == DEFAULT or name in await self.server.sandboxes.names():
            return name
        detail = f"Nothing has happened in a sandbox called {name!r}, or it was idle for too long."
        raise Refused(problem("unknown_sandbox", 404, detail))

    async def _no_snapshot(self, call: Call) -> Refused:
        known = ", ".join(await self.server.sandboxes.snapshots(call.sandbox)) or "none"
        detail = f"{call.sandbox} has no snapshot {call.path['snapshot']!r}; known: {known}."
        return Refused(problem("unknown_snapshot", 404, detail))
