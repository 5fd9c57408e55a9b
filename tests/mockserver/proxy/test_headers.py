"""Headers of one connection stay there; all others travel on as they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockserver.proxy.headers import answer_headers, request_headers

HOPS = (b"connection", b"keep-alive", b"te", b"trailer", b"transfer-encoding", b"upgrade")
NAMES = st.sampled_from([b"accept", b"cookie", b"x-one", b"set-cookie", b"via", *HOPS])
HEADERS = st.lists(st.tuples(NAMES, st.sampled_from([b"a", b"b", b"close"])))


@given(HEADERS)
def test_end_to_end_headers_keep_their_order_and_number(headers):
    kept = answer_headers(headers, status=204, body=b"", answers_head=False)

    assert kept == [pair for pair in headers if pair[0] not in HOPS]


def test_what_connection_names_stays_here():
    headers = [(b"connection", b"close, X-Hop"), (b"x-hop", b"1"), (b"x-far", b"2")]

    assert request_headers(headers, b"") == [(b"x-far", b"2")]


@pytest.mark.parametrize(
    ("asked", "sent"),
    [
        (b"gzip, br, deflate;q=0.5", b"gzip, deflate;q=0.5"),
        (b"br", b"identity"),
        (b"*", b"identity"),
        (b"identity;q=0", b"identity;q=0"),
    ],
)
def test_only_readable_encodings_are_asked_for(asked, sent):
    assert request_headers([(b"accept-encoding", asked)], b"") == [(b"accept-encoding", sent)]


def test_no_encoding_is_asked_for_in_the_name_of_a_client_that_asks_for_none():
    assert request_headers([(b"accept", b"a/b")], b"") == [(b"accept", b"a/b")]


@pytest.mark.parametrize("head", [(b"content-length", b"3"), (b"transfer-encoding", b"chunked")])
def test_a_body_that_was_read_has_a_length(head):
    assert request_headers([head], b"abc") == [(b"content-length", b"3")]


def test_an_answer_to_head_keeps_the_length_of_what_get_would_get():
    headers = [(b"Content-Length", b"70")]

    kept = answer_headers(headers, status=200, body=b"", answers_head=True)

    assert kept == [(b"content-length", b"70")]


@pytest.mark.parametrize(("status", "kept"), [(304, []), (200, [(b"content-length", b"2")])])
def test_the_length_is_that_of_what_is_sent(status, kept):
    body = b"" if status == 304 else b"ab"
    headers = [(b"content-length", b"70")]

    assert answer_headers(headers, status=status, body=body, answers_head=False) == kept
