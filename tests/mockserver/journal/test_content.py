"""What raw headers and bodies say."""

import pytest

from mockserver.journal.content import header_values, is_same, says_json, text_of, value_of
from specs.values import ABSENT
from tests.support.journals import FORM_HEADERS, JSON_HEADERS


def of_kind(kind: bytes) -> tuple:
    return ((b"content-type", kind),)


def test_header_values_are_found_whatever_the_case():
    headers = ((b"X-Key", b"a"), (b"other", b"b"), (b"x-key", b"c"))

    assert header_values(headers, "X-KEY") == ["a", "c"]
    assert header_values(headers, "none") == []


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("application/json", True), ("application/problem+json", True), ("*/*", False), ("", False)],
)
def test_a_content_type_says_json(kind, expected):
    assert says_json(kind) is expected


@pytest.mark.parametrize(
    ("headers", "body", "expected"),
    [
        (JSON_HEADERS, b'{"a": [1]}', {"a": [1]}),
        ((), b"[1]", [1]),
        (JSON_HEADERS, b"{", ABSENT),
        (JSON_HEADERS, b"", ABSENT),
        (of_kind(b"text/plain"), b"1", ABSENT),
        (FORM_HEADERS, b"a=1&b=x+y&a=2&a=3&c=", {"a": ["1", "2", "3"], "b": "x y", "c": ""}),
    ],
)
def test_a_body_means_a_value(headers, body, expected):
    assert value_of(headers, body) == expected


@pytest.mark.parametrize(
    ("kind", "body", "expected"),
    [
        (b"text/plain", "Zoë".encode(), "Zoë"),
        (b"text/plain; charset=latin-1", "Zoë".encode("latin-1"), "Zoë"),
        (b"text/plain; charset=nonsense", b"\xff", None),
        (b"image/png", b"\x89PNG\xff", None),
    ],
)
def test_a_body_is_text_or_it_is_not(kind, body, expected):
    assert text_of(of_kind(kind), body) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (1, 1.0, True),
        (1, True, False),
        (False, 0, False),
        (True, True, True),
        ({"a": [True]}, {"a": [True]}, True),
        ({"a": [True]}, {"a": [1]}, False),
        ({"a": 1}, {"a": 1, "b": 2}, False),
        ([1], [1, 2], False),
        ("1", 1, False),
        (None, None, True),
    ],
)
def test_json_values_are_equal_as_json_has_it(one, other, expected):
    assert is_same(one, other) is expected
