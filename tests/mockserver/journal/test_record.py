"""An entry survives its way through JSON."""

import json
from dataclasses import replace
from datetime import UTC, timedelta, timezone

from hypothesis import given, settings
from hypothesis import strategies as st

from mockserver.journal import Entry, NotedRefusal, from_record, to_record
from mockserver.stubkit import Violation
from tests.support.journals import entry

_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
_ZONES = st.sampled_from([UTC, timezone(timedelta(hours=-5))])
_HEADERS = st.lists(st.tuples(st.binary(max_size=8), st.binary(max_size=8)), max_size=3).map(tuple)
_VIOLATIONS = st.builds(Violation, st.just("body"), _TEXT, _TEXT, _TEXT, _TEXT)
_REFUSALS = st.builds(NotedRefusal, _TEXT, _TEXT, st.lists(_VIOLATIONS, max_size=2).map(tuple))
ENTRIES = st.builds(
    Entry,
    number=st.integers(0),
    at=st.datetimes(timezones=_ZONES),
    sandbox=_TEXT,
    method=_TEXT,
    path=_TEXT,
    query=st.binary(max_size=8),
    headers=_HEADERS,
    body=st.binary(max_size=20) | _TEXT.map(str.encode),
    status=st.integers(100, 599),
    answer_headers=_HEADERS,
    answer_body=st.binary(max_size=20) | _TEXT.map(str.encode),
    seconds=st.floats(0, 100),
    api=_TEXT,
    operation=_TEXT,
    operation_id=_TEXT,
    speaker=_TEXT,
    refusal=st.none() | _REFUSALS,
    fault=_TEXT,
    forced=st.lists(_TEXT, max_size=2).map(tuple),
    proxied=_TEXT,
    notes=st.lists(_TEXT, max_size=2).map(tuple),
    body_bytes=st.integers(-1),
    answer_body_bytes=st.integers(-1),
)


@settings(deadline=None)
@given(ENTRIES)
def test_an_entry_is_the_same_after_its_record_was_read(one):
    assert from_record(json.loads(json.dumps(to_record(one)))) == one


def test_text_stands_in_a_record_as_it_is():
    assert to_record(entry(body=b'{"a": 1}'))["body"] == '{"a": 1}'


def test_bytes_that_are_no_text_stand_in_base64():
    assert to_record(entry(body=b"\xff"))["body"] == {"base64": "/w=="}


def test_every_member_has_its_place_in_a_record():
    one = replace(entry(), number=5)

    assert set(to_record(one)) == set(Entry.__dataclass_fields__)
