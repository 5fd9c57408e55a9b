"""Over a real socket: an answer as it came, or one of three words why there is none."""

import gzip
import socket
from collections.abc import Iterator

import pytest

from contracts.finding import Reply, Request
from contracts.run import transport as module
from contracts.run.transport import HttpTransport, Unsendable
from contracts.target import Tls
from tests.support.sockets import Caller, Handle, reply_bytes, speaking

GET = Request("GET", "/items")


@pytest.fixture
def http() -> Iterator[HttpTransport]:
    transport = HttpTransport(Tls())
    yield transport
    transport.close()


def answering(*parts: bytes, heard: list[bytes] | None = None) -> Handle:
    async def handle(caller: Caller) -> None:
        while True:
            request = await caller.request()
            if heard is not None:
                heard.append(request)
            await caller.say(*parts)

    return handle


def got(http: HttpTransport, *parts: bytes, seconds: float = 5) -> Reply | str:
    with speaking(answering(*parts)) as url:
        return http.send(url, GET, seconds)


def test_answer_comes_as_it_was_sent(http: HttpTransport) -> None:
    reply = got(http, reply_bytes(b"\x00\xff", b"X-Id: 1", b"x-id: 2", status=b"418 Teapot"))

    assert isinstance(reply, Reply)
    assert (reply.status, reply.body) == (418, b"\x00\xff")
    assert [value for name, value in reply.headers if name.lower() == "x-id"] == ["1", "2"]
    assert reply.seconds > 0


def test_request_travels_as_it_is(http: HttpTransport) -> None:
    heard: list[bytes] = []
    request = Request(
        "PATCH",
        "/a%2Fb/%7Bx%7D",
        query=(("q", "a b&c"), ("q", "é")),
        headers=(("X-Twice", "1"), ("X-Twice", "2"), ("X-Odd", "ä\u20ac")),
        body=b"\x00body",
    )

    with speaking(answering(reply_bytes(), heard=heard)) as url:
        http.send(f"{url}/base", request, 5)

    head, _, body = heard[0].partition(b"\r\n\r\n")
    lines = head.split(b"\r\n")
    assert lines[0] == b"PATCH /base/a%2Fb/%7Bx%7D?q=a%20b%26c&q=%C3%A9 HTTP/1.1"
    assert [line for line in lines if line.startswith(b"X-Twice")] == [
        b"X-Twice: 1",
        b"X-Twice: 2",
    ]
    assert "X-Odd: ä€".encode() in lines
    assert body == b"\x00body"


@pytest.mark.parametrize(
    "path", ["/a/../b", "/a/./b", "//a//b", "/a/%2e%2e/b", "/a;x=1/b", "/%00", "/a'b(c)*!"]
)
def test_path_is_not_made_nicer_on_its_way(http: HttpTransport, path: str) -> None:
    heard: list[bytes] = []

    with speaking(answering(reply_bytes(), heard=heard)) as url:
        http.send(url, Request("GET", path), 5)

    assert heard[0].split(b" ")[1] == path.encode()


def test_no_credentials_of_the_machine_are_sent(
    http: HttpTransport, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[bytes] = []
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")

    with speaking(answering(reply_bytes(), heard=heard)) as url:
        http.send(url.replace("//", "//user:word@"), GET, 5)
        http.send(url, GET, 5)

    assert b"authorization" not in heard[1].lower()


def test_redirect_is_an_answer_and_is_not_followed(http: HttpTransport) -> None:
    heard: list[bytes] = []
    moved = reply_bytes(b"", b"Location: /elsewhere", status=b"302 Found")

    with speaking(answering(moved, heard=heard)) as url:
        reply = http.send(url, GET, 5)

    assert isinstance(reply, Reply)
    assert (reply.status, reply.header("location")) == (302, "/elsewhere")
    assert len(heard) == 1


def test_cookies_are_not_carried_from_call_to_call(http: HttpTransport) -> None:
    heard: list[bytes] = []
    baked = reply_bytes(b"", b"Set-Cookie: session=of-another-caller; Path=/")

    with speaking(answering(baked, heard=heard)) as url:
        http.send(url, GET, 5)
        http.send(url, GET, 5)

    assert b"of-another-caller" not in heard[1]


def test_packed_answer_is_unpacked(http: HttpTransport) -> None:
    reply = got(http, reply_bytes(gzip.compress(b"words"), b"Content-Encoding: gzip"))

    assert isinstance(reply, Reply)
    assert reply.body == b"words"


@pytest.mark.parametrize(
    "line",
    [
        "X-Odd: ä".encode("latin-1"),
        "X-Odd: ä".encode(),
        b"X-Odd: \x80\xff",
        b"X-Odd:",
        b"X-Odd:   spaced   ",
        b"X-Odd: " + b"x" * 8000,
    ],
)
def test_odd_header_does_not_stop_anything(http: HttpTransport, line: bytes) -> None:
    reply = got(http, reply_bytes(b"ok", line))

    assert isinstance(reply, Reply)
    assert reply.body == b"ok"
    assert reply.header("x-odd") is not None


@pytest.mark.parametrize(
    "parts",
    [
        (b"",),
        (b"HTTP/1.1 200 OK\r\nContent-Le",),
        (reply_bytes(b"half", length=400),),
        (b"not http at all\r\n\r\n",),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",),
        (b"HTTP/1.1 200 OK\r\nBad Header\x00: x\r\n\r\n",),
        (reply_bytes(b"not packed", b"Content-Encoding: gzip"),),
        (reply_bytes(b"x", b"X-Long: " + b"x" * 300_000),),
    ],
    ids=["nothing", "head", "body", "words", "chunks", "header", "gzip", "long"],
)
def test_broken_answer_is_broken(http: HttpTransport, parts: tuple[bytes, ...]) -> None:
    async def handle(caller: Caller) -> None:
        await caller.request()
        await caller.say(*parts)

    with speaking(handle) as url:
        assert http.send(url, GET, 5) == "broken"


@pytest.mark.parametrize("path", ["/\x00", "/a b", "/ä", "/a\r\nX-Injected: 1"])
def test_path_that_cannot_be_sent_accuses_nobody(http: HttpTransport, path: str) -> None:
    heard: list[bytes] = []

    with speaking(answering(reply_bytes(), heard=heard)) as url, pytest.raises(Unsendable):
        http.send(url, Request("GET", path), 5)

    assert heard == []


@pytest.mark.parametrize(
    "header",
    [
        ("X-Odd", "a\r\nX-Injected: 1"),
        ("X-Odd", "a\x00b"),
        ("X-Odd", "\ud800"),
        ("", "x"),
        ("X Odd", "1"),
        ("é", "1"),
    ],
)
def test_header_that_cannot_be_sent_accuses_nobody(
    http: HttpTransport, header: tuple[str, str]
) -> None:
    heard: list[bytes] = []

    with speaking(answering(reply_bytes(), heard=heard)) as url, pytest.raises(Unsendable):
        http.send(url, Request("GET", "/", headers=(header,)), 5)

    assert heard == []


def test_long_path_is_sent(http: HttpTransport) -> None:
    with speaking(answering(reply_bytes())) as url:
        outcome = http.send(url, Request("GET", "/" + "x" * 60_000), 5)

    assert isinstance(outcome, Reply)


def test_text_that_is_no_unicode_accuses_nobody(http: HttpTransport) -> None:
    with speaking(answering(reply_bytes())) as url, pytest.raises(Unsendable):
        http.send(url, Request("GET", "/x", query=(("q", "\ud800"),)), 5)


def test_nobody_there_is_refused(http: HttpTransport) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]

    assert http.send(f"http://127.0.0.1:{port}", GET, 5) == "refused"


def test_server_that_says_nothing_is_a_timeout(http: HttpTransport) -> None:
    async def handle(caller: Caller) -> None:
        await caller.stopped()

    with speaking(handle) as url:
        assert http.send(url, GET, 0.1) == "timeout"


def test_body_that_drips_is_a_timeout(http: HttpTransport) -> None:
    async def handle(caller: Caller) -> None:
        await caller.request()
        await caller.say(reply_bytes(length=100), *([b"x"] * 100), pause=0.02)

    with speaking(handle) as url:
        assert http.send(url, GET, 0.2) == "timeout"


def test_head_that_drips_is_a_timeout(http: HttpTransport) -> None:
    async def handle(caller: Caller) -> None:
        await caller.request()
        head = [b"HTTP/1.1 200 OK\r\nX-Slow: ", *([b"x"] * 100)]
        await caller.say(*head, b"\r\nContent-Length: 0\r\n\r\n", pause=0.02)

    with speaking(handle) as url:
        assert http.send(url, GET, 0.2) == "timeout"


def test_huge_body_is_cut_off(http: HttpTransport, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LARGEST_REPLY", 100_000)

    reply = got(http, reply_bytes(b"x" * 3_000_000))

    assert isinstance(reply, Reply)
    assert 100_000 <= len(reply.body) < 400_000


def test_body_that_unpacks_without_end_is_cut_off(
    http: HttpTransport, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LARGEST_REPLY", 100_000)

    reply = got(http, reply_bytes(gzip.compress(bytes(50_000_000)), b"Content-Encoding: gzip"))

    assert isinstance(reply, Reply)
    assert len(reply.body) < 30_000_000


def test_transport_works_on_after_every_failure(http: HttpTransport) -> None:
    async def silent(caller: Caller) -> None:
        await caller.stopped()

    with speaking(silent) as url:
        assert http.send(url, GET, 0.05) == "timeout"
    with speaking(answering(b"rubbish\r\n\r\n")) as url:
        assert http.send(url, GET, 5) == "broken"
    assert isinstance(got(http, reply_bytes()), Reply)


def test_kept_connection_that_the_server_closed_is_no_finding(http: HttpTransport) -> None:
    connections = 0

    async def handle(caller: Caller) -> None:
        nonlocal connections
        connections += 1
        await caller.request()
        await caller.say(reply_bytes(b"ok"))
        await caller.request()

    with speaking(handle) as url:
        outcomes = [http.send(url, GET, 5) for _ in range(3)]

    assert [isinstance(one, Reply) for one in outcomes] == [True] * 3


def test_connection_is_kept_for_the_next_call(http: HttpTransport) -> None:
    connections = 0

    async def handle(caller: Caller) -> None:
        nonlocal connections
        connections += 1
        while True:
            await caller.request()
            await caller.say(reply_bytes(b"ok"))

    with speaking(handle) as url:
        outcomes = [http.send(url, GET, 5) for _ in range(5)]

    assert [isinstance(one, Reply) for one in outcomes] == [True] * 5
    assert connections == 1


def test_plain_http_reads_no_certificates() -> None:
    transport = HttpTransport(Tls(ca="no/such/file.pem"))

    outcome = got(transport, reply_bytes(b"ok"))
    transport.close()

    assert isinstance(outcome, Reply)
