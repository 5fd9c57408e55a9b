"""A mock of one bundled API in one of its scenarios, asked without a socket."""

from functools import cache
from typing import Any

import httpx2

from mockserver.scenarios import Scenario, scenarios_of
from mockserver.stubkit import Control, gather
from specs.bundle import Bundle
from specs.discovery import BUNDLED
from specs.values import Json
from tests.support.worlds import send, server


@cache
def bundle_of(api: str) -> Bundle:
    """Returns a bundled API, loaded once."""
    return Bundle.load(BUNDLED / api)


@cache
def controls_of(api: str) -> dict[str, Control]:
    """Returns the control actions of a bundled API."""
    bundle = bundle_of(api)
    module = bundle.load_module("stub")
    assert module is not None
    ids = [operation.operation_id or "" for operation in bundle.operations]
    return dict(gather(module, operation_ids=ids, schemes=bundle.schemes).controls)


@cache
def scenarios(api: str) -> dict[str, Scenario]:
    """Returns the scenarios of a bundled API by name."""
    found = scenarios_of(bundle_of(api), controls=controls_of(api))
    return {scenario.name: scenario for scenario in found}


class Stage:
    """A mock on which a scenario plays, in this process; no fault waits in real time."""

    def __init__(self, api: str, name: str) -> None:
        self.api = api
        self.app = server(api)
        self.play(name)

    def play(self, name: str) -> None:
        """Loads a scenario."""
        self._admin("POST", f"/scenarios/{self.api}/{name}")

    def ask(self, method: str, path: str, **options: Any) -> httpx2.Response:
        """Sends one request."""
        return send(self.app, method, path, **options)

    def advance(self, span: str) -> None:
        """Moves the clock on."""
        self._admin("PATCH", "/clock", {"advance": span})

    def control(self, action: str, body: Json) -> Json:
        """Runs a control action."""
        return self._admin("POST", f"/control/{self.api}/{action}", body)

    def _admin(self, method: str, path: str, body: Json = None) -> Json:
        options = {} if body is None else {"json": body}
        answer = send(self.app, method, "/_mock" + path, **options)
        assert answer.is_success, answer.text
        return answer.json() if answer.content else None


def scenario_table(api: str) -> str:
    """Returns the table of the scenarios of a bundled API, for its README."""
    rows = []
    for scenario in scenarios(api).values():
        told = " ".join(scenario.description.split())
        changes = ", ".join(scenario.to_record()["changes"])
        rows.append(f"| `{scenario.name}` | {scenario.title}. {told} | {changes} |")
    return "\n".join(["| scenario | situation | changes |", "|---|---|---|", *rows])
