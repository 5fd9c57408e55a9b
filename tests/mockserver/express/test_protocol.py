"""On a socket, byte for byte: the same as without the express, whatever bytes come, and how."""

import json
import socket
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockserver.testing import running
from tests.mockserver.express.wire import (
    CLOSE,
    JSON,
    LANED,
    Answers,
    Leaves,
    Until,
    chunked,
    converse,
    head,
    put,
    whole_answers,
    wired,
)
from tests.support.worlds import server

pytestmark = pytest.mark.usefixtures("quiet")

EXPECT = b"Expect: 100-continue"
LAST = head(b"/things?limit=9", CLOSE)
BODY = b'{"n":1}'
PLACED = head(b"/things/1", JSON, b"Content-Length: 7", CLOSE, method=b"PUT")
LARGE = BODY + b" " * 70_000
BY_BYTE = [bytes((byte,)) for byte in put(BODY, CLOSE)]


def read(number: int, *lines: bytes) -> bytes:
    """A request whose answer tells its number."""
    return head(b"/things?limit=%d" % number, *lines)


@pytest.fixture(scope="module")
def wires(shop_folder):
    with wired(shop_folder) as both:
        yield both


AT_ONCE = {
    "one request": [LAST],
    "two, one after the other": [read(1), Answers(), LAST],
    "two in one piece": [read(1) + LAST],
    "many in one piece": [b"".join(read(number) for number in range(1, 100)) + LAST],
    "a cut within the second one": [read(1) + LAST[:20], Answers(), LAST[20:]],
    "byte by byte": BY_BYTE,
    "a body after its head": [PLACED, BODY],
    "a body in pieces": [PLACED, BODY[:3], BODY[3:]],
    "the end of one and the begin of the next": [PLACED.replace(CLOSE, b"A: b") + BODY + LAST],
    "chunks": [chunked(BODY[:3], BODY[3:])],
    "chunks, cut anywhere": [chunked(BODY)[:-9], chunked(BODY)[-9:-3], chunked(BODY)[-3:]],
    "chunks with a trailer": [chunked(BODY, trailer=b"X-Sum: 5\r\n")],
    "chunks with a trailer that is no header": [chunked(BODY, trailer=b"Mock-Sandbox: two\r\n")],
    "chunks with an extension": [chunked(BODY).replace(b"7\r\n", b"7;a=b\r\n")],
    "names in odd case": [head(b"/parts", b"x-PAGE: 3", b"cONNECTION: CLOSE")],
    "names that come twice": [head(b"/parts", b"X-Page: 3", b"X-Page: 4", b"A: 1", b"A: 2", CLOSE)],
    "spaces before a value": [head(b"/parts", b"X-Page:  \t 3", CLOSE)],
    "a value in latin-1": [head(b"/parts", b"X-Other: \xfc", CLOSE)],
    "a list for a connection": [head(b"/parts", b"Connection: foo, Close")],
    "no length": [head(b"/things/1", b"Content-Length: 0", CLOSE)],
    "no host": [b"GET /parts HTTP/1.1\r\nConnection: close\r\n\r\n"],
    "empty lines before": [b"\r\n\r\n" + LAST],
    "an encoded path": [head(b"/th%69ngs/%31", CLOSE)],
    "question marks": [head(b"/parts??a=b?c", CLOSE)],
    "a query that is empty": [head(b"/parts?", CLOSE)],
    "a sandbox in the path": [head(b"/~default/things/1", CLOSE)],
    "callers that change": [
        head(b"/tokens/ann", method=b"PUT"),
        *[head(b"/secret", b"Authorization: Bearer " + name) for name in (b"ann", b"bob", b"ann")],
        head(b"/secret"),
        head(b"/secret", b"Authorization: Bearer ann", CLOSE),
    ],
    "a refusal of the stub": [head(b"/things/99") + LAST],
    "a large answer": [head(b"/answers?as=large") + LAST],
}


@pytest.mark.parametrize("steps", AT_ONCE.values(), ids=AT_ONCE)
def test_is_answered_as_soon_as_it_is_whole(wires, steps):
    answered, laned = wires.agree_on(*steps)

    assert laned == 0
    assert answered.startswith(b"HTTP/1.1 ")


@pytest.mark.parametrize("steps", AT_ONCE.values(), ids=AT_ONCE)
def test_comes_in_its_turn_after_what_the_lane_answers(wires, steps):
    """All that is sent while the lane still answers is left to it, and the order stays."""
    answered, laned = wires.agree_on(read(7, LANED), *steps)

    assert laned > 0
    assert answered.index(b'"limit":7') < answered.rindex(b"HTTP/1.1 ")


LEFT = {
    "a preference, in a row": [read(1) + read(2, LANED) + read(3) + LAST],
    "a preference, and what is sent after its answer": [
        read(1, LANED),
        Answers(),
        read(2),
        Answers(),
        read(3, LANED),
        Answers(),
        LAST,
    ],
    "HTTP/1.0": [head(version=b"HTTP/1.0")],
    "HTTP/1.0 that would stay": [head(b"/parts", b"Connection: keep-alive", version=b"HTTP/1.0")],
    "a body beyond the largest": [put(LARGE, CLOSE)],
    "a body beyond the largest, and the next request": [put(LARGE) + LAST],
    "a body beyond the largest in chunks": [chunked(LARGE[:40_000], LARGE[40_000:])],
    "a whole URL": [head(b"http://localhost/things/1", CLOSE)],
    "a whole URL of elsewhere": [head(b"https://elsewhere.example/things/1?limit=3", CLOSE)],
    "two slashes": [head(b"//things/1", CLOSE)],
    "two slashes behind a sandbox": [head(b"/~default//things/1", CLOSE)],
    "a fragment": [head(b"/things/1#there", CLOSE)],
    "a fragment behind the query": [head(b"/parts?a=b#there?c", CLOSE)],
    "a fragment behind a sandbox": [head(b"/~default/parts#there", CLOSE)],
    "an encoded slash": [head(b"/things%2f1", CLOSE)],
    "an asterisk": [head(b"*", CLOSE, method=b"OPTIONS")],
    "HEAD": [head(b"/things/1", method=b"HEAD") + LAST],
    "HEAD that is described": [head(b"/heads", method=b"HEAD") + LAST],
    "a status without a body": [head(b"/specials/204") + LAST],
    "a status without a body, which has one": [head(b"/specials/304") + LAST],
    "a status that HTTP has not": [head(b"/specials/600")],
    "a header that frames the body": [head(b"/specials/chunked", CLOSE)],
    "a header that closes": [head(b"/specials/connection")],
    "a header that HTTP has not": [head(b"/specials/control")],
    "a stub that crashes": [head(b"/fails/crash") + LAST],
    "a stub that gives up": [head(b"/fails/cancelled")],
    "a stub that wants to end all": [head(b"/fails/exit")],
    "an unknown path": [head(b"/nothing") + LAST],
    "an unknown method": [head(b"/things/1", method=b"PURGE") + LAST],
    "an upgrade": [
        head(b"/parts", b"Upgrade: websocket", b"Connection: upgrade"),
        Answers(),
        Leaves(),
    ],
    "an upgrade to HTTP/2": [
        head(b"/parts", b"Upgrade: h2c", b"Connection: Upgrade, HTTP2-Settings"),
        Answers(),
        Leaves(),
    ],
    "an upgrade in name only": [head(b"/parts", b"Upgrade: h2c", CLOSE)],
    "a body that is announced and waited for": [
        put(b"", EXPECT, CLOSE).replace(b"Length: 0", b"Length: 7"),
        Until(b"100 Continue\r\n\r\n"),
        BODY,
    ],
    "a body that is announced and not waited for": [put(BODY, EXPECT, CLOSE)],
    "a body that is announced to nobody": [
        put(b"", EXPECT, CLOSE, target=b"/nothing").replace(b"Length: 0", b"Length: 7")
    ],
    "a body that is announced to a sandbox that cannot be": [
        put(b"", EXPECT, CLOSE, target=b"/~%20/now").replace(b"Length: 0", b"Length: 7")
    ],
    "a body that is announced too large": [
        put(b"", CLOSE).replace(b"Length: 0", b"Length: 99999999")
    ],
    "a body that never comes to a path that is not there": [
        put(b"", CLOSE, target=b"/nothing").replace(b"Length: 0", b"Length: 7")
    ],
}


@pytest.mark.parametrize("steps", LEFT.values(), ids=LEFT)
def test_is_left_to_the_lane_and_answered_the_same(wires, steps):
    answered, laned = wires.agree_on(*steps)

    assert laned > 0
    assert b"malformed_request" not in answered


INVALID = put(b'{"n":"one"}')
"""The express finds its operation, and leaves it once it has read the body."""
AFTER_INVALID = {
    "another method": [INVALID + head(b"/things/1", method=b"DELETE") + LAST],
    "HEAD": [INVALID + head(b"/things/1", method=b"HEAD") + LAST],
    "the same": [INVALID + INVALID + LAST],
    "a part of the next one": [INVALID + LAST[:2], Answers(), LAST[2:]],
    "half of the next one": [INVALID + LAST[:30], Answers(), LAST[30:]],
    "empty lines": [INVALID + b"\r\n\r\n" + LAST],
    "HTTP/1.0": [INVALID + head(version=b"HTTP/1.0")],
    "an upgrade": [INVALID + head(b"/parts", b"Upgrade: h2c", b"Connection: Upgrade, close")],
    "a large body": [INVALID + put(LARGE) + LAST],
    "a body that is waited for": [
        INVALID + put(b"", EXPECT, CLOSE).replace(b"Length: 0", b"Length: 7"),
        Until(b"100 Continue\r\n\r\n"),
        BODY,
    ],
    "nothing": [put(b'{"n":"one"}', CLOSE)],
    "what nobody reads": [put(b'{"n":"one"}', CLOSE) + LAST],
}


@pytest.mark.parametrize("steps", AFTER_INVALID.values(), ids=AFTER_INVALID)
def test_what_is_left_late_begins_as_it_was_sent(wires, steps):
    answered, laned = wires.agree_on(*steps)

    assert laned > 0
    assert answered.startswith(b"HTTP/1.1 400 ")
    assert b'"operation":"PUT /things/{id}"' in answered.partition(b"HTTP/1.1 2")[0]


MALFORMED = {
    "no HTTP": [b"hello there\r\n\r\n"],
    "lines that end in a line feed only": [LAST.replace(b"\r\n", b"\n")],
    "zeros": [b"\0\0\0\0"],
    "TLS": [b"\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03"],
    "a method in lower case": [head(method=b"get")],
    "a method of our own": [head(method=b"FOO")],
    "a space in the path": [head(b"/things/1 2")],
    "a path that is not ASCII": [head("/things/ü".encode())],
    "a query that is not ASCII": [head("/parts?a=ü".encode())],
    "a folded header": [head(b"/parts", b"X-A: b\r\n c")],
    "a header without a colon": [head(b"/parts", b"nothing")],
    "a header with a zero byte": [head(b"/parts", b"X-A: \0")],
    "a length that is no number": [head(b"/things/1", b"Content-Length: x", method=b"PUT")],
    "two lengths": [put(BODY, b"Content-Length: 8")],
    "a length and chunks": [put(BODY, b"Transfer-Encoding: chunked")],
    "a chunk without a length": [chunked()[:-5] + b"zz\r\n"],
    "another version": [head(version=b"HTTP/1.2")],
    "a broken request after a whole one": [read(1), Answers(), b"hello there\r\n\r\n"],
    "a broken request after one of the lane": [read(1, LANED), Answers(), b"\0\r\n\r\n"],
}


@pytest.mark.parametrize("steps", MALFORMED.values(), ids=MALFORMED)
def test_bytes_that_are_no_request_are_refused_in_words(wires, steps):
    answered, laned = wires.agree_on(*steps)

    assert laned == steps.count(Answers()) * (LANED in steps[0])
    assert b"HTTP/1.1 400 " in answered
    assert answered.count(b"malformed_request") == 1


@pytest.mark.parametrize("broken", [b"hello there\r\n\r\n", b"\0\r\n\r\n"])
def test_what_came_before_broken_bytes_is_answered_first(wires, broken):
    """Without the express the answer is lost if both come in one piece."""
    answered = converse(wires.urls[0], read(1) + read(2) + broken)

    assert answered.index(b'"limit":1') < answered.index(b'"limit":2')
    assert answered.index(b'"limit":2') < answered.index(b"HTTP/1.1 400 ")


def test_what_is_taken_down_is_the_same(wires):
    """Each entry has the headers, the body and the answer of its own request."""
    noted = b"Mock-Sandbox: noted"
    sent = [put(b'{"n":%d}' % number, noted, b"X-Number: %d" % number) for number in range(5)]
    sent += [head(b"/things?limit=3", noted), head(b"/things?limit=4", noted, b"X-A: 1", b"X-A: 2")]
    sent += [head(b"/answers?as=large", noted), head(b"/~noted/things/%31", b"X-Number: 9")]

    _, laned = wires.agree_on(sent[0], Answers(), *sent[1:], chunked(BODY, lines=(noted, CLOSE)))

    assert laned < len(sent)
    mine, plain = wires.entries("noted")
    assert len(mine) == len(sent) + 1
    assert mine == plain


@pytest.mark.parametrize("line", [b"A: b", LANED], ids=["express", "lane"])
def test_what_follows_a_body_is_no_header(wires, line):
    """It could name another sandbox, or show credentials, after all that was looked at."""
    start = head(b"/parts", b"Transfer-Encoding: chunked", line, CLOSE)

    answered, _ = wires.agree_on(start + b"0\r\nX-Page: 3\r\nX-Sum: 5\r\n\r\n")

    assert b" 200 OK" in answered
    assert b"x-page" not in answered
    assert b"x-sum" not in answered


def test_nothing_is_answered_after_the_last_request(wires):
    answered, _ = wires.agree_on(read(1) + LAST + read(2))

    assert whole_answers(answered) == 2


def test_nothing_is_said_of_broken_bytes_after_the_last_request(wires):
    answered = converse(wires.urls[0], read(1) + LAST + b"hello there\r\n\r\n")

    assert whole_answers(answered) == 2
    assert b"malformed_request" not in answered


MIXED = st.sampled_from(
    [
        read(1),
        read(2, LANED),
        INVALID,
        put(),
        put(b'{"n":2}', b"Mock-Sandbox: mixed"),
        chunked(BODY[:2], BODY[2:], lines=()),
        put(LARGE),
        head(b"/nothing"),
        head(b"/things/1", method=b"HEAD"),
        head(b"/things/1", method=b"DELETE"),
        head(b"/things", JSON, b"Content-Length: 7", method=b"POST") + BODY,
        head(b"/fails/crash"),
        head(b"/waits/turn"),
        head(b"/answers?as=large"),
        head(b"/~mixed/now"),
    ]
)


@settings(max_examples=25)
@given(sent=st.lists(MIXED, max_size=10), places=st.lists(st.floats(0, 1), max_size=4))
def test_any_mixture_is_answered_in_its_order_however_it_is_cut(wires, sent, places):
    text = b"".join(sent) + LAST
    cuts = [0, *sorted(int(place * len(text)) for place in places), len(text)]
    for url in wires.urls:
        for name in (b"default", b"mixed"):
            named = head(b"/_mock/reset", b"Mock-Sandbox: " + name, CLOSE, method=b"POST")
            assert b" 204 " in converse(url, named)

    parts = [text[start:end] for start, end in pairwise(cuts) if start < end]
    answered, _ = wires.agree_on(*parts)

    assert answered.count(b"HTTP/1.1 ") == len(sent) + 1


def test_answers_come_in_the_order_of_the_requests(wires):
    """Every third one is the lane's, and the client reads nothing before all are sent."""
    numbers = range(1, 300)
    sent = b"".join(read(number, *(LANED,) * (number % 3 == 0)) for number in numbers)

    answered, laned = wires.agree_on(sent + LAST)

    told = [answered.index(b'"limit":%d}' % number) for number in numbers]
    assert told == sorted(told)
    assert laned >= 99


@pytest.mark.parametrize("sent", [read(1), put()], ids=["no body", "a body"])
def test_a_client_that_says_no_more_is_still_answered(wires, sent):
    """Without the express the end may come before the answer, which is lost then."""
    converse(wires.urls[0], put(BODY, CLOSE))

    assert whole_answers(converse(wires.urls[0], sent, Leaves())) == 1


def test_a_client_that_leaves_within_its_request_is_forgotten(wires):
    def kept() -> int:
        told = converse(wires.urls[0], head(b"/_mock/journal?limit=1", CLOSE))
        return json.loads(told.partition(b"\r\n\r\n")[2])["newest"]

    before = kept()
    for part in (PLACED[:30], PLACED, PLACED + BODY[:3], chunked(BODY)[:-2]):
        host, port = wires.urls[0].removeprefix("http://").split(":")
        with socket.create_connection((host, int(port)), timeout=10) as line:
            line.sendall(part)

    converse(wires.urls[0], LAST)

    assert kept() == before + 1


def test_a_server_that_stops_closes_idle_connections(shop_folder):
    with running(server(shop_folder)) as url:
        converse(url, put(BODY, CLOSE))
        host, port = url.removeprefix("http://").split(":")
        line = socket.create_connection((host, int(port)), timeout=10)
        line.sendall(read(1))
        got = b""
        while not whole_answers(got):
            got += line.recv(65536)

    with line:
        assert line.recv(1) == b""
