"""The entries of an archive, cut out of its text one by one."""

from collections.abc import Callable, Iterator
from typing import Final

from contracts.drift.traffic.json_text import EndsEarly, JsonText, Malformed, Piece, Readable
from contracts.drift.traffic.parsing import record_of
from contracts.drift.traffic.taking import NotTraffic, Taken
from specs.values import Record

_TOO_LONG: Final = "an entry is too long to be judged"
Step = tuple[str, Taken | str]
"""Where an entry stands, and what it holds; a clause if that is lost."""


def read_archive(stream: Readable, read_entry: Callable[[Record], Taken]) -> Iterator[Step]:
    """Yields the entries of an archive, in their order."""
    yield from _steps(JsonText(stream), _listed, read_entry)


def read_values(stream: Readable, read_entry: Callable[[Record], Taken]) -> Iterator[Step]:
    """Yields entries that stand one after the other, in nothing."""
    yield from _steps(JsonText(stream), JsonText.values, read_entry)


def _steps(
    text: JsonText,
    pieces: Callable[[JsonText], Iterator[Piece]],
    read_entry: Callable[[Record], Taken],
) -> Iterator[Step]:
    number = 0
    try:
        for piece in pieces(text):
            number += 1
            yield f"entry {number}", _read(piece, read_entry)
    except EndsEarly:
        yield "", _lost(f"the file ends early, at byte {text.byte:,}", number)
    except Malformed:
        yield "", _lost(f"what stands at byte {text.byte:,} is not JSON", number)


def _listed(text: JsonText) -> Iterator[Piece]:
    """Yields what stands in `log.entries`, or in `entries`."""
    for name in text.names():
        if name == b"entries" and text.next_mark() == b"[":
            yield from text.items()
        elif name == b"log" and text.next_mark() == b"{":
            for inner in text.names():
                if inner == b"entries" and text.next_mark() == b"[":
                    yield from text.items()
                else:
                    text.value(is_kept=False)
        else:
            text.value(is_kept=False)


def _read(piece: Piece, read_entry: Callable[[Record], Taken]) -> Taken | str:
    if piece.text is None:
        return _TOO_LONG
    try:
        return read_entry(record_of(piece.text))
    except NotTraffic as no:
        return no.loss


def _lost(what: str, number: int) -> str:
    if not number:
        return f"{what}, before its first entry"
    return f"{what}, after entry {number}; what came after that one is lost"
