"""The journal in memory: what is promised of every journal, and its bounds."""

import asyncio

import pytest
from hypothesis import settings

from mockserver.journal import Journal, Limits, Lost, MemoryJournal, Query, WaitedInVain
from mockserver.journal.entry import size_of
from tests.support.journals import JournalMachine, entry, impatient


class MemoryJournalMachine(JournalMachine):
    def make_journal(self) -> Journal:
        return MemoryJournal()


TestMemoryJournal = MemoryJournalMachine.TestCase
TestMemoryJournal.settings = settings(deadline=None)


def kept(journal: MemoryJournal, sandbox: str = "a") -> list[int]:
    return [one.number for one in asyncio.run(journal.entries(sandbox, Query()))]


def filled(limits: Limits, *bodies: bytes) -> MemoryJournal:
    journal = MemoryJournal(limits)

    async def fill() -> None:
        for body in bodies:
            await journal.add("a", entry(body=body))

    asyncio.run(fill())
    return journal


def test_the_oldest_entry_makes_room_for_the_newest():
    journal = filled(Limits(entries=3), *[b""] * 5)

    assert kept(journal) == [3, 4, 5]
    assert asyncio.run(journal.extent("a")).dropped == 2


def test_bytes_are_bounded_too():
    size = size_of(entry(body=b"x" * 1000))
    journal = filled(Limits(bytes=2 * size), *[b"x" * 1000] * 5)

    assert kept(journal) == [4, 5]


def test_the_newest_entry_is_kept_however_large_it_is():
    journal = filled(Limits(bytes=10), b"x" * 1000, b"y" * 1000)

    assert kept(journal) == [2]


def test_a_body_is_kept_up_to_its_limit():
    journal = filled(Limits(body_bytes=4), b"123456")
    (found,) = asyncio.run(journal.entries("a", Query()))

    assert (found.body, found.body_bytes) == (b"1234", 6)


def test_who_had_no_news_for_longest_makes_room_for_all():
    size = size_of(entry())
    journal = MemoryJournal(Limits(total_bytes=4 * size))

    async def fill() -> None:
        for sandbox in ("a", "b", "a", "c", "c", "c"):
            await journal.add(sandbox, entry())

    asyncio.run(fill())
    assert {sandbox: kept(journal, sandbox) for sandbox in "abc"} == {
        "a": [2],
        "b": [],
        "c": [1, 2, 3],
    }


def test_a_cleared_sandbox_takes_no_room():
    size = size_of(entry())
    journal = MemoryJournal(Limits(total_bytes=2 * size))

    async def fill() -> None:
        for forget in (journal.clear, journal.drop):
            await journal.add("a", entry())
            await journal.add("a", entry())
            await forget("a")
        await journal.add("b", entry())
        await journal.add("b", entry())

    asyncio.run(fill())
    assert kept(journal, "b") == [1, 2]


def test_numbers_go_on_after_clearing_and_begin_anew_after_dropping():
    journal = filled(Limits(), b"", b"")

    async def go_on() -> None:
        await journal.clear("a")
        await journal.add("a", entry())

    asyncio.run(go_on())
    assert kept(journal) == [3]

    async def begin_anew() -> None:
        await journal.drop("a")
        await journal.add("a", entry())

    asyncio.run(begin_anew())
    assert kept(journal) == [1]


def test_sandboxes_do_not_see_each_other():
    journal = filled(Limits(), b"")

    assert kept(journal, "b") == []
    assert asyncio.run(journal.extent("b")).kept == 0


def test_forgetting_what_never_was_does_nothing():
    journal = MemoryJournal()

    asyncio.run(journal.clear("nobody"))
    asyncio.run(journal.drop("nobody"))


def test_waiting_is_given_up_by_the_journals_timer():
    journal = MemoryJournal(timer=impatient)

    with pytest.raises(WaitedInVain):
        asyncio.run(journal.wait("a", Query(), count=1, timeout_seconds=3600))


def test_a_slow_reader_is_told_what_it_lost():
    async def read() -> list:
        journal = MemoryJournal(Limits(entries=2))
        reader = journal.subscribe("a")
        for _ in range(5):
            await journal.add("a", entry())
        return [await anext(reader) for _ in range(3)]

    lost, *rest = asyncio.run(read())
    assert lost == Lost(3)
    assert [one.number for one in rest] == [4, 5]
