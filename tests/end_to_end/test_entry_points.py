"""What the wheel promises to others by name."""

import asyncio
from importlib.metadata import entry_points

import httpx2


def test_the_mock_is_found_by_name_and_speaks_asgi() -> None:
    (found,) = [item for item in entry_points(group="contracts.servers") if item.name == "mock"]
    app = found.load()()

    async def health() -> httpx2.Response:
        transport = httpx2.ASGITransport(app)
        async with httpx2.AsyncClient(transport=transport, base_url="http://localhost") as client:
            return await client.get("/_mock/health")

    assert asyncio.run(health()).json() == {
        "status": "ok",
        "apis": ["criteo", "sessionm", "spaaza"],
    }


def test_both_commands_are_installed() -> None:
    names = {item.name for item in entry_points(group="console_scripts")}

    assert {"mockserver", "contracts"} <= names


def test_the_fixtures_are_known_to_pytest() -> None:
    assert ("mockserver", "mockserver.pytest_plugin") in {
        (item.name, item.value) for item in entry_points(group="pytest11")
    }
