"""Bodies of recordings as the bytes that were sent."""

import zlib
from base64 import b64decode
from binascii import Error as NotBase64
from dataclasses import dataclass
from typing import Final

import orjson

from contracts.drift.traffic.kept import CUT
from specs.values import Json

_LONGEST: Final = 32 << 20
_GZIP: Final = b"\x1f\x8b"
_ANY_FRAME: Final = 47
"""zlib's word for a gzip or a zlib frame, whichever it is."""


@dataclass(frozen=True, slots=True)
class Body:
    """A body, or why it is not known."""

    data: bytes = b""
    loss: str = ""
    """A clause; empty if the body is known."""


NO_BODY: Final = Body()


def body_of(text: Json, encoding: Json = "") -> Body:
    """Returns a recorded body.

    Args:
        text: The body, as text or as base64; some write JSON that is no text.
        encoding: `base64`, or something else if it is text.
    """
    if text is None:
        return NO_BODY
    if text == CUT:
        return Body(loss="a body is too long to be judged")
    if not isinstance(text, str):
        return Body(orjson.dumps(text))
    if str(encoding).lower() != "base64":
        return Body(text.encode("utf-8", "replace"))
    try:
        return _unpacked(b64decode("".join(text.split()), validate=True))
    except (NotBase64, ValueError):
        return Body(loss="a body is said to be base64, but is not")


def _unpacked(data: bytes) -> Body:
    """Takes off the compression that some recordings leave on."""
    if not data.startswith(_GZIP):
        return Body(data)
    try:
        return Body(zlib.decompressobj(_ANY_FRAME).decompress(data, _LONGEST))
    except zlib.error:
        return Body(loss="a body is compressed, and damaged")
