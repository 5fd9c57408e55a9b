"""The journal in Redis keeps the promises of the one in memory, and keeps no secret."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from itertools import count

import pytest

from mockserver.journal import Entry, Extent, Lost, Query, SecretNames, WaitedInVain, mask
from mockserver.journal.redis_journal import RedisJournal
from mockserver.state.redis_store import RedisStorage

pytestmark = pytest.mark.services

_PREFIXES = count()
AT = datetime(2026, 1, 15, 12, tzinfo=UTC)


def entry(path: str = "/orders", **more: object) -> Entry:
    return Entry(at=AT, sandbox="w1", method="GET", path=path, status=200, **more)


@pytest.fixture
def run(redis):
    """Tells a story to a journal of its own."""

    def tell(story: Callable[[RedisJournal], Awaitable[object]]) -> object:
        async def whole() -> object:
            home = RedisStorage(redis.url, prefix=f"journal-{next(_PREFIXES)}")
            try:
                return await story(RedisJournal(home, lambda one: mask(one, SecretNames())))
            finally:
                await home.close()

        return asyncio.run(whole())

    return tell


def test_entries_are_numbered_and_come_back_as_they_were(run):
    async def story(journal: RedisJournal) -> tuple[Entry, ...]:
        for path in ("/a", "/b"):
            await journal.add("w1", entry(path, answer_body=b"\xff\x00"))
        return await journal.entries("w1", Query())

    found = run(story)

    assert [(one.number, one.path, one.answer_body) for one in found] == [
        (1, "/a", b"\xff\x00"),
        (2, "/b", b"\xff\x00"),
    ]


def test_sandboxes_are_apart(run):
    async def story(journal: RedisJournal) -> tuple[Entry, ...]:
        await journal.add("w1", entry())
        return await journal.entries("w2", Query())

    assert run(story) == ()


def test_no_secret_reaches_redis(run):
    async def story(journal: RedisJournal) -> list[tuple[int, bytes]]:
        await journal.add("w1", entry(headers=((b"authorization", b"Bearer hunter2"),)))
        return await journal._keyspace.stream("w1", "j", after=0)

    ((_, kept),) = run(story)

    assert b"hunter2" not in kept
    assert b"Bearer ***" in kept


def test_old_entries_make_room_and_are_counted(run):
    async def story(journal: RedisJournal) -> object:
        for _ in range(1005):
            await journal.add("w1", entry())
        return await journal.extent("w1")

    assert run(story) == Extent(kept=1000, newest=1005, dropped=5)


def test_cleared_entries_are_gone_and_their_numbers_are_not_given_again(run):
    async def story(journal: RedisJournal) -> list[int]:
        await journal.add("w1", entry())
        await journal.clear("w1")
        await journal.add("w1", entry())
        extent = await journal.extent("w1")
        return [extent.kept, extent.newest, extent.dropped]

    assert run(story) == [1, 2, 0]


def test_a_dropped_journal_begins_anew(run):
    async def story(journal: RedisJournal) -> int:
        await journal.add("w1", entry())
        await journal.drop("w1")
        await journal.add("w1", entry())
        return (await journal.extent("w1")).newest

    assert run(story) == 1


def test_a_reader_hears_of_what_another_process_adds(run, redis):
    async def story(journal: RedisJournal) -> str:
        coming = journal.subscribe("w1", since=0)
        heard = asyncio.ensure_future(anext(coming))
        other = RedisStorage(redis.url, prefix=journal._keyspace.prefix)
        await RedisJournal(other, lambda one: one).add("w1", entry("/other"))
        found = await heard
        await coming.aclose()
        await other.close()
        return found.path

    assert run(story) == "/other"


def test_a_slow_reader_is_told_what_it_lost(run):
    async def story(journal: RedisJournal) -> list[object]:
        coming = journal.subscribe("w1", since=0)
        for _ in range(1003):
            await journal.add("w1", entry())
        return [await anext(coming), (await anext(coming)).number]

    assert run(story) == [Lost(3), 4]


def test_waiting_ends_when_enough_has_come(run):
    async def story(journal: RedisJournal) -> int:
        waiting = asyncio.ensure_future(
            journal.wait("w1", Query(path="/b"), count=1, timeout_seconds=30)
        )
        for path in ("/a", "/b"):
            await journal.add("w1", entry(path))
        return (await waiting)[0].number

    assert run(story) == 2


def test_waiting_in_vain_says_so(run):
    async def story(journal: RedisJournal) -> None:
        await journal.wait("w1", Query(), count=1, timeout_seconds=0)

    with pytest.raises(WaitedInVain):
        run(story)
