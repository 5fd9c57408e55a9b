"""What happens outside the documented operations: the control actions of the stubs."""

from collections.abc import Mapping

import jsonschema_rs

from mockserver.admin.administered import Room, invalid
from mockserver.errors import ControlError
from mockserver.problems import problem
from mockserver.state import World
from mockserver.stubkit import Call, Refused, Reply
from mockserver.stubkit.stub import Handler
from specs.schemas import violations


class ControlRoom(Room):
    """Operations on control actions."""

    def handlers(self) -> Mapping[str, Handler]:
        """Returns what does what, by operationId."""
        return {"listControls": self.controls, "runControl": self.run_control}

    async def controls(self, call: Call, world: World) -> Reply:
        """Lists the actions of every API."""
        del call, world
        listed = [
            {
                "api": api.name,
                "action": control.name,
                "description": control.description,
                "schema": control.schema,
            }
            for api in self.server.served()
            for control in api.stub.controls.values()
        ]
        return Reply(200, {"controls": listed})

    async def run_control(self, call: Call, world: World) -> Reply:
        """Makes something happen."""
        del world
        api = self.api(call.path["api"])
        control = api.stub.controls.get(call.path["action"])
        if control is None:
            known = ", ".join(api.stub.controls) or "none"
            detail = f"{api.name} has no control action {call.path['action']!r}; known: {known}."
            raise Refused(problem("unknown_control", 404, detail))
        judge = jsonschema_rs.Draft202012Validator(control.schema, validate_formats=True)
        found = violations(judge, call.body)
        if found:
            detail = f"The body does not fit the action {control.name}."
            raise Refused(invalid("invalid_request", detail, found))
        body, action = call.body, control.action
        try:
            result = await self.sandbox(call).run(api.name, lambda world: action(body, world))
        except ControlError as error:
            raise Refused(problem("impossible_control", 422, str(error))) from error
        return Reply(200, result)
