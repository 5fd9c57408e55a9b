"""One behavior and its events: what counts, what is capped, when a round is over."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specs.sessionm.stub.counting import Event, advance, blank_counter

NOON = datetime.fromisoformat("2026-01-15T12:00:00+00:00")
DAY = 86400


def counting(**changes):
    return {
        "type": "count",
        "max_times_repeatable": None,
        "max_times_repeatable_per_period": None,
        "period": DAY,
        "min_time_between_events": None,
        "consecutive": False,
        "total_count": 1,
        **changes,
    }


def play(terms, *events):
    """Plays events given as (hours since noon, value); returns (achieved, current_count)."""
    counter = blank_counter()
    for hours, value in events:
        counter = advance(terms, counter, Event("e", value, NOON + timedelta(hours=hours)))
    return counter["achieved"], counter["current_count"]


def at(*hours):
    return [(hour, "") for hour in hours]


@pytest.mark.parametrize(
    ("changes", "events", "result"),
    [
        ({"total_count": 3}, at(0, 0), (0, 2)),
        ({"total_count": 3}, at(0, 0, 0), (1, 0)),
        ({"total_count": 3}, at(0, 0, 0, 0), (1, 1)),
        ({}, at(0, 0, 0), (3, 0)),
        ({"max_times_repeatable": 2}, at(0, 0, 0), (2, 0)),
        ({"max_times_repeatable": 0}, at(0), (0, 0)),
        ({"max_times_repeatable": 1, "total_count": 2}, at(0, 0, 0), (1, 0)),
        ({"max_times_repeatable_per_period": 1}, at(0, 23), (1, 0)),
        ({"max_times_repeatable_per_period": 1}, at(0, 24), (2, 0)),
        ({"max_times_repeatable_per_period": 2}, at(0, 1, 2, 25), (3, 0)),
        ({"max_times_repeatable_per_period": 0}, at(0), (0, 0)),
        ({"max_times_repeatable_per_period": 1, "period": 0}, at(0, 0), (2, 0)),
        ({"min_time_between_events": 3600, "total_count": 9}, at(0, 0.5, 1, 1.5), (0, 2)),
        ({"min_time_between_events": 0, "total_count": 9}, at(0, 0), (0, 2)),
        ({"consecutive": True, "total_count": 3}, at(0, 1, 24), (0, 2)),
        ({"consecutive": True, "total_count": 3}, at(0, 13, 36), (1, 0)),
        ({"consecutive": True, "total_count": 3}, at(0, 24, 72), (0, 1)),
        ({"type": "unique", "total_count": 3}, [(0, "a"), (0, "a"), (1, "b")], (0, 2)),
        ({"type": "unique", "total_count": 2}, [(0, "a"), (0, "b"), (1, "a")], (1, 1)),
        ({"type": "unique", "total_count": 2}, at(0, 0, 0), (0, 1)),
        (
            {"type": "unique", "total_count": 2, "consecutive": True},
            [(0, "a"), (72, "a"), (96, "b")],
            (1, 0),
        ),
    ],
)
def test_events_count_as_the_limits_say(changes, events, result):
    """R84 R85 R86 R87 R89."""
    assert play(counting(**changes), *events) == result


def test_an_event_that_does_not_count_leaves_no_trace():
    """R85: a pause runs from the last event that counted."""
    paced = counting(min_time_between_events=3600, total_count=9)
    first = advance(paced, blank_counter(), Event("e", "", NOON))

    after = advance(paced, first, Event("e", "", NOON + timedelta(minutes=59)))

    assert after == first


limits = st.one_of(st.none(), st.integers(0, 3))
some_terms = st.builds(
    counting,
    type=st.sampled_from(["count", "unique"]),
    max_times_repeatable=limits,
    max_times_repeatable_per_period=limits,
    period=st.sampled_from([0, 3600, DAY]),
    min_time_between_events=st.sampled_from([None, 0, 1800]),
    consecutive=st.booleans(),
    total_count=st.integers(1, 3),
)
gaps = st.lists(
    st.tuples(st.sampled_from([0, 0.25, 1, 12, 24, 48]), st.sampled_from("abc")), max_size=15
)


@given(terms=some_terms, steps=gaps)
def test_counters_stay_within_their_bounds(terms, steps):
    """R85 R89: achieved only grows, and by one; the count stays under what is needed."""
    counter = blank_counter()
    hours = 0.0
    for gap, value in steps:
        hours += gap
        before = counter
        counter = advance(terms, before, Event("e", value, NOON + timedelta(hours=hours)))

        assert counter["achieved"] - before["achieved"] in (0, 1)
        assert 0 <= counter["current_count"] < terms["total_count"]
        if counter["achieved"] > before["achieved"]:
            assert counter["current_count"] == 0
        most = terms["max_times_repeatable"]
        assert most is None or counter["achieved"] <= most
        if not terms["consecutive"] and counter["achieved"] == before["achieved"]:
            assert counter["current_count"] >= before["current_count"]
