"""The running server, as far as the admin API moves it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from mockserver.lane.served import ServedApi
from mockserver.problems import problem
from mockserver.scenarios import Scenario
from mockserver.state import Sandbox, Sandboxes, Situation
from mockserver.state.seed import Seed
from mockserver.stubkit import Call, Record, Refused, Reply, format_instant
from specs.schemas import SchemaViolation


class Administered(Protocol):
    """What the admin API needs of a server."""

    @property
    def sandboxes(self) -> Sandboxes:
        """The worlds that are looked into."""

    def time(self) -> datetime:
        """Returns what every clock is set against, in UTC."""

    def served(self) -> Iterable[ServedApi]:
        """Returns the APIs that are served, the admin API left out."""

    def seed_of(self, api: str) -> Seed:
        """Returns the starting state of an API."""

    def scenarios_of(self, api: str) -> tuple[Scenario, ...]:
        """Returns the scenarios in an API's folder."""

    async def reset(self, api: str | None = None, *, sandbox: str) -> None:
        """Puts one API of a sandbox, or all of it but its clock, back to the start."""


class Room:
    """A group of admin operations: what they all need."""

    def __init__(self, server: Administered) -> None:
        self.server = server

    def sandbox(self, call: Call) -> Sandbox:
        """Returns the sandbox that a call is about."""
        return self.server.sandboxes.get(call.sandbox)

    def api(self, name: str) -> ServedApi:
        """Returns a served API.

        Raises:
            Refused: No such API is served.
        """
        known = {api.name: api for api in self.server.served()}
        api = known.get(name)
        if api is None:
            detail = f"{name!r} is not served here; served are {', '.join(known)}."
            raise Refused(problem("unknown_api", 404, detail))
        return api


def clock_of(situation: Situation, source: datetime) -> Record:
    """Returns how the admin API tells a clock.

    Args:
        situation: Holds the clock.
        source: What clocks are set against now.
    """
    return {
        "now": format_instant(situation.clock.at(source)),
        "frozen": situation.clock.is_frozen,
    }


def invalid(kind: str, detail: str, found: tuple[SchemaViolation, ...]) -> Reply:
    """Returns the refusal of a body that names each wrong place; nothing has changed."""
    status = 422 if kind == "invalid_state" else 400
    first = "; ".join(f"{item.pointer or '/'}: {item.message}" for item in found[:3])
    more = f" ({len(found) - 3} more)" if len(found) > 3 else ""
    detail = f"{detail} {first}{more}."
    listed = [{"pointer": item.pointer, "message": item.message} for item in found]
    return problem(kind, status, detail, violations=listed)
