"""Which headers travel on, and which belong to one connection only (RFC 9110, section 7.6.1)."""

from typing import Final

from mockserver.journal.entry import RawHeaders
from mockserver.proxy.encoding import CODINGS

Headers = list[tuple[bytes, bytes]]

_HOP_BY_HOP: Final = frozenset(
    (
        b"connection",
        b"keep-alive",
        b"proxy-authenticate",
        b"proxy-authorization",
        b"proxy-connection",
        b"te",
        b"trailer",
        b"transfer-encoding",
        b"upgrade",
    )
)
_MADE_ANEW: Final = frozenset((b"host", b"expect", b"content-length", b"accept-encoding"))
"""Of a request. It is sent on whole, so nobody has to be asked whether its body may come."""
_BODILESS: Final = (204, 304)


def request_headers(headers: RawHeaders, body: bytes) -> Headers:
    """Returns the headers with which a request is sent on; the sender adds `Host`.

    Only codings that can be undone are asked for, since no other body could be judged.
    """
    kept = [pair for pair in _end_to_end(headers) if pair[0] not in _MADE_ANEW]
    names = {name for name, _ in headers}
    if b"accept-encoding" in names:
        asked = b",".join(value for name, value in headers if name == b"accept-encoding")
        kept.append((b"accept-encoding", _readable(asked)))
    if body or b"content-length" in names or b"transfer-encoding" in names:
        kept.append((b"content-length", str(len(body)).encode()))
    return kept


def answer_headers(headers: RawHeaders, *, status: int, body: bytes, answers_head: bool) -> Headers:
    """Returns the headers with which an answer is passed on, in the order sent."""
    kept = _end_to_end([(name.lower(), value) for name, value in headers])
    if answers_head:
        return kept
    kept = [pair for pair in kept if pair[0] != b"content-length"]
    if status in _BODILESS:
        return kept
    return [*kept, (b"content-length", str(len(body)).encode())]


def _end_to_end(headers: RawHeaders) -> Headers:
    named = {
        option.strip().lower()
        for name, value in headers
        if name == b"connection"
        for option in value.split(b",")
    }
    dropped = _HOP_BY_HOP | named
    return [pair for pair in headers if pair[0] not in dropped]


def _readable(asked: bytes) -> bytes:
    wanted = [item.strip() for item in asked.split(b",")]
    known = [
        item
        for item in wanted
        if item.partition(b";")[0].strip().lower().decode("latin-1") in CODINGS
    ]
    return b", ".join(known) or b"identity"
