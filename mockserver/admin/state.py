"""What a sandbox remembers: shown, replaced, put back to the start."""

from collections.abc import Mapping

from mockserver.admin.administered import Room, invalid
from mockserver.problems import problem
from mockserver.state import World
from mockserver.state.seed import UntoldTime, tell_times
from mockserver.stubkit import Call, Refused, Reply
from mockserver.stubkit.stub import Handler


class StateRoom(Room):
    """Operations on records."""

    def handlers(self) -> Mapping[str, Handler]:
        """Returns what does what, by operationId."""
        return {
            "reset": self.reset,
            "getState": self.state,
            "getApiState": self.api_state,
            "replaceApiState": self.replace_api_state,
        }

    async def reset(self, call: Call, world: World) -> Reply:
        """Goes back to the starting state."""
        del world
        name = call.query.get("api")
        api = self.api(name).name if name is not None else None
        await self.server.reset(api, sandbox=call.sandbox)
        return Reply(204)

    async def state(self, call: Call, world: World) -> Reply:
        """Shows the records of every API."""
        del world
        sandbox = self.sandbox(call)
        return Reply(200, {api.name: await sandbox.state(api.name) for api in self.server.served()})

    async def api_state(self, call: Call, world: World) -> Reply:
        """Shows the records of one API."""
        del world
        return Reply(200, await self.sandbox(call).state(self.api(call.path["api"]).name))

    async def replace_api_state(self, call: Call, world: World) -> Reply:
        """Replaces the records of one API, if all of them fit it."""
        del world
        api, sandbox = self.api(call.path["api"]), self.sandbox(call)
        try:
            state = tell_times(call.body, await sandbox.now())
        except UntoldTime as error:
            raise Refused(problem("invalid_state", 422, f"{error}.")) from error
        found = self.server.seed_of(api.name).violations(state)
        if found:
            raise Refused(invalid("invalid_state", f"The records do not fit {api.name}.", found))
        await sandbox.replace_state(api.name, state, keep_counters=True)
        return Reply(204)
