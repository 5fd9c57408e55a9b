"""Answers whose head is written beforehand, all but the length of the body."""

import re
from typing import Final

from mockserver.lane.answers import Answer
from mockserver.replies.outcome import may_have_body

Line = tuple[bytes, bytes]

_LENGTH: Final = b"content-length"
_PLAIN_NAME: Final = re.compile(rb"[0-9A-Za-z!#$&'*+.^_`|~-]+")
_PLAIN_VALUE: Final = re.compile(rb"[\t -~\x80-\xff]*")
_SPECIAL: Final = frozenset((b"connection", b"transfer-encoding", b"vary"))
"""Headers that say how an answer is sent, or that are merged with others."""
_LAST: Final = 599
_VARIES: Final[Line] = (b"vary", b"Prefer")
_VARIES_SENT: Final[Line] = (b"vary", b"Prefer, Origin")
"""As it leaves: whether a page may read an answer depends on where it is from."""


class Form:
    """The head of an answer."""

    __slots__ = ("_after", "_before", "_bytes", "_close", "_open", "speaker", "status")

    def __init__(self, status: int, before: list[Line], after: list[Line], *, speaker: str) -> None:
        """Writes the head.

        Args:
            status: The HTTP status.
            before: The headers that stand before the length.
            after: Those that stand behind it.
            speaker: Who speaks, as the header `Mock-Answer` says.
        """
        self.status = status
        self.speaker = speaker
        self._before = before
        self._after = after
        lines = [*before, *after, _VARIES]
        self._bytes = len(_LENGTH) + sum(len(name) + len(value) for name, value in lines)
        self._open = _written(before) + _LENGTH + b": "
        self._close = b"\r\n" + _written([*after, _VARIES_SENT]) + b"\r\n"

    def size(self, length: int) -> int:
        """Returns the length of all names and values, and of the body."""
        return self._bytes + len(str(length)) + length

    def head(self, length: int) -> bytes:
        """Returns the headers as they stand on the wire, their last line empty."""
        return b"%b%d%b" % (self._open, length, self._close)

    def last_head(self, length: int) -> bytes:
        """Returns the same for an answer after which the connection is closed."""
        return self.head(length)[:-2] + b"connection: close\r\n\r\n"

    def taken_down(self, length: int) -> list[Line]:
        """Returns the headers as the journal has them."""
        return [*self._before, (_LENGTH, b"%d" % length), *self._after, _VARIES]

    def sent(self, length: int) -> list[Line]:
        """Returns the headers as they are sent."""
        return [*self._before, (_LENGTH, b"%d" % length), *self._after, _VARIES_SENT]


Ready = tuple[Form, bytes]
"""An answer as it leaves: its head and its body."""


def ready(answer: Answer, speaker: str) -> Ready | None:
    """Returns an answer of the lane as it leaves; None if its head is a special one."""
    names = [name for name, _ in answer.headers]
    if not is_plain_status(answer.status) or not _SPECIAL.isdisjoint(names):
        return None
    if names.count(_LENGTH) != 1 or not are_plain(answer.headers):
        return None
    place = names.index(_LENGTH)
    form = Form(answer.status, answer.headers[:place], answer.headers[place + 1 :], speaker=speaker)
    return form, answer.body


def is_plain_status(status: int) -> bool:
    """Whether a status is final and leaves room for a body."""
    return may_have_body(status) and status <= _LAST


def are_plain(lines: list[Line]) -> bool:
    """Whether headers hold nothing but what may stand there."""
    return all(_PLAIN_NAME.fullmatch(name) and _PLAIN_VALUE.fullmatch(text) for name, text in lines)


def _written(lines: list[Line]) -> bytes:
    return b"".join(name + b": " + value + b"\r\n" for name, value in lines)
