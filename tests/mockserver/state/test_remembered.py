"""A memory tells of each version what it was, and forgets what built on what never was."""

from mockserver.state.remembered import Remembered
from mockserver.state.selection import Selection
from mockserver.state.store import GONE, Key, Versioned

ONE = Key("shop/order", "1")
TWO = Key("shop/order", "2")


def knowing(**records: bytes) -> Remembered:
    """A memory that has seen all orders at version 10."""
    memory = Remembered()
    memory.learn_all("shop/order", [(id_, Versioned(b, 10)) for id_, b in records.items()], 10)
    return memory


def test_a_new_memory_knows_nothing():
    memory = Remembered()

    assert memory.record(ONE) is None
    assert memory.records("shop/order") is None
    assert memory.selected("shop/order", Selection(), None) is None


def test_a_record_that_was_seen_is_known_also_if_it_was_absent():
    memory = Remembered()
    memory.learn(ONE, Versioned(b"1", 10))
    memory.learn(TWO, Versioned(None, 0))

    assert memory.record(ONE) == Versioned(b"1", 10)
    assert memory.record(TWO) == Versioned(None, 0)
    assert memory.records("shop/order") is None


def test_who_knows_all_records_knows_which_are_absent():
    assert knowing(a=b"1").record(ONE) == Versioned(None, 0)


def test_a_write_is_known_before_it_is_applied():
    memory = knowing(a=b"1")
    writing = memory.write({ONE: b"2"}, 20)

    assert writing.before == {"shop/order": 10}
    assert memory.record(ONE) == Versioned(b"2", 20)
    assert memory.records("shop/order") == ({"a": b"1", "1": b"2"}, 20)


def test_what_is_written_over_a_gone_record_is_the_youngest():
    memory = Remembered()
    entries = [("1", Versioned(GONE, 1)), ("2", Versioned(b"2", 2))]
    memory.learn_all("shop/order", entries, 2)
    memory.write({ONE: b"1"}, 20)

    assert list(memory.records("shop/order").records) == ["2", "1"]


def test_a_refused_write_is_forgotten_with_all_that_was_written_since():
    memory = knowing(a=b"1")
    first = memory.write({ONE: b"1"}, 20)
    second = memory.write({TWO: b"2"}, 30)
    memory.refused(first)

    assert memory.record(ONE) is None
    assert memory.record(TWO) is None
    assert memory.records("shop/order") is None
    memory.refused(second)
    memory.learn(TWO, Versioned(b"3", 40))
    assert memory.record(TWO) == Versioned(b"3", 40)


def test_an_answer_that_is_older_than_a_write_does_not_replace_it():
    memory = Remembered()
    writing = memory.write({ONE: b"2"}, 20)
    memory.learn(ONE, Versioned(b"1", 10))
    memory.learn_all("shop/order", [("1", Versioned(b"1", 10))], 10)
    memory.settled(writing)

    assert memory.record(ONE) == Versioned(b"2", 20)
    assert memory.records("shop/order") is None


def test_a_late_refusal_does_not_take_with_it_what_came_after_the_first():
    memory = Remembered()
    first, second = memory.write({ONE: b"1"}, 20), memory.write({ONE: b"2"}, 30)
    memory.refused(first)
    third = memory.write({ONE: b"3"}, 40)
    memory.refused(second)

    assert memory.record(ONE) == Versioned(b"3", 40)
    memory.settled(third)
    memory.learn(ONE, Versioned(b"4", 50))
    assert memory.record(ONE) == Versioned(b"4", 50)


def test_a_collection_that_was_not_as_remembered_is_no_longer_known_as_a_whole():
    memory = knowing(a=b"1")
    memory.settled(memory.write({ONE: b"1"}, 20), ["shop/order"])

    assert memory.records("shop/order") is None
    assert memory.record(ONE) == Versioned(b"1", 20)


def test_a_record_that_is_not_as_remembered_casts_doubt_on_its_collection():
    memory = knowing(a=b"1")
    memory.learn(Key("shop/order", "a"), Versioned(b"1", 10))
    assert memory.records("shop/order") is not None

    memory.learn(Key("shop/order", "a"), Versioned(b"2", 20))
    assert memory.records("shop/order") is None


def test_a_selection_sees_what_was_written_since_the_last_one():
    memory = knowing(a=b'{"n":1}')
    wanted = Selection((("/n", frozenset(["2"])),))

    assert memory.selected("shop/order", wanted, None).total == 0
    memory.write({ONE: b'{"n":2}', TWO: b'{"n":2}'}, 20)
    found = memory.selected("shop/order", wanted, None)
    assert (list(found.records), found.version) == (["1", "2"], 20)


def test_what_it_takes_is_counted_and_given_back():
    memory = Remembered()
    memory.learn_all("shop/order", [("a", Versioned(b"x" * 1000, 10))], 10)
    memory.write({ONE: b"x" * 1000, Key("shop/order", "a"): None}, 20)

    assert 1000 < memory.grown_bytes() < 2000
    assert memory.grown_bytes() == 0
    memory.clear()
    assert memory.size_bytes == 0
    assert memory.grown_bytes() < -1000
