"""Waiting for entries: at once if they are there, until they come, or in vain."""

import asyncio

import pytest

from mockserver.journal import Limits, MemoryJournal, Query, WaitedInVain
from mockserver.journal.journal import wait_for
from tests.support.journals import Patience, entry, impatient, settle


def test_entries_that_are_there_already_count():
    async def wait():
        journal = MemoryJournal(timer=impatient)
        await journal.add("a", entry())
        await journal.add("a", entry(method="GET"))
        await journal.add("a", entry())
        return await journal.wait("a", Query(method="POST"), count=2, timeout_seconds=0)

    assert [one.number for one in asyncio.run(wait())] == [1, 3]


def test_waiting_ends_with_the_entry_that_was_missing():
    async def wait():
        journal = MemoryJournal(timer=Patience())
        await journal.add("a", entry())
        waiting = asyncio.ensure_future(
            journal.wait("a", Query(method="POST"), count=2, timeout_seconds=5)
        )
        await settle()
        await journal.add("a", entry(method="GET"))
        await settle()
        early = waiting.done()
        await journal.add("a", entry())
        return early, [one.number for one in await waiting]

    assert asyncio.run(wait()) == (False, [1, 3])


def test_waiting_in_vain_says_what_did_come():
    patience = Patience()

    async def wait():
        journal = MemoryJournal(timer=patience)
        await journal.add("a", entry(method="GET"))
        waiting = asyncio.ensure_future(
            journal.wait("a", Query(method="POST"), count=2, timeout_seconds=5)
        )
        await settle()
        await journal.add("a", entry())
        await settle()
        patience.run_out()
        await waiting

    with pytest.raises(WaitedInVain, match="After 5 seconds, 1 of 2 had come") as caught:
        asyncio.run(wait())
    assert patience.asked == [5]
    assert [one.number for one in caught.value.matched] == [2]
    assert [one.number for one in caught.value.entries] == [1, 2]


def test_only_what_came_since_counts():
    async def wait():
        journal = MemoryJournal(timer=impatient)
        await journal.add("a", entry())
        await journal.wait("a", Query(since=1), count=1, timeout_seconds=1)

    with pytest.raises(WaitedInVain) as caught:
        asyncio.run(wait())
    assert caught.value.entries == ()


def test_entries_that_have_made_room_meanwhile_still_count():
    async def wait():
        journal = MemoryJournal(Limits(entries=1))
        waiting = asyncio.ensure_future(
            wait_for(journal, "a", Query(), count=3, timeout_seconds=5, timer=Patience())
        )
        for _ in range(3):
            await settle()
            await journal.add("a", entry())
        return [one.number for one in await waiting]

    assert asyncio.run(wait()) == [1, 2, 3]


def test_whoever_gives_up_is_no_longer_woken():
    async def wait():
        journal = MemoryJournal(timer=impatient)
        with pytest.raises(WaitedInVain):
            await journal.wait("a", Query(), count=1, timeout_seconds=1)
        return len(journal._ring("a").sleepers)

    assert asyncio.run(wait()) == 0
