"""Undoes a content encoding, within bounds: a few bytes may stand for any number of them."""

import zlib
from typing import Final

CODINGS: Final = ("gzip", "x-gzip", "deflate", "identity")
"""Content codings that can be undone."""

_GZIP: Final = 16 + zlib.MAX_WBITS
_ZLIB: Final = zlib.MAX_WBITS
_BARE: Final = -zlib.MAX_WBITS


class NotEncoded(ValueError):
    """The bytes are not what their content encoding says."""


class Unreadable(ValueError):
    """The bytes cannot be read here, right as they may be."""


def decoded(raw: bytes, encoding: str, *, limit_bytes: int) -> bytes:
    """Returns a body without its content encoding.

    Args:
        raw: The bytes as they came.
        encoding: The header, empty if there is none.
        limit_bytes: More are not made.

    Raises:
        NotEncoded: The bytes are none of that encoding.
        Unreadable: The encoding is not known, or the body is longer than the limit.
    """
    for coding in reversed([item.strip().lower() for item in encoding.split(",")]):
        if coding in ("", "identity") or not raw:
            continue
        if coding not in CODINGS:
            raise Unreadable(f"the content encoding {coding[:40]!r} cannot be undone here")
        try:
            raw = _inflated(raw, coding, limit_bytes)
        except zlib.error as error:
            raise NotEncoded(f"the body is not {coding}: {error}") from error
    return raw


def _inflated(raw: bytes, coding: str, limit_bytes: int) -> bytes:
    if coding != "deflate":
        return _members(raw, _GZIP, limit_bytes)
    try:
        return _members(raw, _ZLIB, limit_bytes)
    except zlib.error:
        # Some servers leave out the frame that `deflate` means.
        return _members(raw, _BARE, limit_bytes)


def _members(raw: bytes, window: int, limit_bytes: int) -> bytes:
    """Returns all parts of a stream, of which gzip may have several."""
    made: list[bytes] = []
    size = 0
    while raw:
        part = zlib.decompressobj(window)
        text = part.decompress(raw, limit_bytes - size + 1)
        size += len(text)
        if size > limit_bytes:
            raise Unreadable(f"the body is longer than {limit_bytes} bytes")
        if not part.eof:
            raise zlib.error("it ends too early")
        made.append(text)
        raw = part.unused_data
    return b"".join(made)
