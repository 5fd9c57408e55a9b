"""Requests that are odd as HTTP, or none at all."""

import httpx2
import pytest

from tests.end_to_end.doors import DOORS, PATHS, Door, door
from tests.end_to_end.judging import (
    assert_declared,
    assert_no_leak,
    assert_own_error,
    assert_refused,
    nothing_changes,
)
from tests.end_to_end.wire import head, request, send

GET = door("criteo", "getCampaign")
START = b"GET /marketing-solutions/campaigns/50001 HTTP/1.1\r\nHost: localhost\r\n"
NO_HTTP = {
    "tls": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
    "http/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "http/9.9": b"GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
    "noise": bytes(range(128, 256)) + b"\r\n\r\n",
    "no target": b"GET HTTP/1.1\r\n\r\n",
    "no slash": b"GET marketing-solutions HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "newlines alone": START.replace(b"\r\n", b"\n") + b"\n",
    "return alone": START + b"X-One: 1\rX-Two: 2\r\n\r\n",
    "folded header": START + b"X-One: 1\r\n 2\r\n\r\n",
    "space before colon": START + b"X-One : 1\r\n\r\n",
    "no colon": START + b"X-One\r\n\r\n",
    "nul in header": START + b"X-One: 1\x002\r\n\r\n",
    "control character": START + b"Authorization: Bearer demo\x01token\r\n\r\n",
    "length and chunks": START
    + b"Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n",
    "two lengths": START + b"Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcde",
    "negative length": START + b"Content-Length: -1\r\n\r\n",
    "length of 30 digits": START + b"Content-Length: " + b"9" * 30 + b"\r\n\r\n",
    "length in words": START + b"Content-Length: many\r\n\r\n",
    "chunk size": START + b"Transfer-Encoding: chunked\r\n\r\nZZ\r\nab\r\n0\r\n\r\n",
}
ODD_REQUESTS = {
    "no host": head("GET", GET.target(), GET.headers, host=None),
    "strange host": head("GET", GET.target(), GET.headers, host="]:[ ../"),
    "foreign host": head("GET", GET.target(), GET.headers, host="evil.example.test"),
    "absolute form": head("GET", "http://localhost" + GET.target(), GET.headers),
    "absolute form, foreign": head("GET", "http://evil.example.test" + GET.target(), GET.headers),
    "http/1.0": head("GET", GET.target(), GET.headers).replace(b"HTTP/1.1", b"HTTP/1.0"),
    "websocket": head(
        "GET",
        GET.target(),
        [
            *GET.headers,
            ("Connection", "Upgrade"),
            ("Upgrade", "websocket"),
            ("Sec-WebSocket-Version", "13"),
            ("Sec-WebSocket-Key", "x3JJHMbDL1EzLkh9GBhXDw=="),
        ],
    ),
    "h2c": head("GET", GET.target(), [*GET.headers, ("Connection", "Upgrade"), ("Upgrade", "h2c")]),
    "5000 headers": head(
        "GET", GET.target(), [*GET.headers, *((f"X-{number}", "y") for number in range(5000))]
    ),
    "1 MB header": head("GET", GET.target(), [*GET.headers, ("X-Big", "y" * 1_000_000)]),
    "header in latin-1": head("GET", GET.target(), [*GET.headers, ("X-Odd", b"\xff\x80")]),
    "body of a GET": head("GET", GET.target(), [*GET.headers, ("Content-Length", "5")]) + b'{"a":',
    "fragment": head("GET", GET.target() + "#fragment", GET.headers),
    "override": head("GET", GET.target(), [*GET.headers, ("X-HTTP-Method-Override", "DELETE")]),
    "accepts html": head("GET", GET.target(), [*GET.headers, ("Accept", "text/html")]),
    "accepts noise": head("GET", GET.target(), [*GET.headers, ("Accept", b"\xff;q=x,,")]),
    "part of it": head("GET", GET.target(), [*GET.headers, ("Range", "bytes=0-1")]),
    "conditional": head("GET", GET.target(), [*GET.headers, ("If-None-Match", "*")]),
    "odd cookies": head("GET", GET.target(), [*GET.headers, ("Cookie", b'\xff=\xff; ={"a":1};;')]),
    "forwarded": head("GET", GET.target(), [*GET.headers, ("X-Forwarded-For", "\xff, x" * 99)]),
    "rewritten": head("GET", GET.target(), [*GET.headers, ("X-Original-URL", "/_mock/state")]),
}


def assert_serves(url: str) -> None:
    answer = request(url, "GET", GET.target(), GET.headers)
    assert_declared(GET, answer)
    assert answer.status == 200


@pytest.mark.parametrize("data", NO_HTTP.values(), ids=NO_HTTP.keys())
def test_broken_http_is_refused_without_harm(
    mock: httpx2.Client, mock_url: str, data: bytes
) -> None:
    with nothing_changes(mock):
        answer = send(mock_url, data)

    assert answer.status in (400, 501, 505)
    assert_no_leak(answer)
    assert_serves(mock_url)


@pytest.mark.parametrize("data", ODD_REQUESTS.values(), ids=ODD_REQUESTS.keys())
def test_odd_request_gets_the_ordinary_answer(
    mock: httpx2.Client, mock_url: str, data: bytes
) -> None:
    with nothing_changes(mock):
        answer = send(mock_url, data)

    assert_declared(GET, answer)
    assert (answer.status, answer.json()["data"]["id"]) == (200, "50001")


@pytest.mark.parametrize("method", ["TRACE", "PUT", "DELETE", "PROPFIND"])
@pytest.mark.parametrize("one", PATHS.values(), ids=str)
def test_method_of_no_operation_is_not_allowed(
    mock: httpx2.Client, mock_url: str, one: Door, method: str
) -> None:
    allowed = {
        other.operation.method
        for other in DOORS
        if (other.api, other.operation.path) == (one.api, one.operation.path)
    }

    with nothing_changes(mock):
        answer = request(mock_url, method, one.target(), one.headers)

    assert answer.status == 405
    assert set(answer.headers["allow"].split(", ")) == allowed
    assert_refused(one, answer)


@pytest.mark.parametrize("one", PATHS.values(), ids=str)
def test_options_tells_the_methods_of_a_path(mock: httpx2.Client, mock_url: str, one: Door) -> None:
    with nothing_changes(mock):
        answer = request(mock_url, "OPTIONS", one.target(), one.headers)

    assert (answer.status, answer.content) == (204, b"")
    assert one.operation.method in answer.headers["allow"].split(", ")


@pytest.mark.parametrize(
    "one", [door for door in PATHS.values() if door.operation.method == "GET"], ids=str
)
def test_head_is_a_get_without_a_body_where_a_get_changes_nothing(
    mock: httpx2.Client, mock_url: str, one: Door
) -> None:
    with nothing_changes(mock):
        answer = request(mock_url, "HEAD", one.target(), one.headers)

    assert answer.content == b""
    assert answer.status == (405 if one.operation.has_side_effects else 200)


@pytest.mark.parametrize("method", ["BREW", "get", "A" * 300])
def test_method_that_nobody_knows_is_refused(
    mock: httpx2.Client, mock_url: str, method: str
) -> None:
    with nothing_changes(mock):
        answer = request(mock_url, method, GET.target(), GET.headers)

    assert answer.status in (400, 405, 501)
    assert answer.content_type in ("application/json", "application/problem+json")
    assert_no_leak(answer)


@pytest.mark.parametrize("method", ["GET", "OPTIONS"])
def test_asterisk_is_no_path_of_any_api(mock: httpx2.Client, mock_url: str, method: str) -> None:
    with nothing_changes(mock):
        answer = request(mock_url, method, "*")

    assert answer.status in (200, 204, 400, 404)
    assert_no_leak(answer)


@pytest.mark.parametrize(
    "path", ["/50001/", "//50001", "/./50001", "/../campaigns/50001", "/50001/../50002", "/"]
)
def test_paths_are_taken_literally(mock: httpx2.Client, mock_url: str, path: str) -> None:
    target = "/marketing-solutions/campaigns" + path

    answer = request(mock_url, "GET", target, GET.headers)

    assert_own_error("criteo", answer, 404)
