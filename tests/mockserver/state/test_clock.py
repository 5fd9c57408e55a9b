"""A clock runs along with its source, and can be set, moved, stopped and put back."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockserver.state import Clock
from tests.support.worlds import NOW

DAY = timedelta(days=1)


def test_a_clock_runs_with_its_source():
    assert Clock().at(NOW + DAY) == NOW + DAY


def test_a_set_clock_runs_on_from_there():
    clock = Clock().moved_to(NOW + 10 * DAY, NOW)

    assert clock.at(NOW + DAY) == NOW + 11 * DAY


def test_a_frozen_clock_stands_still():
    clock = Clock().frozen(NOW)

    assert (clock.at(NOW + DAY), clock.is_frozen) == (NOW, True)


def test_a_frozen_clock_stays_frozen_when_set():
    clock = Clock().frozen(NOW).moved_to(NOW + DAY, NOW)

    assert (clock.at(NOW + 5 * DAY), clock.is_frozen) == (NOW + DAY, True)


def test_a_frozen_clock_can_be_advanced():
    assert Clock().frozen(NOW).advanced(-3 * DAY, NOW).at(NOW + DAY) == NOW - 3 * DAY


def test_a_clock_that_runs_again_goes_on_from_where_it_stood():
    clock = Clock().frozen(NOW).running(NOW + 5 * DAY)

    assert (clock.at(NOW + 6 * DAY), clock.is_frozen) == (NOW + DAY, False)


def test_a_running_clock_runs_on():
    clock = Clock().advanced(DAY, NOW)

    assert clock.running(NOW) == clock


def test_advances_add_up():
    assert Clock().advanced(DAY, NOW).advanced(2 * DAY, NOW).at(NOW) == NOW + 3 * DAY


def test_time_is_told_in_utc():
    instant = datetime(2026, 1, 1, 12, tzinfo=timezone(timedelta(hours=5)))
    told = Clock().moved_to(instant, NOW).at(NOW)

    assert (told, told.tzinfo) == (datetime(2026, 1, 1, 7, tzinfo=UTC), UTC)


def test_an_instant_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        Clock().moved_to(datetime(2026, 1, 1), NOW)


def test_a_running_clock_survives_the_end_of_the_calendar():
    clock = Clock().moved_to(datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC), NOW)

    assert clock.at(NOW + DAY).year == 9999


@given(st.datetimes(timezones=st.just(UTC)), st.booleans())
def test_a_clock_is_read_as_it_was_written(instant, is_frozen):
    clock = Clock().moved_to(instant, NOW)
    clock = clock.frozen(NOW) if is_frozen else clock

    assert Clock.from_record(clock.to_record()) == clock
