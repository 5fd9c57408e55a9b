"""Readers of a ring: each keeps its own place, sleeps, wakes, and stops."""

import asyncio

import pytest

from mockserver.journal import Lost, MemoryJournal
from tests.support.journals import entry, settle


async def numbers(reader, count: int) -> list[int]:
    return [(await anext(reader)).number for _ in range(count)]


def test_readers_do_not_take_from_each_other():
    async def read():
        journal = MemoryJournal()
        one, other = journal.subscribe("a"), journal.subscribe("a")
        await journal.add("a", entry())
        await journal.add("a", entry())
        return await numbers(one, 2), await numbers(other, 2)

    assert asyncio.run(read()) == ([1, 2], [1, 2])


def test_a_reader_sleeps_until_something_comes():
    async def read():
        journal = MemoryJournal()
        reader = journal.subscribe("a")
        following = asyncio.ensure_future(anext(reader))
        await settle()
        asleep = not following.done()
        await journal.add("b", entry())
        await settle()
        still_asleep = not following.done()
        await journal.add("a", entry())
        return asleep, still_asleep, (await following).number

    assert asyncio.run(read()) == (True, True, 1)


def test_what_comes_while_nobody_waits_is_not_missed():
    async def read():
        journal = MemoryJournal()
        reader = journal.subscribe("a")
        await journal.add("a", entry())
        await settle()
        return await numbers(reader, 1)

    assert asyncio.run(read()) == [1]


def test_what_was_cleared_is_not_lost():
    async def read():
        journal = MemoryJournal()
        reader = journal.subscribe("a")
        await journal.add("a", entry())
        await journal.clear("a")
        await journal.add("a", entry())
        return await numbers(reader, 1)

    assert asyncio.run(read()) == [2]


def test_a_reader_of_a_dropped_sandbox_hears_of_its_next_life():
    async def read():
        journal = MemoryJournal()
        await journal.add("a", entry())
        reader = journal.subscribe("a")
        following = asyncio.ensure_future(anext(reader))
        await settle()
        await journal.drop("a")
        await journal.add("a", entry())
        return (await following).number

    assert asyncio.run(read()) == 1


def test_closing_ends_a_reader_that_waits():
    async def read():
        journal = MemoryJournal()
        reader = journal.subscribe("a")
        following = asyncio.ensure_future(anext(reader))
        await settle()
        await reader.aclose()
        with pytest.raises(StopAsyncIteration):
            await following
        with pytest.raises(StopAsyncIteration):
            await anext(reader)

    asyncio.run(read())


def test_a_cancelled_reader_is_not_woken():
    async def read():
        journal = MemoryJournal()
        reader = journal.subscribe("a")
        following = asyncio.ensure_future(anext(reader))
        await settle()
        following.cancel()
        await settle()
        await journal.add("a", entry())
        return await numbers(reader, 1)

    assert asyncio.run(read()) == [1]


def test_a_reader_may_begin_in_the_past():
    async def read():
        journal = MemoryJournal()
        for _ in range(3):
            await journal.add("a", entry())
        return await numbers(journal.subscribe("a", since=1), 2)

    assert asyncio.run(read()) == [2, 3]


def test_a_number_from_before_a_restart_means_everything():
    async def read():
        journal = MemoryJournal()
        await journal.add("a", entry())
        return await numbers(journal.subscribe("a", since=57), 1)

    assert asyncio.run(read()) == [1]


def test_lost_entries_are_told_once():
    async def read():
        journal = MemoryJournal()
        reader = journal.subscribe("a")
        await journal.add("a", entry())
        journal._ring("a").drop_oldest()
        await journal.add("a", entry())
        return [await anext(reader), (await anext(reader)).number]

    assert asyncio.run(read()) == [Lost(1), 2]
