"""The clock runs along with its source, and can be set, moved, stopped and put back."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from mockserver.state import Clock
from tests.support.worlds import NOW

DAY = timedelta(days=1)


class Source:
    """Machine time that moves only when a test says so."""

    def __init__(self) -> None:
        self.time = NOW

    def __call__(self) -> datetime:
        return self.time


def test_a_clock_runs_with_its_source():
    source = Source()
    clock = Clock(source)
    source.time += DAY

    assert clock.now() == NOW + DAY


def test_a_set_clock_runs_on_from_there():
    source = Source()
    clock = Clock(source)
    clock.set(NOW + 10 * DAY)
    source.time += DAY

    assert clock.now() == NOW + 11 * DAY


def test_a_frozen_clock_stands_still():
    source = Source()
    clock = Clock(source)
    clock.freeze()
    source.time += DAY

    assert (clock.now(), clock.is_frozen) == (NOW, True)


def test_a_frozen_clock_stays_frozen_when_set():
    source = Source()
    clock = Clock(source)
    clock.freeze()
    clock.set(NOW + DAY)
    source.time += DAY

    assert (clock.now(), clock.is_frozen) == (NOW + DAY, True)


def test_a_frozen_clock_can_be_advanced():
    clock = Clock(Source())
    clock.freeze()
    clock.advance(-3 * DAY)

    assert clock.now() == NOW - 3 * DAY


def test_a_resumed_clock_runs_on_from_where_it_stood():
    source = Source()
    clock = Clock(source)
    clock.freeze()
    source.time += 5 * DAY
    clock.resume()
    source.time += DAY

    assert (clock.now(), clock.is_frozen) == (NOW + DAY, False)


def test_resuming_a_running_clock_changes_nothing():
    clock = Clock(Source())
    clock.advance(DAY)
    clock.resume()

    assert clock.now() == NOW + DAY


def test_advances_add_up():
    clock = Clock(Source())
    clock.advance(DAY)
    clock.advance(2 * DAY)

    assert clock.now() == NOW + 3 * DAY


def test_a_reset_clock_tells_its_source_again():
    source = Source()
    clock = Clock(source)
    clock.set(NOW + DAY)
    clock.freeze()
    clock.reset()
    source.time += DAY

    assert (clock.now(), clock.is_frozen) == (NOW + DAY, False)


def test_time_is_told_in_utc():
    clock = Clock(Source())
    clock.set(datetime(2026, 1, 1, 12, tzinfo=timezone(timedelta(hours=5))))

    assert clock.now() == datetime(2026, 1, 1, 7, tzinfo=UTC)
    assert clock.now().tzinfo is UTC


def test_an_instant_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        Clock(Source()).set(datetime(2026, 1, 1))


def test_a_running_clock_survives_the_end_of_the_calendar():
    source = Source()
    clock = Clock(source)
    clock.set(datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC))
    source.time += DAY

    assert clock.now().year == 9999
