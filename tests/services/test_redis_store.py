"""The store in Redis keeps the promise of every store, as the one in memory does."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from hypothesis import Phase, settings

from mockserver.errors import StoreUnreachable
from mockserver.state import Sandboxes, Storage, Store, World
from mockserver.state.redis_store import RedisStorage
from mockserver.state.store import GONE, Key
from tests.support.worlds import HandSet, StoreMachine

pytestmark = pytest.mark.services

ONE = Key("shop/order", "1")
_PREFIXES = count()


def storage(redis, **options) -> RedisStorage:
    return RedisStorage(redis.url, prefix=f"test-{next(_PREFIXES)}", **options)


def run(home: RedisStorage, story: Callable[[RedisStorage], Awaitable[object]]) -> object:
    async def whole() -> object:
        try:
            return await story(home)
        finally:
            await home.close()

    return asyncio.run(whole())


async def ask(home: RedisStorage, *words: str) -> Any:
    return await home.keyspace.link.ask(words, is_harmless=True)


async def ends_of(home: RedisStorage, name: str) -> set[int]:
    """After how many milliseconds the keys of a sandbox expire."""
    keys = await ask(home, "KEYS", f"{home.keyspace.prefix}:{name}:*")
    return {await ask(home, "PTTL", key) for key in keys}


def test_any_history_equals_that_of_a_dict(redis):
    class RedisStoreMachine(StoreMachine):
        def make_store(self) -> Store:
            self.storage = storage(redis)
            return self.storage.store("w1")

        def teardown(self) -> None:
            self._runner.run(self.storage.close())
            super().teardown()

    case = RedisStoreMachine.TestCase
    case.settings = settings(
        deadline=None, max_examples=40, phases=[Phase.explicit, Phase.reuse, Phase.generate]
    )
    case("runTest").runTest()


def test_what_is_written_over_a_gone_record_is_the_youngest(redis):
    async def story(home: RedisStorage) -> list[str]:
        store = home.store("w1")
        for id_ in ("a", "b"):
            await store.commit({}, {}, {Key("shop/order", id_): GONE})
        await store.commit({}, {}, {Key("shop/order", "a"): b"1"})
        return list((await store.read_all("shop/order")).records)

    assert run(storage(redis), story) == ["b", "a"]


@pytest.mark.parametrize(
    "data", [b"", b" ", b"\n{}", b'"\xc3\xab 1 2 "', b"{" + b" " * 100_000 + b"}"]
)
def test_records_come_back_byte_by_byte(redis, data):
    async def story(home: RedisStorage) -> bytes | None:
        store = home.store("w1")
        await store.commit({}, {}, {ONE: data})
        await home.copy("w1", "w2")
        return (await home.store("w2").read(ONE)).data

    assert run(storage(redis), story) == data


def test_a_copy_keeps_the_order_of_birth(redis):
    async def story(home: RedisStorage) -> list[str]:
        store = home.store("w1")
        for id_ in ("b", "a", "c"):
            await store.commit({}, {}, {Key("shop/order", id_): b"1"})
        await home.copy("w1", "w2")
        return list((await home.store("w2").read_all("shop/order")).records)

    assert run(storage(redis), story) == ["b", "a", "c"]


def test_two_processes_lose_no_increment(redis):
    """Two storages have nothing in common but the server, as two processes would."""

    async def increment(world: World) -> None:
        record = await world.get("counter", "1") or {"value": 0}
        world.put("counter", "1", {"value": record["value"] + 1})

    async def story(home: RedisStorage) -> object:
        other = RedisStorage(redis.url, prefix=home.keyspace.prefix)
        rooms = [Sandboxes(each, time=HandSet()) for each in (home, other)]
        works = [room.get("w1").run("shop", increment) for room in rooms for _ in range(50)]
        await asyncio.gather(*works)
        try:
            return await rooms[1].get("w1").state("shop")
        finally:
            await other.close()

    assert run(storage(redis), story) == {"counter": {"1": {"value": 100}}}


def test_another_process_sees_a_moved_clock_at_once(redis):
    async def story(home: RedisStorage) -> bool:
        rooms = [Sandboxes(home, time=HandSet()) for _ in range(2)]

        async def look(world: World) -> object:
            return world.now

        before = await rooms[1].get("w1").run("shop", look)
        await rooms[0].get("w1").advance(timedelta(days=1))
        return await rooms[1].get("w1").run("shop", look) - before == timedelta(days=1)

    assert run(storage(redis), story)


def test_an_idle_sandbox_expires_as_a_whole(redis):
    async def story(home: RedisStorage) -> set[bool]:
        store = home.store("w1")
        await store.commit({}, {}, {ONE: b"1", Key("shop/item", "1"): b"1"})
        return {0 < left <= 60_000 for left in await ends_of(home, "w1")}

    assert run(storage(redis, idle=timedelta(minutes=1)), story) == {True}


def test_the_default_sandbox_never_expires(redis):
    async def story(home: RedisStorage) -> set[int]:
        await home.store("default").commit({}, {}, {ONE: b"1"})
        return await ends_of(home, "default")

    assert run(storage(redis, idle=timedelta(minutes=1)), story) == {-1}


def test_a_dropped_sandbox_leaves_no_key(redis):
    async def story(home: RedisStorage) -> list[bytes]:
        await home.store("w1").commit({}, {}, {ONE: b"1"})
        await home.drop("w1")
        return await ask(home, "KEYS", f"{home.keyspace.prefix}:w1*")

    assert run(storage(redis), story) == []


def test_a_sandbox_made_anew_is_not_the_one_that_was_read(redis):
    async def story(home: RedisStorage) -> bool:
        store = home.store("w1")
        await store.commit({}, {}, {ONE: b"1"})
        version = (await store.read(ONE)).version
        await home.drop("w1")
        await store.commit({}, {}, {ONE: b"1"})
        return await store.commit({ONE: version}, {}, {ONE: b"2"})

    assert run(storage(redis), story) is False


def test_names_are_those_with_a_record(redis):
    async def story(home: RedisStorage) -> tuple[str, ...]:
        await home.store("w2").commit({}, {}, {ONE: b"1"})
        await home.store("w1").commit({}, {}, {ONE: b"1"})
        await home.store("w0").commit({ONE: 0}, {}, {})
        return await home.names()

    assert run(storage(redis), story) == ("w1", "w2")


def test_a_server_that_is_gone_is_named_without_its_password():
    home: Storage = RedisStorage("redis://user:hunter2@127.0.0.1:1/0")

    with pytest.raises(StoreUnreachable) as caught:
        run(home, lambda home: home.store("w1").read(ONE))

    assert "redis://127.0.0.1:1/0 does not answer" in str(caught.value)
    assert "hunter2" not in str(caught.value)


def test_records_are_there_again_once_the_server_is(own_redis):
    async def story(home: RedisStorage) -> bytes | None:
        store = home.store("w1")
        await store.commit({}, {}, {ONE: b"1"})
        own_redis.kill()
        with pytest.raises(StoreUnreachable):
            await store.commit({}, {}, {ONE: b"2"})
        own_redis.start()
        return (await store.read(ONE)).data

    assert run(RedisStorage(own_redis.url), story) == b"1"


def test_a_user_with_a_password_and_a_database_of_its_own_gets_in(own_redis):
    async def allow(home: RedisStorage) -> None:
        rights = (">sesame", "~*", "+@all")
        await ask(home, "ACL", "SETUSER", "ann", "on", *rights)
        await ask(home, "CONFIG", "SET", "requirepass", "secret")

    async def story(home: RedisStorage) -> bytes | None:
        await home.store("w1").commit({}, {}, {ONE: b"1"})
        return (await home.store("w1").read(ONE)).data

    run(RedisStorage(own_redis.url), allow)
    place = own_redis.url.removeprefix("redis://").removesuffix("/0")

    assert run(RedisStorage(f"redis://ann:sesame@{place}/3"), story) == b"1"
    for who in ("", "ann:wrong@", ":wrong@"):
        with pytest.raises(StoreUnreachable, match=r"WRONGPASS|NOAUTH") as caught:
            run(RedisStorage(f"redis://{who}{place}/3"), story)
        assert "wrong" not in str(caught.value)
