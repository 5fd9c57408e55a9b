"""Small files of some kinds, so that what shows or opens a body has something to show."""

import gzip
import struct
import zlib
from collections.abc import Callable
from typing import Final

from mockserver.replies.values.draws import Draw
from mockserver.replies.values.words import sentence, title

_GIF: Final = bytes.fromhex(
    "47494638396101000100800000ffbf00ffffff21f90400000000002c00000000010001000002024401003b"
)
_EMPTY_ZIP: Final = b"PK\x05\x06" + bytes(18)
_SIZE: Final = 64
_BINARY: Final = (
    "image/", "audio/", "video/", "font/", "application/vnd.openxmlformats",
)  # fmt: skip
_ARCHIVES: Final = frozenset(
    (
        "application/octet-stream",
        "application/pdf",
        "application/zip",
        "application/gzip",
        "application/x-gzip",
        "application/x-tar",
        "application/x-zip-compressed",
        "application/vnd.ms-excel",
        "application/msword",
        "binary/octet-stream",
    )
)


def is_binary(kind: str) -> bool:
    """Whether a media type is no text."""
    if kind == "image/svg+xml":
        return False
    return kind.startswith(_BINARY) or kind in _ARCHIVES


def sample_file(kind: str, draw: Draw) -> bytes:
    """Returns a file of a media type; of an unknown one bytes that mean nothing."""
    return _FILES.get(kind, _bytes)(draw)


def sample_page(draw: Draw) -> str:
    """Returns an HTML page."""
    heading = title(draw)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{heading}</title>'
        f"</head><body><h1>{heading}</h1><p>{sentence(draw)}</p></body></html>"
    )


def _bytes(draw: Draw) -> bytes:
    return b"".join(draw.bits().to_bytes(8, "big") for _ in range(_SIZE // 8))


def _png(draw: Draw) -> bytes:
    colour = draw.bits().to_bytes(8, "big")[:3]
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"\0" + colour)),
        (b"IEND", b""),
    )
    chunks = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def _pdf(draw: Draw) -> bytes:
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>",
    )
    body, places = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj%s endobj\n" % (number, text)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    table = b"xref\n0 4\n0000000000 65535 f \n" + rows
    return body + table + b"trailer<</Size 4/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(body)


_FILES: Final[dict[str, Callable[[Draw], bytes]]] = {
    "image/png": _png,
    "image/gif": lambda _: _GIF,
    "application/pdf": _pdf,
    "application/zip": lambda _: _EMPTY_ZIP,
    "application/x-zip-compressed": lambda _: _EMPTY_ZIP,
    "application/gzip": lambda draw: gzip.compress(sentence(draw).encode(), mtime=0),
    "application/x-gzip": lambda draw: gzip.compress(sentence(draw).encode(), mtime=0),
}
