"""A recording as bytes of UTF-8, also where it is packed, or written in UTF-16."""

import zlib
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, IncrementalDecoder, getincrementaldecoder
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from contracts.errors import ConfigError

_HEAD_BYTES: Final = 1 << 16
_READ_BYTES: Final = 1 << 18
_GZIP: Final = b"\x1f\x8b\x08"
_GZIP_FRAME: Final = 31
"""zlib's word for gzip."""


class Source:
    """The text of a recording, read once."""

    def __init__(self, raw: IO[bytes]) -> None:
        first = raw.read(_READ_BYTES)
        packed = _Chunks(raw, first)
        unpacked = _Unpacked(packed) if first.startswith(_GZIP) else None
        self._packed = unpacked
        self._decoded = _Decoded(unpacked or packed)
        self._ahead = b""
        while len(self._ahead) < _HEAD_BYTES and (more := self._decoded.chunk()):
            self._ahead += more
        self.head = self._ahead[:_HEAD_BYTES]
        """How it begins."""

    @property
    def damage(self) -> str:
        """What is wrong with its compression, as a clause; empty if nothing is."""
        return self._packed.damage if self._packed is not None else ""

    def read(self, size: int, /) -> bytes:
        """Returns at most so many bytes; none at the end."""
        if not self._ahead:
            self._ahead = self._decoded.chunk()
        taken, self._ahead = self._ahead[:size], self._ahead[size:]
        return taken

    def lines(self, limit: int) -> Iterator[bytes | None]:
        """Yields its lines, with the end of line that they have; None for one over the limit."""
        rest = b""
        is_over = False
        while chunk := self.read(_READ_BYTES):
            *whole, last = chunk.split(b"\n")
            for end in whole:
                yield None if is_over or len(rest) + len(end) > limit else rest + end + b"\n"
                rest, is_over = b"", False
            is_over = is_over or len(rest) + len(last) > limit
            rest = b"" if is_over else rest + last
        if rest or is_over:
            yield None if is_over else rest


@contextmanager
def opened(file: Path) -> Iterator[Source]:
    """Opens a recording.

    Raises:
        ConfigError: It is not there, a folder, empty, or cannot be read.
    """
    try:
        with file.open("rb") as raw:
            yield _source(file, raw)
    except IsADirectoryError:
        raise ConfigError(
            "this is a folder", file=file, expected="a recording", do="Name one file of it"
        ) from None
    except FileNotFoundError:
        raise ConfigError("there is no such recording", file=file) from None
    except OSError as error:
        why = error.strerror or str(error)
        raise ConfigError(f"the recording cannot be read: {why}", file=file) from error


def _source(file: Path, raw: IO[bytes]) -> Source:
    source = Source(raw)
    if not source.head.strip():
        why = source.damage or "the recording is empty"
        raise ConfigError(why, file=file, do="Record again, or name another file")
    return source


class _Chunks:
    """A file, chunk by chunk, of which the first is read."""

    def __init__(self, raw: IO[bytes], first: bytes) -> None:
        self._raw = raw
        self._first = first

    def chunk(self) -> bytes:
        """Returns the next bytes; none at the end."""
        first, self._first = self._first, b""
        return first or self._raw.read(_READ_BYTES)


class _Unpacked:
    """What gzip has packed, of as many members as there are."""

    def __init__(self, packed: _Chunks) -> None:
        self._chunks = packed
        self._packed = b""
        self._member = zlib.decompressobj(_GZIP_FRAME)
        self.damage = ""

    def chunk(self) -> bytes:
        """Returns the next bytes; none at the end, or where the damage begins."""
        while not self.damage:
            if self._member.eof:
                self._packed = self._member.unused_data.lstrip(b"\0") or self._chunks.chunk()
                if not self._packed:
                    return b""
                self._member = zlib.decompressobj(_GZIP_FRAME)
            packed = self._packed or self._chunks.chunk()
            if not packed:
                self.damage = "the gzip file ends early"
                return self._member.flush()
            try:
                text = self._member.decompress(packed, _READ_BYTES)
            except zlib.error:
                self.damage = "the gzip file is damaged"
                return b""
            self._packed = self._member.unconsumed_tail
            if text:
                return text
        return b""


class _Decoded:
    """Bytes of UTF-8 without the mark at their beginning."""

    def __init__(self, source: "_Chunks | _Unpacked") -> None:
        self._source = source
        self._decoder: IncrementalDecoder | None = None
        self._is_begun = False

    def chunk(self) -> bytes:
        """Returns the next bytes; none at the end."""
        while chunk := self._source.chunk():
            text = chunk if self._is_begun else self._begin(chunk)
            self._is_begun = True
            text = text if self._decoder is None else self._recoded(text)
            if text:
                return text
        return b""

    def _begin(self, chunk: bytes) -> bytes:
        name = _utf16(chunk[:2])
        if name:
            self._decoder = getincrementaldecoder(name)("replace")
        return chunk.removeprefix(BOM_UTF8)

    def _recoded(self, chunk: bytes) -> bytes:
        if self._decoder is None:
            return chunk
        text: str = self._decoder.decode(chunk)
        return text.removeprefix("\ufeff").encode("utf-8", "replace")


def _utf16(mark: bytes) -> str:
    """Returns the kind of UTF-16 that a text begins with, with a mark or without."""
    if mark == BOM_UTF16_LE or (len(mark) == 2 and mark[0] and not mark[1]):
        return "utf-16-le"
    if mark == BOM_UTF16_BE or (len(mark) == 2 and mark[1] and not mark[0]):
        return "utf-16-be"
    return ""
