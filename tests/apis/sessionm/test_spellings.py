"""Dates, behavior keys and pages: small things that answers spell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specs.bundle import Bundle
from specs.discovery import BUNDLED
from specs.sessionm.stub.behaviors import behavior_key
from specs.sessionm.stub.dates import iso, plain, whole_second, with_offset
from specs.sessionm.stub.paging import Page

SCHEMAS = Bundle.load(BUNDLED / "sessionm").schemas
SPELLINGS = {
    "ZonedInstant": "{day}T{time}{zone}",
    "SpacedInstant": "{day} {time}",
    "OffsetInstant": "{day}T{time}{offset}",
}
PARTS = {"day": "2026-01-15", "time": "12:00:00", "zone": "Z", "offset": "+0000"}


def spells(schema, **changes):
    """Tells whether a schema takes a date whose parts are good but for the changes."""
    text = SPELLINGS[schema].format(**{**PARTS, **changes})
    return SCHEMAS.compile(f"/components/schemas/{schema}", "request").is_valid(text)


@pytest.mark.parametrize("schema", SPELLINGS)
@pytest.mark.parametrize("day", ["2026-12-31", "2028-02-29", "0001-01-01", "9999-10-30"])
@pytest.mark.parametrize("time", ["00:00:00", "09:59:59", "19:30:01", "23:59:59"])
def test_a_date_is_taken_in_each_spelling(schema, day, time):
    """R31 R32: no year is too early or too late."""
    assert spells(schema, day=day, time=time)


@pytest.mark.parametrize("schema", SPELLINGS)
@pytest.mark.parametrize(
    "part",
    [
        *({"day": f"2026-{day}"} for day in ("00-01", "13-01", "19-01", "01-00", "01-32", "01-39")),
        *({"day": day} for day in ("26-01-15", "12026-01-15", "2026-1-15", "2026/01/15")),
        *({"time": time} for time in ("24:00:00", "29:00:00", "12:60:00", "12:00:60", "12:00", "")),
    ],
    ids=str,
)
def test_what_is_no_date_is_taken_in_no_spelling(schema, part):
    """R31 R32."""
    assert not spells(schema, **part)


@pytest.mark.parametrize(
    "zone", ["Z", "+00:00", "-09:30", "+19:00", "+23:59", ".5Z", ".123456789Z"]
)
def test_a_zone_is_z_or_an_offset(zone):
    assert spells("ZonedInstant", zone=zone)


@pytest.mark.parametrize(
    "zone", ["", "z", " Z", "+:::::", "+24:00", "+01:60", "+0100", "+01", "01:00", ".Z", "ZZ"]
)
def test_what_is_no_zone_is_not_taken(zone):
    assert not spells("ZonedInstant", zone=zone)


@pytest.mark.parametrize("offset", ["+0000", "-0930", "+1900", "+2359"])
def test_an_offset_in_deals_has_no_colon(offset):
    assert spells("OffsetInstant", offset=offset)


@pytest.mark.parametrize("offset", ["", "Z", "+00:00", "+2400", "+2900", "+0160", "+000", "0000"])
def test_what_is_no_offset_is_not_taken(offset):
    assert not spells("OffsetInstant", offset=offset)


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
