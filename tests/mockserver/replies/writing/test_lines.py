"""Values as rows and lines are read back as what they were."""

import csv
import email
import io
import json
from urllib.parse import parse_qs

from hypothesis import given
from hypothesis import strategies as st

from mockserver.replies.writing.lines import (
    BOUNDARY,
    as_csv,
    as_events,
    as_form,
    as_lines,
    as_parts,
    as_sequence,
    as_text,
)
from tests.support.schema_drawing import VALUES

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=9)


@given(st.lists(st.dictionaries(st.sampled_from(["a", "b"]), TEXT, min_size=2), min_size=1))
def test_records_are_read_back_from_csv(records):
    assert list(csv.DictReader(io.StringIO(as_csv(records)))) == records


def test_a_missing_cell_is_empty():
    assert as_csv([{"a": 1}, {"b": True}]) == "a,b\r\n1,\r\n,true\r\n"


def test_csv_of_other_values_has_no_names():
    assert as_csv([[1, 2], "x"]) == "1,2\r\nx\r\n"
    assert as_csv("a,b") == "a,b"


@given(st.lists(VALUES))
def test_lines_are_read_back(values):
    assert [json.loads(line) for line in as_lines(values).split("\n")[:-1]] == values


@given(st.lists(VALUES))
def test_a_sequence_is_read_back(values):
    assert [json.loads(part) for part in as_sequence(values).split("\x1e")[1:]] == values


def test_events_carry_one_item_each():
    assert as_events([{"a": 1}, "x\ny"]) == 'data: {"a":1}\n\ndata: x\ndata: y\n\n'


def test_a_text_that_is_an_event_stays_one():
    assert as_events("event: ping\n\n") == "event: ping\n\n"


@given(st.dictionaries(TEXT.filter(bool), st.lists(TEXT.filter(bool), min_size=1, max_size=2)))
def test_a_form_is_read_back(fields):
    assert parse_qs(as_form(fields)) == fields


def test_a_form_holds_objects_as_json():
    assert as_form({"a": {"b": 1}, "c": True}) == "a=%7B%22b%22%3A1%7D&c=true"


def test_parts_are_read_back():
    whole = f"Content-Type: multipart/form-data; boundary={BOUNDARY}\r\n\r\n" + as_parts(
        {'a"b\r\nc': "x", "n": [1, 2]}
    )
    parts = email.message_from_string(whole).get_payload()

    assert [part.get_payload() for part in parts] == ["x", "1", "2"]
    assert parts[1].get_param("name", header="content-disposition") == "n"


def test_plain_values_are_texts():
    assert [as_text(one) for one in ("a", 1, True, None, [1])] == ["a", "1", "true", "", "[1]"]
