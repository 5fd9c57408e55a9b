"""Server-sent events: what is written is what a reader reads."""

import pytest
from hypothesis import given, settings

from mockserver.journal import Lost, SecretNames, mask, summary
from mockserver.journal.events import (
    OPENING,
    STILL_HERE,
    Event,
    event_text,
    last_event,
    read_events,
)
from tests.mockserver.journal.test_record import ENTRIES
from tests.support.journals import entry


def read(text: str) -> list[Event]:
    return list(read_events(text.splitlines()))


def test_an_entry_is_an_event_with_its_number():
    text = event_text(mask(entry(number=12), SecretNames()))

    assert text.startswith('id: 12\nevent: entry\ndata: {"number":12,')
    assert text.endswith("}\n\n")


@settings(max_examples=50, deadline=None)
@given(ENTRIES)
def test_an_event_is_read_as_it_was_written(one):
    shown = mask(one, SecretNames())

    assert read(event_text(shown)) == [Event("entry", summary(shown), str(one.number))]


def test_lost_entries_are_an_event_that_leaves_the_number_alone():
    text = event_text(mask(entry(number=3), SecretNames())) + event_text(Lost(5))

    assert read(text)[1] == Event("lost", {"lost": 5}, "3")


def test_comments_and_the_opening_are_no_events():
    assert read(OPENING + STILL_HERE) == []


def test_events_are_read_as_the_standard_has_them():
    text = ": note\n\ndata: [1,\ndata: 2]\nretry: 5\n\nevent: x\n\nid: 9\ndata:3\n\ndata: 4"

    assert read(text) == [Event("message", [1, 2], ""), Event("message", 3, "9")]


@pytest.mark.parametrize(
    ("text", "number"),
    [("12", 12), (" 12 ", 12), (None, None), ("", None), ("x", None), ("-1", None), ("²", None)],
)
def test_the_last_event_is_named_by_its_number(text, number):
    assert last_event(text) == number


def test_a_number_that_nobody_gave_is_none():
    assert last_event("9" * 5000) is None
