"""How much of a value is kept while it is read: all of it, unless it is too long."""

from typing import Final

CUT: Final = "\u2702 too long to be kept \u2702"
"""What stands in the place of a string that is longer than is kept."""

_LONGEST_STRING: Final = 8 << 20
_LONGEST_VALUE: Final = 24 << 20


class Kept:
    """The bytes of one value."""

    def __init__(self, *, is_kept: bool = True) -> None:
        self._parts = bytearray()
        self._is_kept = is_kept
        self._string: int | None = None
        self._is_cut = False

    @property
    def text(self) -> bytes | None:
        """The value as written, long strings cut out of it; None if it is not kept."""
        return bytes(self._parts) if self._is_kept else None

    def add(self, part: bytes) -> None:
        """Takes the next bytes."""
        if not self._is_kept or self._is_cut:
            return
        self._parts += part
        if self._string is not None and len(self._parts) - self._string > _LONGEST_STRING:
            self._parts[self._string :] = CUT.encode()
            self._is_cut = True
        elif len(self._parts) > _LONGEST_VALUE:
            self._is_kept = False
            self._parts = bytearray()

    def begin_string(self) -> None:
        """Says that what comes stands in a string, whose quotation mark is taken."""
        self._string = len(self._parts)

    def end_string(self) -> None:
        """Says that the string ends before its closing quotation mark."""
        self._string = None
        self._is_cut = False
