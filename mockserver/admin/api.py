"""What the operations of the admin API do."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final, Protocol

import jsonschema_rs

from mockserver.admin.access import Access
from mockserver.errors import ControlError
from mockserver.lane.served import ServedApi
from mockserver.problems import problem, refusal_problem
from mockserver.state import Clock, Sandbox, Sandboxes, Situation, World
from mockserver.state.seed import Seed, UntoldTime, tell_times
from mockserver.state.spans import parse_span
from mockserver.stubkit import (
    Call,
    Credentials,
    Refused,
    Reply,
    Stub,
    format_instant,
    parse_instant,
)
from specs.schemas import SchemaViolation, violations
from specs.values import Json

ADMIN: Final = Path(__file__).parent
"""The folder of the admin API's contract."""

_YEARS: Final = range(1971, 9000)
"""Years in which an API can live: its records lie some years before and after the clock."""
_NO_SUCH_TIME: Final = (
    f"The clock cannot go there. It keeps to the years {_YEARS.start} to {_YEARS.stop - 1}."
)


class Administered(Protocol):
    """The running server, as far as the admin API moves it."""

    @property
    def sandboxes(self) -> Sandboxes:
        """The worlds that are looked into."""

    def time(self) -> datetime:
        """Returns what every clock is set against."""

    def served(self) -> Iterable[ServedApi]:
        """Returns the APIs that are served, the admin API left out."""

    def seed_of(self, api: str) -> Seed:
        """Returns the starting state of an API."""

    async def reset(self, api: str | None = None, *, sandbox: str) -> None:
        """Puts one API of a sandbox, or all of it but its clock, back to the start."""


def admin_stub(server: Administered, access: Access) -> Stub:
    """Returns the behaviour of the admin API over a running server."""
    admin = _Admin(server, access)
    return Stub(
        operations={
            "getHealth": admin.health,
            "reset": admin.reset,
            "getState": admin.state,
            "getApiState": admin.api_state,
            "replaceApiState": admin.replace_api_state,
            "getClock": admin.clock,
            "moveClock": admin.move_clock,
            "resetClock": admin.reset_clock,
            "listControls": admin.controls,
            "runControl": admin.run_control,
        },
        authenticate=admin.authenticate,
        refuse=refusal_problem,
    )


class _Admin:
    def __init__(self, server: Administered, access: Access) -> None:
        self._server = server
        self._access = access

    async def authenticate(self, call: Call, credentials: Credentials, world: World) -> Json:
        del world
        shown = credentials.values.get("adminToken")
        why = self._access.refusal(call.raw_headers, shown if isinstance(shown, str) else None)
        if why is not None:
            raise Refused(problem("forbidden", 403, why))
        return None

    async def health(self, call: Call, world: World) -> Reply:
        del call, world
        return Reply(200, {"status": "ok", "apis": [api.name for api in self._server.served()]})

    async def reset(self, call: Call, world: World) -> Reply:
        del world
        name = call.query.get("api")
        api = self._api(name).name if name is not None else None
        await self._server.reset(api, sandbox=call.sandbox)
        return Reply(204)

    async def state(self, call: Call, world: World) -> Reply:
        del world
        sandbox = self._sandbox(call)
        return Reply(
            200, {api.name: await sandbox.state(api.name) for api in self._server.served()}
        )

    async def api_state(self, call: Call, world: World) -> Reply:
        del world
        return Reply(200, await self._sandbox(call).state(self._api(call.path["api"]).name))

    async def replace_api_state(self, call: Call, world: World) -> Reply:
        del world
        api, sandbox = self._api(call.path["api"]), self._sandbox(call)
        try:
            state = tell_times(call.body, await sandbox.now())
        except UntoldTime as error:
            raise Refused(problem("invalid_state", 422, f"{error}.")) from error
        found = self._server.seed_of(api.name).violations(state)
        if found:
            raise Refused(_invalid("invalid_state", f"The records do not fit {api.name}.", found))
        await sandbox.replace_state(api.name, state, keep_counters=True)
        return Reply(204)

    async def clock(self, call: Call, world: World) -> Reply:
        del world
        return _clock_reply(await self._sandbox(call).situation(), self._server.time())

    async def move_clock(self, call: Call, world: World) -> Reply:
        del world
        body = call.body

        def move(clock: Clock, source: datetime) -> Clock:
            target = parse_instant(body["now"].upper()) if "now" in body else clock.at(source)
            target += parse_span(body["advance"]) if "advance" in body else timedelta()
            if target.year not in _YEARS:
                raise OverflowError
            if "frozen" in body:
                clock = clock.frozen(source) if body["frozen"] else clock.running(source)
            is_moved = "now" in body or "advance" in body
            return clock.moved_to(target, source) if is_moved else clock

        try:
            situation = await self._sandbox(call).move_clock(move)
        except (ValueError, OverflowError) as error:
            raise Refused(problem("impossible_control", 422, _NO_SUCH_TIME)) from error
        return _clock_reply(situation, self._server.time())

    async def reset_clock(self, call: Call, world: World) -> Reply:
        del world
        situation = await self._sandbox(call).move_clock(lambda *_: Clock())
        return _clock_reply(situation, self._server.time())

    async def controls(self, call: Call, world: World) -> Reply:
        del call, world
        listed = [
            {
                "api": api.name,
                "action": control.name,
                "description": control.description,
                "schema": control.schema,
            }
            for api in self._server.served()
            for control in api.stub.controls.values()
        ]
        return Reply(200, {"controls": listed})

    async def run_control(self, call: Call, world: World) -> Reply:
        del world
        api = self._api(call.path["api"])
        control = api.stub.controls.get(call.path["action"])
        if control is None:
            known = ", ".join(api.stub.controls) or "none"
            detail = f"{api.name} has no control action {call.path['action']!r}; known: {known}."
            raise Refused(problem("unknown_control", 404, detail))
        judge = jsonschema_rs.Draft202012Validator(control.schema, validate_formats=True)
        found = violations(judge, call.body)
        if found:
            detail = f"The body does not fit the action {control.name}."
            raise Refused(_invalid("invalid_request", detail, found))
        body, action = call.body, control.action
        try:
            result = await self._sandbox(call).run(api.name, lambda world: action(body, world))
        except ControlError as error:
            raise Refused(problem("impossible_control", 422, str(error))) from error
        return Reply(200, result)

    def _sandbox(self, call: Call) -> Sandbox:
        return self._server.sandboxes.get(call.sandbox)

    def _api(self, name: str) -> ServedApi:
        known = {api.name: api for api in self._server.served()}
        api = known.get(name)
        if api is None:
            detail = f"{name!r} is not served here; served are {', '.join(known)}."
            raise Refused(problem("unknown_api", 404, detail))
        return api


def _clock_reply(situation: Situation, source: datetime) -> Reply:
    clock = situation.clock
    return Reply(200, {"now": format_instant(clock.at(source)), "frozen": clock.is_frozen})


def _invalid(kind: str, detail: str, found: tuple[SchemaViolation, ...]) -> Reply:
    status = 422 if kind == "invalid_state" else 400
    first = "; ".join(f"{item.pointer or '/'}: {item.message}" for item in found[:3])
    more = f" ({len(found) - 3} more)" if len(found) > 3 else ""
    detail = f"{detail} {first}{more}."
    listed = [{"pointer": item.pointer, "message": item.message} for item in found]
    return problem(kind, status, detail, violations=listed)
