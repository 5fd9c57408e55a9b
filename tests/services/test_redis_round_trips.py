"""A request that finds its worker warm waits for Redis once, whatever it reads and writes."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import httpx2
import pytest

from mockserver.app import MockServer
from mockserver.errors import StoreUnreachable
from mockserver.settings import Settings
from mockserver.state import redis_scripts
from mockserver.state.redis_scripts import Script
from mockserver.state.redis_store import RedisStorage
from mockserver.state.store import Key
from tests.support.redis_proxy import Command, RedisProxy, redis_proxy
from tests.support.worlds import HandSet, client

pytestmark = pytest.mark.services

_CAMPAIGNS = "/marketing-solutions/campaigns"
_LIMIT = {"spendLimit": {"spendLimitAmount": 777}}
REQUESTS: dict[str, dict[str, Any]] = {
    "get": {"method": "GET", "url": f"{_CAMPAIGNS}/50001"},
    "search": {
        "method": "POST",
        "url": f"{_CAMPAIGNS}/search",
        "json": {"filters": {"advertiserIds": ["12345"]}},
    },
    "patch": {
        "method": "PATCH",
        "url": _CAMPAIGNS,
        "json": {
            "data": [
                {"type": "Campaign", "id": id_, "attributes": _LIMIT} for id_ in ("50001", "50002")
            ]
        },
    },
}
HEADERS = {"Authorization": "Bearer demo-token"}


def runs(command: Command, script: Script) -> bool:
    return command[0] in (b"EVALSHA", b"EVAL") and command[1] == script.name.encode()


def is_commit(command: Command) -> bool:
    return runs(command, redis_scripts.COMMIT)


def is_entry(command: Command) -> bool:
    return runs(command, redis_scripts.APPEND)


async def settled(app: MockServer, proxy: RedisProxy) -> int:
    """Waits until all that was sent along has arrived; returns how much was asked so far."""
    await app.sandboxes.storage.ping()
    return len(proxy.commands)


Story = Callable[[MockServer, httpx2.AsyncClient, RedisProxy], Awaitable[object]]


def tell(server, story: Story, **settings: Any) -> Any:
    """Runs a story with a mock over a Redis of its own, a proxy between them."""

    async def whole() -> object:
        async with asyncio.timeout(30), redis_proxy(server.port) as proxy:
            app = MockServer(
                Settings(apis=("criteo",), store=proxy.url, **settings), time=HandSet()
            )
            async with client(app) as caller:
                try:
                    return await story(app, caller, proxy)
                finally:
                    proxy.release()
                    await app.sandboxes.storage.close()

    return asyncio.run(whole())


@pytest.mark.parametrize("name", REQUESTS)
def test_a_warm_request_is_one_command_its_entry_included(own_redis, name):
    async def story(app: MockServer, caller: Any, proxy: RedisProxy) -> list[Command]:
        for _ in range(3):
            answer = await caller.request(**REQUESTS[name], headers=HEADERS)
            assert answer.status_code == 200
        before = await settled(app, proxy)
        await caller.request(**REQUESTS[name], headers=HEADERS)
        asked = proxy.commands[before:]
        newest = (await caller.get("/_mock/journal")).json()["entries"][0]
        assert (newest["number"], newest["method"]) == (4, REQUESTS[name]["method"])
        return asked

    (asked,) = tell(own_redis, story)
    assert is_commit(asked)


@pytest.mark.parametrize("name", REQUESTS)
def test_the_plain_lane_waits_for_one_answer_and_sends_the_entry_along(own_redis, name):
    async def story(app: MockServer, caller: Any, proxy: RedisProxy) -> list[Command]:
        for _ in range(3):
            answer = await caller.request(**REQUESTS[name], headers=HEADERS)
            assert answer.status_code == 200
        before = await settled(app, proxy)
        proxy.withheld = is_entry
        answer = await caller.request(**REQUESTS[name], headers=HEADERS)
        assert answer.status_code == 200
        # The answer is here while the server still keeps its word about the entry to itself.
        proxy.release()
        await settled(app, proxy)
        return proxy.commands[before:-1]

    commit, entry = tell(own_redis, story, compile=False)
    assert is_commit(commit)
    assert is_entry(entry)


def test_an_idle_sandbox_is_kept_alive_by_the_same_round_trip(own_redis):
    async def story(app: object, caller: Any, proxy: RedisProxy) -> tuple[int, bool]:
        headers = {**HEADERS, "Mock-Sandbox": "w1"}
        for _ in range(3):
            await caller.request(**REQUESTS["get"], headers=headers)
        link = app.sandboxes.storage.keyspace.link
        keys = await link.ask(("KEYS", "*:w1:[cv]*"), is_harmless=True)
        for key in keys:
            await link.ask(("PEXPIRE", key, 20_000), is_harmless=True)
        before = await settled(app, proxy)
        await caller.request(**REQUESTS["get"], headers=headers)
        asked = sum(map(is_commit, proxy.commands[before:]))
        ends = [await link.ask(("PTTL", key), is_harmless=True) for key in keys]
        return asked, len(ends) > 1 and min(ends) > 20_000

    assert tell(own_redis, story) == (1, True)


def test_who_has_the_answer_finds_the_entry_whichever_worker_is_asked(own_redis):
    async def story(app: MockServer, caller: Any, proxy: RedisProxy) -> list[int]:
        other = MockServer(app.settings, time=HandSet())
        seen = []
        async with client(other) as asker:
            for _ in range(20):
                await caller.request(**REQUESTS["patch"], headers=HEADERS)
                found = await asker.get("/_mock/journal")
                seen.append(len(found.json()["entries"]))
        await other.sandboxes.storage.close()
        return seen

    assert tell(own_redis, story) == list(range(1, 21))


def test_requests_that_come_together_leave_together(own_redis):
    async def story(app: object, caller: Any, proxy: RedisProxy) -> int:
        await caller.request(**REQUESTS["get"], headers=HEADERS)
        await caller.request(**REQUESTS["get"], headers=HEADERS)
        before = await settled(app, proxy)
        proxy.withheld = is_commit
        asked = [
            asyncio.ensure_future(caller.request(**REQUESTS["get"], headers=HEADERS))
            for _ in range(10)
        ]
        await proxy.asked(before + 1)
        # The first answer is kept back, and yet all the others are on their way already.
        connection = app.sandboxes.storage.keyspace.link.current()
        owed = len(connection._owed)
        proxy.release()
        await asyncio.gather(*asked)
        return owed

    assert tell(own_redis, story) == 10


def test_a_large_collection_that_many_list_at_once_is_listed_once(own_redis):
    async def story(app: MockServer, caller: Any, proxy: RedisProxy) -> tuple[int, set[int]]:
        writer = RedisStorage(proxy.url).store("w1")
        reader = RedisStorage(proxy.url).store("w1")
        many = {Key("shop/order", str(number)): b"{}" for number in range(100)}
        await writer.commit({}, {}, many)
        found = await asyncio.gather(*(reader.read_all("shop/order") for _ in range(20)))
        await writer.commit({}, {}, {Key("shop/order", "new"): b"{}"})
        # All of them hear that it is stale, and none is told all of it 20 times.
        held = [reader.commit({}, {"shop/order": one.version}, {}) for one in found]
        assert await asyncio.gather(*held) == [False] * 20
        found = await asyncio.gather(*(reader.read_all("shop/order") for _ in range(20)))
        for store in (writer, reader):
            await store._keyspace.link.close()
        listed = [runs(one, redis_scripts.READ_ALL) for one in proxy.commands]
        return sum(listed), {len(one.records) for one in found}

    assert tell(own_redis, story) == (2, {101})


def test_a_lost_entry_is_told_in_the_log(own_redis, caplog):
    async def story(app: object, caller: Any, proxy: RedisProxy) -> int:
        await caller.request(**REQUESTS["get"], headers=HEADERS)
        before = await settled(app, proxy)
        proxy.withheld = is_entry
        answer = await caller.request(**REQUESTS["get"], headers=HEADERS)
        await proxy.asked(before + 2)
        await proxy.cut()
        await app.sandboxes.storage.ping()
        return answer.status_code

    assert tell(own_redis, story, compile=False) == 200
    assert "An entry of the journal is lost" in caplog.text


def test_a_read_is_asked_again_where_a_connection_was_cut(own_redis):
    async def story(app: object, caller: Any, proxy: RedisProxy) -> list[int]:
        first = await caller.request(**REQUESTS["get"], headers=HEADERS)
        await proxy.cut()
        second = await caller.request(**REQUESTS["get"], headers=HEADERS)
        return [first.status_code, second.status_code]

    assert tell(own_redis, story) == [200, 200]


def test_a_read_whose_answer_was_lost_is_looked_at_again_and_taken_down_once_at_most(
    own_redis, caplog
):
    async def story(app: MockServer, caller: Any, proxy: RedisProxy) -> tuple[int, list[int]]:
        for _ in range(2):
            await caller.request(**REQUESTS["get"], headers=HEADERS)
        before = await settled(app, proxy)
        proxy.withheld = is_commit
        asked = asyncio.ensure_future(caller.request(**REQUESTS["get"], headers=HEADERS))
        await proxy.asked(before + 1)
        proxy.release()
        await proxy.cut()
        status = (await asked).status_code
        found = (await caller.get("/_mock/journal")).json()["entries"]
        return status, [one["number"] for one in found][-3:]

    status, numbers = tell(own_redis, story)
    assert status == 200
    assert numbers in ([2, 1], [3, 2, 1])
    assert len(numbers) == 3 or "An entry of the journal is lost" in caplog.text


def test_a_write_whose_answer_was_lost_is_not_sent_again(own_redis):
    async def story(app: object, caller: Any, proxy: RedisProxy) -> tuple[int, int]:
        for _ in range(2):
            await caller.request(**REQUESTS["patch"], headers=HEADERS)
        before = await settled(app, proxy)
        proxy.withheld = is_commit
        asked = asyncio.ensure_future(caller.request(**REQUESTS["patch"], headers=HEADERS))
        await proxy.asked(before + 1)
        await proxy.cut()
        proxy.release()
        status = (await asked).status_code
        return status, sum(map(is_commit, proxy.commands[before:]))

    assert tell(own_redis, story) == (503, 1)


def test_scripts_that_the_server_forgot_are_sent_again(own_redis):
    async def story(app: object, caller: Any, proxy: RedisProxy) -> tuple[int, list[int]]:
        await caller.request(**REQUESTS["patch"], headers=HEADERS)
        await app.sandboxes.storage.keyspace.link.ask(("SCRIPT", "FLUSH"), is_harmless=True)
        answer = await caller.request(**REQUESTS["patch"], headers=HEADERS)
        await app.sandboxes.storage.keyspace.link.ask(("SCRIPT", "FLUSH"), is_harmless=True)
        await caller.request(**REQUESTS["get"], headers=HEADERS)
        found = (await caller.get("/_mock/journal")).json()["entries"]
        return answer.status_code, [one["number"] for one in found]

    assert tell(own_redis, story) == (200, [3, 2, 1])


def test_a_server_that_says_nothing_is_given_up(own_redis, monkeypatch):
    monkeypatch.setattr("mockserver.state.redis_connection.PATIENCE_SECONDS", 0.05)

    async def story(app: object, caller: Any, proxy: RedisProxy) -> str:
        storage = RedisStorage(proxy.url)
        store = storage.store("w1")
        await store.commit({}, {}, {Key("shop/order", "1"): b"1"})
        proxy.withheld = is_commit
        with pytest.raises(StoreUnreachable) as caught:
            await store.commit({}, {}, {Key("shop/order", "1"): b"2"})
        await storage.close()
        return str(caught.value)

    assert "said nothing for 0.05 seconds" in tell(own_redis, story)
