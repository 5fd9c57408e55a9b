"""What clients do with a connection: one request after the other, all at once, in pieces, badly."""

from collections.abc import Sequence
from itertools import pairwise
from random import Random
from typing import Final

from tests.mockserver.lane.differential.messages import Line, Sent, head
from tests.mockserver.lane.differential.samples import Samples, admin
from tests.mockserver.lane.differential.spoiling import spoiled
from tests.mockserver.lane.differential.steps import RULES
from tests.mockserver.lane.differential.wire_pair import LEAVES, Conversation, Crowd, Talk

_CHUNKED: Final = (b"Transfer-Encoding", b"chunked")

FRAMINGS: Final[dict[str, tuple[Line, ...]]] = {
    "close": ((b"Connection", b"close"),),
    "keep": ((b"Connection", b"keep-alive"),),
    "both": ((b"connection", b"Keep-Alive, Close"),),
    "websocket": (
        (b"Connection", b"Upgrade"), (b"Upgrade", b"websocket"), (b"Sec-WebSocket-Version", b"13"),
        (b"Sec-WebSocket-Key", b"x3JJHMbDL1EzLkh9GBhXDw=="),
    ),
    "h2c": ((b"Connection", b"Upgrade, HTTP2-Settings"), (b"Upgrade", b"h2c")),
    "upgrade_unsaid": ((b"Upgrade", b"websocket"),),
    "te": ((b"Connection", b"TE"), (b"TE", b"trailers")),
    "forwarded": ((b"X-Forwarded-For", b"10.0.0.1"), (b"X-Forwarded-Proto", b"https")),
    "odd_case": ((b"cOnNeCtIoN", b"kEEp-alive"),),
    "empty_header": ((b"X-Empty", b""),),
    "spaces": ((b"X-Spaces", b" \t a \t "),),
    "host_twice": ((b"Host", b"evil.example.test"),),
    "large_header": ((b"X-Large", b"y" * 70_000),),
    "many_headers": tuple((b"X-%d" % number, b"y") for number in range(150)),
    "latin": ((b"X-Odd", b"\xff\x80"),),
    "expectation": ((b"Expect", b"200-ok"),),
    "origin": ((b"Origin", b"http://localhost:3000"),),
}  # fmt: skip
"""Headers of the connection rather than of the request."""

SPOILED: Final[dict[str, tuple[bytes, bytes]]] = {
    "newlines_alone": (b"\r\n", b"\n"),
    "no_host": (b"Host: localhost:4010\r\n", b""),
    "http_1_0": (b" HTTP/1.1\r\n", b" HTTP/1.0\r\n"),
    "http_1_0_kept": (b" HTTP/1.1\r\n", b" HTTP/1.0\r\nConnection: keep-alive\r\n"),
    "http_0_9": (b" HTTP/1.1\r\n", b"\r\n"),
    "http_2_0": (b" HTTP/1.1\r\n", b" HTTP/2.0\r\n"),
    "http_9_9": (b" HTTP/1.1\r\n", b" HTTP/9.9\r\n"),
    "folded": (b"Host:", b"X-One: 1\r\n 2\r\nHost:"),
    "space_before_colon": (b"Host:", b"X-One : 1\r\nHost:"),
    "no_colon": (b"Host:", b"X-One\r\nHost:"),
    "nul": (b"Host:", b"X-One: 1\x002\r\nHost:"),
    "return_alone": (b"Host:", b"X-One: 1\rX-Two: 2\r\nHost:"),
    "two_spaces": (b" /", b"  /"),
    "fragment": (b" HTTP/1.1\r\n", b"#fragment HTTP/1.1\r\n"),
    "absolute": (b" /", b" http://localhost:4010/"),
    "absolute_elsewhere": (b" /", b" https://evil.example.test:99/"),
    "no_slash": (b" /", b" "),
    "asterisk": (b" /", b" * /"),
    "double_slash": (b" /", b" //"),
    "umlaut": (b" HTTP/1.1\r\n", b"\xc3\xa4 HTTP/1.1\r\n"),
    "empty_lines_before": (b"", b"\r\n\r\n"),
    "length_in_words": (b"Host:", b"Content-Length: many\r\nHost:"),
    "negative_length": (b"Host:", b"Content-Length: -1\r\nHost:"),
    "two_lengths": (b"Host:", b"Content-Length: 4\r\nContent-Length: 5\r\nHost:"),
    "same_length_twice": (b"Host:", b"Content-Length: 0\r\nContent-Length: 0\r\nHost:"),
    "length_and_chunks": (b"Host:", b"Transfer-Encoding: chunked\r\nContent-Length: 4\r\nHost:"),
}
"""What stands in the bytes of a request -> what stands there instead, the first time.

Nothing that is found wrong only after the head has been read: the plain lane has begun such a call
by then, and what it did remains although 400 is answered; the pipeline waits until it is whole.
"""


def chunked(sent: Sent, sizes: Sequence[int], *, trailer: bytes = b"", more: bytes = b"") -> bytes:
    """A request whose body comes in chunks of these sizes, the last one with all that is left."""
    body, out = sent.content, [head(sent, _CHUNKED)]
    for size in [*sizes, len(body)]:
        piece, body = body[:size], body[size:]
        if piece:
            out.append(b"%x%s\r\n%s\r\n" % (len(piece), more, piece))
    return b"".join([*out, b"0\r\n", trailer, b"\r\n"])


def in_pieces(source: Random, data: bytes) -> tuple[bytes, ...]:
    """Cuts bytes at some places."""
    count = source.choice((1, 1, 2, 4))
    ends = sorted(source.randint(0, len(data)) for _ in range(count))
    edges = [0, *ends, len(data)]
    return tuple(data[a:b] for a, b in pairwise(edges) if a < b)


_WAYS: Final = (
    *["plain"] * 4, "header", "header", "chunked", "expect", "pieces", "spoiled",
)  # fmt: skip
_NONSENSE: Final = (b"x", b"\r\n", b"\x16\x03\x01\r\n\r\n", b"PRI * HTTP/2.0\r\n\r\n")


def _one(source: Random, sent: Sent) -> tuple[bytes, ...]:
    """Returns a request as packets, framed in one of many ways."""
    way = source.choice(_WAYS)
    length = ((b"Content-Length", b"%d" % len(sent.content)),) if sent.body else ()
    if way == "header":
        lines = FRAMINGS[source.choice(list(FRAMINGS))]
        return (sent.bytes(*lines, *length),)
    if way == "chunked":
        sizes = [source.randint(1, 30) for _ in range(source.randint(0, 3))]
        trailer = source.choice((b"", b"", b"X-Trailer: 1\r\n", b"Mock-Sandbox: two\r\n"))
        made = chunked(sent, sizes, trailer=trailer, more=source.choice((b"", b"", b";a=b")))
        return in_pieces(source, made) if source.random() < 0.5 else (made,)
    if way == "expect":
        start = head(sent, (b"Expect", source.choice((b"100-continue", b"100-Continue"))), *length)
        return (start, sent.content) if source.random() < 0.5 else (start + sent.content,)
    if way == "pieces":
        return in_pieces(source, sent.bytes())
    if way == "spoiled":
        old, new = SPOILED[source.choice(list(SPOILED))]
        return (sent.bytes().replace(old, new, 1),)
    return (sent.bytes(),)


def conversation(source: Random, of: Sequence[Samples]) -> Conversation:
    """Returns what one connection carries."""
    requests = [source.choice(source.choice(of).right) for _ in range(source.choice((1, 2, 3, 5)))]
    kind = source.choice(("in turn",) * 5 + ("pipelined", "pipelined", "cut short", "left", "more"))
    if kind == "pipelined":
        whole = b"".join(one.bytes() for one in requests)
        if source.random() < 0.5:
            return Conversation((whole,))
        return Conversation(in_pieces(source, whole), is_patient=source.random() < 0.5)
    if kind == "cut short":
        whole = b"".join(one.bytes() for one in requests[:1])
        return Conversation((whole[: source.randint(0, len(whole))],))
    if kind == "left":
        return Conversation((*_one(source, requests[0]), LEAVES))
    packets: list[bytes] = []
    for one in requests:
        changed = spoiled(source, one) if source.random() < 0.3 else one
        packets += _one(source, changed)
    if kind == "more":
        packets.append(source.choice(_NONSENSE))
    return Conversation(tuple(packet for packet in packets if packet))


def _crowd(source: Random, of: Sequence[Samples]) -> Crowd:
    """Returns conversations side by side.

    Each waits for its answers, and no request is whole in one lane's eyes before it is in the
    other's: who is first of those that come at once is nobody's promise.
    """
    found: list[Conversation] = []
    for _ in range(source.choice((2, 3))):
        packets: list[bytes] = []
        for _ in range(source.choice((1, 2, 4))):
            sent = source.choice(source.choice(of).right)
            whole, size = sent.bytes(), len(sent.content)
            at = len(whole) - source.randint(1, size) if size else 0
            packets += [whole[:at], whole[at:]] if at and source.random() < 0.5 else [whole]
        found.append(Conversation(tuple(packets)))
    return Crowd(tuple(found))


_STILL: Final = [rule for rule in RULES if "delay" not in rule]


def talks(number: int, of: Sequence[Samples]) -> list[Talk]:
    """Returns the talks of a number, for ever the same ones."""
    source = Random(number)
    made: list[Talk] = []
    for _ in range(source.randint(2, 8)):
        if source.random() < 0.12:
            method, rule = source.choice((("POST", source.choice(_STILL)), ("DELETE", None)))
            made.append(admin(method, "/faults", rule))
        else:
            made.append(source.choice((_crowd, conversation))(source, of))
    return made
