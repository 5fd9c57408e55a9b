"""A value becomes the body that its media type calls for."""

import pytest

from mockserver.replies.writing.bodies import full_content_type, written_body
from tests.support.documents import THING, schema_bundle

VALUE = {"a": 1}


def body(value, content_type):
    return written_body(schema_bundle({}).document, THING, value, content_type)


@pytest.mark.parametrize("kind", ["application/json", "application/hal+json; v=1", "*/*"])
def test_json_stays_as_it_is(kind):
    assert body(VALUE, kind) is VALUE


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (
            "text/xml; charset=utf-8",
            '<?xml version="1.0" encoding="UTF-8"?><Thing><a>1</a></Thing>',
        ),
        ("application/vnd.x+xml", '<?xml version="1.0" encoding="UTF-8"?><Thing><a>1</a></Thing>'),
        ("application/yaml", '{"a":1}'),
        ("text/csv", "a\r\n1\r\n"),
        ("text/tab-separated-values", "a\r\n1\r\n"),
        ("application/x-ndjson", '{"a":1}\n'),
        ("text/event-stream", 'data: {"a":1}\n\n'),
        ("application/x-www-form-urlencoded", "a=1"),
        ("text/plain", '{"a":1}'),
        ("application/json-seq", '\x1e{"a":1}\n'),
    ],
)
def test_other_media_types_are_texts(kind, text):
    assert body(VALUE, kind) == text


def test_a_text_is_a_body_already():
    assert body("a,b", "text/csv") == "a,b"
    assert body("<a/>", "application/xml") == "<a/>"


def test_a_text_that_is_no_xml_becomes_some():
    assert body("a", "application/xml").endswith("<Thing>a</Thing>")


def test_a_text_of_bytes_becomes_bytes():
    assert body("a", "application/octet-stream") == b"a"


def test_a_multipart_body_names_its_boundary():
    said = full_content_type("multipart/form-data").partition("boundary=")[2]

    assert body(VALUE, "multipart/form-data").startswith(f"--{said}\r\n")
    assert full_content_type("text/csv") == "text/csv"
