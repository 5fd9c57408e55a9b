"""The scenarios of the APIs: listed, and loaded into a sandbox."""

from collections.abc import Mapping
from typing import Final

from mockserver.admin.administered import Administered, Room, invalid
from mockserver.errors import ControlError
from mockserver.problems import problem
from mockserver.scenarios import Scenario, apply, scenario_of
from mockserver.state import World
from mockserver.stubkit import Call, Record, Refused, Reply
from mockserver.stubkit.stub import Handler

_UNNAMED: Final = "sent"
"""What a scenario is called that is sent without a name."""


class ScenarioRoom(Room):
    """Operations on scenarios."""

    def handlers(self) -> Mapping[str, Handler]:
        """Returns what does what, by operationId."""
        return {
            "listScenarios": self.scenarios,
            "applyScenario": self.apply_sent,
            "loadScenario": self.load,
        }

    async def scenarios(self, call: Call, world: World) -> Reply:
        """Lists those of every API."""
        del world
        loaded = (await self.sandbox(call).situation()).scenarios
        listed = [
            _told(scenario, is_loaded=scenario.key in loaded)
            for api in self.server.served()
            for scenario in self.server.scenarios_of(api.name)
        ]
        return Reply(200, {"scenarios": listed})

    async def load(self, call: Call, world: World) -> Reply:
        """Loads one by its name."""
        del world
        scenario = find_scenario(self.server, str(call.path["api"]), str(call.path["scenario"]))
        return await self._apply(scenario, call.sandbox)

    async def apply_sent(self, call: Call, world: World) -> Reply:
        """Applies one that is sent along."""
        del world
        api = self.api(call.body["api"])
        said = {name: value for name, value in call.body.items() if name != "name"}
        scenario = scenario_of(
            said,
            api.bundle,
            str(call.body.get("name", _UNNAMED)),
            seed=self.server.seed_of(api.name),
            controls=api.stub.controls,
        )
        if not isinstance(scenario, Scenario):
            raise Refused(invalid("invalid_request", "This is no scenario.", scenario))
        return await self._apply(scenario, call.sandbox)

    async def _apply(self, scenario: Scenario, sandbox: str) -> Reply:
        await enter(self.server, scenario, sandbox)
        return Reply(200, _told(scenario, is_loaded=True))


def find_scenario(server: Administered, api: str, name: str) -> Scenario:
    """Returns a scenario by its API and its name.

    Raises:
        Refused: There is none.
    """
    served = [one.name for one in server.served()]
    known = {one.name: one for one in server.scenarios_of(api)} if api in served else {}
    if name not in known:
        names = ", ".join(known) or "none"
        detail = f"{api} has no scenario {name!r}; known: {names}."
        raise Refused(problem("unknown_scenario", 404, detail))
    return known[name]


async def enter(server: Administered, scenario: Scenario, sandbox: str) -> None:
    """Makes a sandbox what a scenario says.

    Raises:
        Refused: A control action cannot be done; nothing has changed.
    """
    api = next(one for one in server.served() if one.name == scenario.api)
    try:
        await apply(scenario, server.sandboxes, sandbox, controls=api.stub.controls)
    except ControlError as error:
        raise Refused(problem("impossible_control", 422, str(error))) from error


def _told(scenario: Scenario, *, is_loaded: bool) -> Record:
    return {
        "api": scenario.api,
        "name": scenario.name,
        "title": scenario.title,
        "description": scenario.description,
        "loaded": is_loaded,
    }
