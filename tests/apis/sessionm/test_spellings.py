"""Dates, behavior keys and pages: small things that answers spell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specs.sessionm.stub.behaviors import behavior_key
from specs.sessionm.stub.dates import iso, plain, whole_second, with_offset
from specs.sessionm.stub.paging import Page


@pytest.mark.parametrize(
    ("given_", "stored"),
    [
        ("2026-01-15T12:00:00Z", "2026-01-15T12:00:00Z"),
        ("2026-01-15T12:00:00.999999999Z", "2026-01-15T12:00:00Z"),
        ("2026-01-15T12:00:00+05:30", "2026-01-15T06:30:00Z"),
        ("2026-01-15T00:30:00-01:00", "2026-01-15T01:30:00Z"),
    ],
)
def test_instants_are_kept_in_utc_to_the_second(given_, stored):
    assert whole_second(given_) == stored
    assert iso(stored) == stored
    assert plain(stored) == stored.replace("T", " ").removesuffix("Z")
    assert with_offset(stored) == stored.removesuffix("Z") + "+0000"


@pytest.mark.parametrize("text", ["2026-02-30T00:00:00Z", "2026-01-15T25:00:00Z", "soon"])
def test_what_is_no_instant_is_refused(text):
    with pytest.raises(ValueError):
        whole_second(text)


def test_an_open_end_has_no_spelling():
    assert (iso(None), plain(None)) == (None, None)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("TEstt0714441 Campaign Action 1", "t_estt0714441 campaign action 1"),
        ("Super User 12", "super user 12"),
        ("participation challenge", "participation challenge"),
        ("dailyVisit", "daily_visit"),
        ("HTTPVisit", "http_visit"),
        ("Two-Step", "two_step"),
        ("A1B", "a1_b"),
    ],
)
def test_a_behavior_key_is_the_underscored_name(name, key):
    """R85: as the documented sample spells it."""
    assert behavior_key(name) == key


@given(total=st.integers(0, 60), size=st.integers(1, 25))
def test_pages_hold_everything_once(total, size):
    """R107 R108."""
    items = list(range(total))
    count = Page(1, size).count_for(total)
    pages = [Page(number, size).of(items) for number in range(1, count + 1)]

    assert [item for page in pages for item in page] == items
    assert all(len(page) == size for page in pages[:-1])
    assert Page(count + 1, size).of(items) == []
    assert count >= 1
