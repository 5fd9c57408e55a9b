"""Sandboxes stay apart: whatever others do at the same time, each sees what it would see alone."""

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockserver.app import MockServer
from mockserver.settings import Settings
from mockserver.state import MemoryStorage
from tests.support.worlds import HandSet, SuspendingStore, client, send

BEARER = {"Authorization": "Bearer demo-token"}
CAMPAIGN = "/marketing-solutions/campaigns/50001"
STEPS: dict[str, dict[str, Any]] = {
    "read": {"method": "GET", "url": CAMPAIGN},
    "rename": {
        "method": "PATCH",
        "url": "/marketing-solutions/campaigns",
        "json": {"data": [{"id": "50001", "type": "Campaign", "attributes": {"spendLimit": {
            "spendLimitType": "capped", "spendLimitRenewal": "daily",
            "spendLimitAmount": {"value": 7}}}}]},
    },
    "search": {"method": "POST", "url": "/marketing-solutions/campaigns/search", "json": {}},
    "miss": {"method": "GET", "url": "/marketing-solutions/campaigns/404"},
    "tomorrow": {"method": "PATCH", "url": "/_mock/clock", "json": {"advance": "1d"}},
    "stop": {"method": "PATCH", "url": "/_mock/clock", "json": {"frozen": True}},
    "break": {"method": "POST", "url": "/_mock/faults", "json": {"status": 503, "count": 1}},
    "reset": {"method": "POST", "url": "/_mock/reset"},
    "keep": {"method": "PUT", "url": "/_mock/snapshots/s"},
    "restore": {"method": "POST", "url": "/_mock/snapshots/s/restore"},
    "scenario": {"method": "POST", "url": "/_mock/scenarios/criteo/limits_nearly_used"},
    "empty": {"method": "PUT", "url": "/_mock/state/criteo", "json": {}},
    "state": {"method": "GET", "url": "/_mock/state/criteo"},
    "time": {"method": "GET", "url": "/_mock/clock"},
    "journal": {"method": "GET", "url": "/_mock/journal/near-misses"},
}  # fmt: skip
SCRIPTS = st.lists(st.sampled_from(sorted(STEPS)), min_size=1, max_size=6)
ADDRESSES = ("path", "header", "cookie")


def mock() -> MockServer:
    """A mock whose every step lets other calls run between any two accesses to records."""
    storage = MemoryStorage(SuspendingStore)
    return MockServer(Settings(apis=("criteo",)), storage=storage, time=HandSet())


def addressed(step: str, sandbox: str, way: str) -> dict[str, Any]:
    """A step in a sandbox that is named by path, header or cookie."""
    call = {**STEPS[step], "headers": dict(BEARER)}
    if way == "path":
        call["url"] = f"/~{sandbox}{call['url']}"
    elif way == "header":
        call["headers"]["Mock-Sandbox"] = sandbox
    else:
        call["headers"]["Cookie"] = f"mock-sandbox={sandbox}"
    return call


async def play(app: MockServer, script: Sequence[str], sandbox: str, way: str) -> list[Any]:
    """What a client meets that takes one step after the other."""
    met = []
    async with client(app) as caller:
        for step in script:
            answer = await caller.request(**addressed(step, sandbox, way))
            met.append((step, answer.status_code, without_seconds(answer)))
    return met


def without_seconds(answer: Any) -> Any:
    """A body without what a stopwatch measured."""
    if "/journal" not in str(answer.url):
        return answer.content
    return [(one["entry"]["number"], one["why"]) for one in answer.json()["refused"]]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(SCRIPTS, st.sampled_from(ADDRESSES)), min_size=2, max_size=4))
def test_a_client_meets_in_company_what_it_meets_alone(
    clients: list[tuple[list[str], str]],
) -> None:
    async def together() -> list[list[Any]]:
        app = mock()
        scripts = [
            play(app, script, f"w{place}", way) for place, (script, way) in enumerate(clients)
        ]
        return await asyncio.gather(*scripts)

    alone = [
        asyncio.run(play(mock(), script, f"w{place}", way))
        for place, (script, way) in enumerate(clients)
    ]

    assert asyncio.run(together()) == alone


@pytest.mark.parametrize("disturbance", ["reset", "restore", "empty", "scenario", "drop"])
def test_calls_that_meet_a_change_of_their_sandbox_are_before_or_after_it(
    disturbance: str,
) -> None:
    async def exchange() -> tuple[list[int], Any, list[Any]]:
        app = mock()
        async with client(app) as caller:
            await caller.put("/~w/_mock/snapshots/s")
            change = (
                caller.delete("/_mock/sandboxes/w")
                if disturbance == "drop"
                else caller.request(**addressed(disturbance, "w", "path"))
            )
            calls = [
                caller.request(**addressed(step, "w", "header"))
                for step in ("rename", "read", "search", "rename", "state")
            ]
            answers = await asyncio.gather(*calls[:3], change, *calls[3:])
            found = (await caller.get("/~w/_mock/state/criteo")).json()
            listed = list(app.seed_of("criteo").violations(found))
            return [answer.status_code for answer in answers], found, listed

    statuses, _, violations = asyncio.run(exchange())

    assert {status for status in statuses if status >= 500} == set()
    assert violations == []


def test_the_same_ids_are_given_in_every_sandbox_and_mean_different_things() -> None:
    app = mock()
    new = {"method": "PUT", "url": "/_mock/state/criteo"}
    before = send(app, "GET", "/~a/_mock/state/criteo").json()
    state = {**before, "campaign": {"50001": before["campaign"]["50001"]}}

    send(app, new["method"], "/~a" + new["url"], json=state)

    assert len(send(app, "GET", "/~a/_mock/state/criteo").json()["campaign"]) == 1
    assert send(app, "GET", "/~b/_mock/state/criteo").json() == before
    assert send(app, "GET", "/_mock/state/criteo").json() == before


def test_a_name_that_no_sandbox_can_have_is_refused_and_makes_none() -> None:
    app = mock()

    for name in ("..", "a b", "a@s", "x" * 65, "", "w1/_mock", "ü"):
        answer = send(app, "GET", "/_mock/clock", headers={"Mock-Sandbox": name.encode()})
        assert answer.status_code == 400, name

    assert send(app, "GET", "/_mock/sandboxes").json() == {"sandboxes": []}


def test_names_without_end_do_not_fill_the_memory() -> None:
    storage = MemoryStorage(most=5)
    app = MockServer(Settings(apis=("criteo",)), storage=storage, time=HandSet())

    statuses = [send(app, "GET", f"/~n{number}{CAMPAIGN}").status_code for number in range(8)]

    assert statuses == [401] * 5 + [507] * 3
    refused = send(app, "GET", f"/~other{CAMPAIGN}")
    assert refused.json()["type"].endswith(":too_many_sandboxes")
    assert "DELETE /_mock/sandboxes" in refused.json()["detail"]
    # Those that are there, the default one included, go on.
    assert send(app, "GET", CAMPAIGN, headers=BEARER).status_code == 200
    assert send(app, "GET", f"/~n0{CAMPAIGN}", headers=BEARER).status_code == 200


def test_snapshots_without_end_do_not_fill_the_memory() -> None:
    app = MockServer(Settings(apis=("criteo",)), storage=MemoryStorage(most=4), time=HandSet())

    statuses = [
        send(app, "PUT", f"/~w/_mock/snapshots/s{number}").status_code for number in range(5)
    ]

    assert statuses == [204, 204, 204, 507, 507]
    assert send(app, "DELETE", "/~w/_mock/snapshots/s0").status_code == 204
    assert send(app, "PUT", "/~w/_mock/snapshots/s9").status_code == 204


def test_looking_at_the_list_keeps_no_idle_sandbox_alive() -> None:
    time = HandSet()
    app = MockServer(Settings(apis=("criteo",)), time=time)
    send(app, "PATCH", "/~w/_mock/clock", json={"frozen": True})

    listed = []
    for _ in range(4):
        time.advance(minutes=12)
        listed.append(len(send(app, "GET", "/_mock/sandboxes").json()["sandboxes"]))

    assert listed == [1, 1, 0, 0]
