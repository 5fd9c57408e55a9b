"""Bodies in pieces, and clients that are slow, silent, hasty or gone."""

import socket
import struct
from collections.abc import Iterable

import httpx2
import pytest

from tests.end_to_end.doors import BODY_DOORS, CREDENTIALS, Door, door
from tests.end_to_end.judging import (
    assert_declared,
    assert_no_leak,
    assert_refused,
    nothing_changes,
)
from tests.end_to_end.wire import connect, head, read_answer, read_next_answer, request, send

GET = door("criteo", "getCampaign")
SEARCH = door("criteo", "searchCampaigns")
UPDATE = door("criteo", "updateCampaigns")


def chunked(pieces: Iterable[bytes]) -> Iterable[bytes]:
    for piece in pieces:
        yield b"%x\r\n%s\r\n" % (len(piece), piece)
    yield b"0\r\n\r\n"


def chunked_head(one: Door) -> bytes:
    headers = [*one.headers, ("Transfer-Encoding", "chunked")]
    return head(one.operation.method, one.target(), headers)


def announced_head(one: Door, length: int) -> bytes:
    headers = [*one.headers, ("Content-Length", str(length))]
    return head(one.operation.method, one.target(), headers)


def assert_serves(url: str) -> None:
    answer = request(url, "GET", GET.target(), GET.headers)
    assert_declared(GET, answer)
    assert answer.status == 200


@pytest.mark.parametrize("one", BODY_DOORS, ids=str)
def test_chunked_body_is_read_like_any_other(mock: httpx2.Client, mock_url: str, one: Door) -> None:
    whole = request(mock_url, one.operation.method, one.target(), one.headers, one.body)
    mock.post("/_mock/reset").raise_for_status()
    letters = [bytes([byte]) for byte in one.body or b""]

    answer = send(mock_url, [chunked_head(one), *chunked(letters)])

    assert_declared(one, answer)
    assert (answer.status, answer.content) == (whole.status, whole.content)


@pytest.mark.parametrize("one", BODY_DOORS, ids=str)
def test_17_megabytes_in_chunks_are_too_large(
    mock: httpx2.Client, mock_url: str, one: Door
) -> None:
    megabyte = b"x" * 1_000_000

    with nothing_changes(mock):
        answer = send(mock_url, [chunked_head(one), *chunked([megabyte] * 17)])

    assert answer.status == 413
    assert_refused(one, answer)


@pytest.mark.parametrize("length", [17_000_000, 100_000_000_000])
def test_too_large_a_body_is_refused_when_announced(
    mock: httpx2.Client, mock_url: str, length: int
) -> None:
    with nothing_changes(mock), connect(mock_url) as connection:
        connection.settimeout(5)
        connection.sendall(announced_head(SEARCH, length) + b"{")
        answer = read_answer(connection)

    assert answer.status == 413
    assert_refused(SEARCH, answer)


def test_client_that_expects_to_continue_is_answered(mock: httpx2.Client, mock_url: str) -> None:
    body = SEARCH.body or b""
    headers = [*SEARCH.headers, ("Expect", "100-continue"), ("Content-Length", str(len(body)))]

    with connect(mock_url) as connection:
        connection.sendall(head("POST", SEARCH.target(), headers))
        interim = connection.recv(100)
        connection.sendall(body)
        answer = read_answer(connection)

    assert interim.startswith(b"HTTP/1.1 100 ")
    assert_declared(SEARCH, answer)


def test_slow_body_keeps_nobody_else_waiting(mock: httpx2.Client, mock_url: str) -> None:
    body = SEARCH.body or b""

    with connect(mock_url) as slow:
        slow.sendall(announced_head(SEARCH, len(body)))
        for byte in body:
            slow.sendall(bytes([byte]))
            assert_serves(mock_url)
        answer = read_answer(slow)

    assert_declared(SEARCH, answer)
    assert answer.status == 200


@pytest.mark.parametrize("goes", ["politely", "by reset"])
@pytest.mark.parametrize("framing", ["length", "chunks"])
def test_client_that_leaves_in_mid_body_changes_nothing(
    mock: httpx2.Client, mock_url: str, goes: str, framing: str
) -> None:
    body = UPDATE.body or b""
    start = announced_head(UPDATE, len(body)) if framing == "length" else chunked_head(UPDATE)
    part = body[:-1] if framing == "length" else next(iter(chunked([body])))

    with nothing_changes(mock):
        for _ in range(20):
            connection = connect(mock_url)
            connection.sendall(start + part)
            if goes == "by reset":
                linger = struct.pack("ii", 1, 0)
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            connection.close()
        assert_serves(mock_url)


def test_connections_that_say_nothing_block_nobody(mock: httpx2.Client, mock_url: str) -> None:
    idle = [connect(mock_url) for _ in range(200)]

    assert_serves(mock_url)
    for connection in idle:
        connection.close()


@pytest.mark.parametrize(
    ("method", "target", "status"),
    [
        ("GET", GET.target(), 200),
        ("DELETE", UPDATE.target(), 405),
        ("POST", "/marketing-solutions/nothing", 404),
        ("POST", "/nothing", 404),
    ],
)
def test_large_body_that_nobody_asked_for_is_ignored(
    mock: httpx2.Client, mock_url: str, method: str, target: str, status: int
) -> None:
    with nothing_changes(mock):
        answer = request(mock_url, method, target, GET.headers, b"x" * 17_000_000)

    assert answer.status == status
    assert_no_leak(answer)
    assert_serves(mock_url)


def test_client_that_never_reads_harms_nobody(mock: httpx2.Client, mock_url: str) -> None:
    with connect(mock_url) as connection:
        connection.sendall(head("GET", "/_mock/state") * 50)

        assert_serves(mock_url)


def test_requests_sent_at_once_are_answered_in_order(mock: httpx2.Client, mock_url: str) -> None:
    targets = [GET.target({"campaignId": name}) for name in ("50001", "50002", "50003")]

    with connect(mock_url) as connection, connection.makefile("rb") as stream:
        connection.sendall(b"".join(head("GET", target, GET.headers) for target in targets))
        answers = [read_next_answer(stream) for _ in targets]

    assert [answer.json()["data"]["id"] for answer in answers] == ["50001", "50002", "50003"]


def test_request_behind_a_refused_body_is_not_smuggled(mock: httpx2.Client, mock_url: str) -> None:
    inner = head("POST", "/_mock/reset")
    mock.post("/_mock/control/spaaza/points", json={"user": "5001", "points": 7}).raise_for_status()

    with nothing_changes(mock):
        headers = [("Content-Type", "text/plain"), ("Authorization", CREDENTIALS["criteo"])]
        answer = request(mock_url, "POST", SEARCH.target(), headers, inner)

    assert answer.status == 415
