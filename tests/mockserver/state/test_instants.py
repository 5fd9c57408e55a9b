"""Instants go to text and back without a loss beyond the second."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockserver.stubkit import format_instant, parse_instant

INSTANTS = st.datetimes(timezones=st.timezones())


@given(INSTANTS)
def test_an_instant_survives_the_round_trip(instant):
    if instant.year in (1, 9999):
        return  # in UTC it may lie beyond the calendar
    told = parse_instant(format_instant(instant))

    assert told == instant.astimezone(UTC).replace(microsecond=0)


def test_an_early_year_has_four_digits():
    assert format_instant(datetime(33, 4, 3, tzinfo=UTC)) == "0033-04-03T00:00:00Z"


def test_another_zone_is_told_in_utc():
    parsed = parse_instant("2026-01-15T12:00:00+05:00")

    assert parsed == datetime(2026, 1, 15, 7, tzinfo=UTC)
    assert parsed.tzinfo is UTC


def test_a_fraction_of_a_second_is_cut_off():
    assert format_instant(parse_instant("2026-01-15T12:00:00.999Z")) == "2026-01-15T12:00:00Z"


@pytest.mark.parametrize("text", ["2026-01-15T12:00:00", "2026-01-15", "soon", ""])
def test_text_without_a_zone_is_refused(text):
    with pytest.raises(ValueError):
        parse_instant(text)
