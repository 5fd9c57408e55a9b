"""The Spaaza folder, its documents, and its stub in a world of its own."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import httpx2
import pytest

import specs
from mockserver.state import MemoryStore, Sandbox, World
from mockserver.state.seed import Seed
from mockserver.stubkit import Call, Json, Refused, Reply
from mockserver.testing import asgi_app
from specs.bundle import Bundle
from specs.spaaza.stub.caller import Caller
from specs.spaaza.stub.interaction import interact_campaign

START = datetime(2026, 1, 15, 12, tzinfo=UTC)
API = "spaaza"


@dataclass(frozen=True, slots=True)
class Shop:
    """The stub behind the HTTP layer: calls that are already authenticated and valid."""

    bundle: Bundle
    sandbox: Sandbox

    async def interact(self, campaign: int, user: str, caller: Caller | None = None) -> Reply:
        """Lets a caller, a token without limits unless named, interact for a user."""
        query = {"campaign_id": campaign, "user_id": user}
        call = Call(
            operation=self.bundle.operations[0],
            method="GET",
            url_path="/interact-campaign",
            path={},
            query=query,
            header={},
            cookie={},
            body=None,
            raw_query=tuple((name, str(value)) for name, value in query.items()),
            raw_headers={},
            principal=(caller or Caller("privileged", "any")).principal(),
        )
        try:
            return await self.change(lambda world: interact_campaign(call, world))
        except Refused as refused:
            return refused.reply

    async def change(self, work: Callable[[World], Awaitable[Json]]) -> Json:
        """Runs work in one transaction."""
        return await self.sandbox.run(API, work)

    async def edit(self, kind: str, key: str, **members: Json) -> None:
        """Changes members of one record."""

        async def work(world: World) -> None:
            world.put(kind, key, {**(await world.get(kind, key) or {}), **members})

        await self.change(work)

    async def records(self, kind: str) -> dict[str, Json]:
        """Returns all records of a kind."""
        return (await self.sandbox.state(API)).get(kind, {})

    async def issued(self, campaign: str) -> list[str]:
        """Returns the reward methods that a campaign has issued since the start, oldest first."""
        log = await self.records("issue")
        return [
            entry["reward_method"]
            for number, entry in sorted(log.items(), key=lambda item: int(item[0]))
            if entry["campaign"] == campaign and int(number) > 1000
        ]


class Wire:
    """The whole mock, spoken to in HTTP."""

    def __init__(self) -> None:
        self.server = asgi_app(API)

    def ask(self, parts, controls=None):
        """Returns status and body of one call in a fresh world.

        Args:
            parts: Parameters by name; one whose name begins with an upper-case letter is a header.
            controls: Bodies by control action, played before the call.
        """
        return asyncio.run(self._ask(parts, controls or {}))

    async def _ask(self, parts, controls):
        await self.server.reset()
        transport = httpx2.ASGITransport(app=self.server)
        async with httpx2.AsyncClient(transport=transport, base_url="http://localhost") as client:
            for action, body in controls.items():
                response = await client.post(f"/_mock/control/{API}/{action}", json=body)
                assert response.is_success, response.text
            response = await client.get(
                "/interact-campaign",
                params={name: text for name, text in parts.items() if not name[0].isupper()},
                headers={name: text for name, text in parts.items() if name[0].isupper()},
            )
        return response.status_code, response.json()


@pytest.fixture(scope="session")
def ask():
    return Wire().ask


@pytest.fixture(scope="session")
def bundle() -> Bundle:
    return Bundle.load(Path(specs.__file__).parent / API)


@pytest.fixture(scope="session")
def open_shop(bundle):
    """Makes a fresh shop: `open_shop(seed=0, store=None)`."""

    def make(seed: int = 0, store=None) -> Shop:
        sandbox = Sandbox(store or MemoryStore(), seed=seed, time=lambda: START)
        asyncio.run(sandbox.replace_state(API, Seed(bundle).at(START)))
        return Shop(bundle, sandbox)

    return make


@pytest.fixture
def shop(open_shop) -> Shop:
    return open_shop()
