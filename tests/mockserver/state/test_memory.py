"""The memory store keeps the promise of every store."""

import asyncio

from hypothesis import settings

from mockserver.state import MemoryStore, Store
from mockserver.state.store import GONE, Key
from tests.support.worlds import StoreMachine

ONE = Key("shop/order", "1")
TWO = Key("shop/order", "2")


class MemoryStoreMachine(StoreMachine):
    def make_store(self) -> Store:
        return MemoryStore()


TestMemoryStore = MemoryStoreMachine.TestCase
TestMemoryStore.settings = settings(deadline=None)


def test_an_absent_record_has_version_zero():
    found = asyncio.run(MemoryStore().read(ONE))

    assert found == (None, 0)


def test_a_commit_is_all_or_nothing():
    async def story() -> tuple[bool, object, object]:
        store = MemoryStore()
        await store.commit({}, {}, {ONE: b"1"})
        stale = {ONE: (await store.read(ONE)).version + 1, TWO: 0}
        applied = await store.commit(stale, {}, {ONE: b"9", TWO: b"9"})
        return applied, (await store.read(ONE)).data, (await store.read(TWO)).data

    assert asyncio.run(story()) == (False, b"1", None)


def test_a_scan_notices_a_changed_record():
    assert not _commit_after_scan({ONE: b"2"})


def test_a_scan_notices_a_new_record():
    assert not _commit_after_scan({TWO: b"1"})


def test_a_scan_notices_a_removed_record():
    assert not _commit_after_scan({ONE: None})


def test_a_scan_does_not_mind_another_collection():
    assert _commit_after_scan({Key("shop/item", "1"): b"1"})


def test_a_scan_notices_a_record_that_came_and_went():
    assert not _commit_after_scan({TWO: b"1"}, {TWO: None})


def test_an_absent_record_that_came_and_went_harms_nobody():
    async def story() -> bool:
        store = MemoryStore()
        version = (await store.read(ONE)).version
        await store.commit({}, {}, {ONE: b"1"})
        await store.commit({}, {}, {ONE: None})
        return await store.commit({ONE: version}, {}, {TWO: b"1"})

    assert asyncio.run(story())


def test_a_record_made_anew_is_not_the_one_that_was_read():
    async def story() -> bool:
        store = MemoryStore()
        await store.commit({}, {}, {ONE: b"1"})
        version = (await store.read(ONE)).version
        await store.commit({}, {}, {ONE: None})
        await store.commit({}, {}, {ONE: b"1"})
        return await store.commit({ONE: version}, {}, {TWO: b"1"})

    assert not asyncio.run(story())


def test_a_rewrite_of_the_same_data_is_noticed():
    async def story() -> bool:
        store = MemoryStore()
        await store.commit({}, {}, {ONE: b"1"})
        version = (await store.read(ONE)).version
        await store.commit({}, {}, {ONE: b"1"})
        return await store.commit({ONE: version}, {}, {ONE: b"2"})

    assert not asyncio.run(story())


def test_replace_drops_only_its_prefix():
    async def story() -> list[bytes | None]:
        store = MemoryStore()
        foreign = Key("shopping/order", "1")
        await store.commit({}, {}, {ONE: b"1", foreign: b"1"})
        await store.replace(("shop/",), {TWO: b"2"}, {})
        return [(await store.read(key)).data for key in (ONE, TWO, foreign)]

    assert asyncio.run(story()) == [None, b"2", b"1"]


def test_replace_is_noticed_by_who_read_before():
    async def story() -> bool:
        store = MemoryStore()
        await store.commit({}, {}, {ONE: b"1"})
        version = (await store.read(ONE)).version
        await store.replace(("shop/",), {ONE: b"1"}, {})
        return await store.commit({ONE: version}, {}, {ONE: b"2"})

    assert not asyncio.run(story())


def test_replace_happens_only_if_what_was_read_still_holds():
    async def story() -> tuple[bool, bytes | None]:
        store = MemoryStore()
        await store.commit({}, {}, {ONE: b"1"})
        version = (await store.read(ONE)).version
        await store.commit({}, {}, {ONE: b"2"})
        done = await store.replace(("shop/",), {TWO: b"9"}, {ONE: version})
        return done, (await store.read(ONE)).data

    assert asyncio.run(story()) == (False, b"2")


def test_what_is_written_over_a_gone_record_is_the_youngest():
    async def story() -> list[str]:
        store = MemoryStore()
        for id_ in ("a", "b"):
            await store.commit({}, {}, {Key("shop/order", id_): GONE})
        await store.commit({}, {}, {Key("shop/order", "a"): b"1"})
        return list((await store.read_all("shop/order")).records)

    assert asyncio.run(story()) == ["b", "a"]


def test_records_are_listed_oldest_first():
    async def story() -> list[str]:
        store = MemoryStore()
        for id_ in ("b", "a", "c"):
            await store.commit({}, {}, {Key("shop/order", id_): b"1"})
        await store.commit({}, {}, {Key("shop/order", "b"): b"2"})
        return list((await store.read_all("shop/order")).records)

    assert asyncio.run(story()) == ["b", "a", "c"]


def test_an_empty_collection_is_not_named():
    async def story() -> tuple[str, ...]:
        store = MemoryStore()
        await store.commit({}, {}, {ONE: b"1", Key("shop/item", "1"): b"1"})
        await store.commit({}, {}, {ONE: None})
        return await store.collections()

    assert asyncio.run(story()) == ("shop/item",)


def _commit_after_scan(*changes: dict[Key, bytes | None]) -> bool:
    async def story() -> bool:
        store = MemoryStore()
        await store.commit({}, {}, {ONE: b"1"})
        version = (await store.read_all("shop/order")).version
        for change in changes:
            await store.commit({}, {}, change)
        return await store.commit({}, {"shop/order": version}, {Key("shop/done", "1"): b"1"})

    return asyncio.run(story())
