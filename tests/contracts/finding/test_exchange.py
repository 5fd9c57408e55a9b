"""A request and its answer, as judges read them."""

import pytest

from contracts.finding import Exchange, Reply, Request
from specs.values import ABSENT, Json


def test_target_is_the_path_without_a_query() -> None:
    assert Request("GET", "/a%20b").target == "/a%20b"


@pytest.mark.parametrize(
    ("query", "target"),
    [
        ((("a", "1"), ("a", "2")), "/x?a=1&a=2"),
        ((("q", "a b&c=d#e+f%"),), "/x?q=a%20b%26c%3Dd%23e%2Bf%25"),
        ((("filter[name]", "é"),), "/x?filter[name]=%C3%A9"),
        ((("empty", ""),), "/x?empty="),
        ((("ids", "1,2:3/4"),), "/x?ids=1,2:3/4"),
    ],
)
def test_query_is_encoded_in_order(query: tuple[tuple[str, str], ...], target: str) -> None:
    assert Request("GET", "/x", query).target == target


def test_last_value_of_a_header_counts_whatever_its_case() -> None:
    reply = Reply(200, (("X-Id", "1"), ("x-id", "2")))

    assert reply.header("X-ID") == "2"
    assert reply.header("X-Other") is None
    assert Request("GET", "/", headers=(("A", "1"),)).header("a") == "1"


@pytest.mark.parametrize(
    ("value", "content_type"),
    [
        ("application/json", "application/json"),
        ("Application/JSON; charset=utf-8", "application/json"),
        (" text/plain ;x", "text/plain"),
        ("", ""),
    ],
)
def test_content_type_has_no_parameters(value: str, content_type: str) -> None:
    assert Reply(200, (("Content-Type", value),)).content_type == content_type


def test_answer_without_a_content_type_has_none() -> None:
    assert Reply(200).content_type is None


@pytest.mark.parametrize(
    ("body", "value"),
    [
        (b'{"a": null}', {"a": None}),
        (b"null", None),
        (b"", ABSENT),
        (b"{", ABSENT),
        (b"\xff", ABSENT),
        (b"NaN", ABSENT),
    ],
)
def test_body_that_is_no_json_is_absent(body: bytes, value: Json) -> None:
    assert Reply(200, (), body).json == value
    assert Request("POST", "/", body=body).json == value


def test_request_without_a_body_has_no_json() -> None:
    assert Request("GET", "/").json is ABSENT


def test_pointer_reads_from_the_answer() -> None:
    exchange = Exchange(Request("GET", "/"), Reply(200, (), b'{"a": [1, null]}'))

    assert (exchange.at("/a/0"), exchange.at("/a/1"), exchange.at("/b")) == (1, None, ABSENT)
    assert exchange.status == 200


def test_exchange_without_an_answer_has_status_zero_and_no_body() -> None:
    exchange = Exchange(Request("GET", "/"), None, "timeout")

    assert (exchange.status, exchange.json, exchange.at("/a")) == (0, ABSENT, ABSENT)
