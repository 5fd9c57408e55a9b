"""Entries as server-sent events, and back: the text that a browser's `EventSource` reads."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from mockserver.journal.journal import Lost
from mockserver.journal.masking import Masked
from mockserver.journal.showing import summary
from specs.values import Json

RETRY_MILLISECONDS: Final = 1000
"""After how long a reader comes back if the stream has ended."""

OPENING: Final = f"retry: {RETRY_MILLISECONDS}\n\n"
"""How every stream begins."""
STILL_HERE: Final = ": still here\n\n"
"""A comment; it shows both sides that the connection lives."""


@dataclass(frozen=True, slots=True)
class Event:
    """One event of a stream."""

    name: str
    """`entry`, with its summary; or `lost`, with how many entries the reader came too late for."""
    data: Json
    id: str = ""
    """The entry's number; a reader that comes back names it in `Last-Event-ID`."""


def event_text(told: Masked | Lost) -> str:
    """Returns the event that tells of an entry, or of lost ones."""
    if isinstance(told, Lost):
        return f"event: lost\ndata: {_json({'lost': told.count})}\n\n"
    return f"id: {told.number}\nevent: entry\ndata: {_json(summary(told))}\n\n"


def last_event(text: str | None) -> int | None:
    """Returns the number that `Last-Event-ID` names; None if it names none of ours."""
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None


def read_events(lines: Iterable[str]) -> Iterator[Event]:
    """Reads the events of a stream, as the living standard of HTML has them.

    Args:
        lines: The lines of the stream, without their ends.
    """
    name, data, id_ = "", [], ""
    for line in lines:
        field, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if field == "event":
            name = value
        elif field == "data":
            data.append(value)
        elif field == "id":
            id_ = value
        elif not line:
            if data:
                yield Event(name or "message", json.loads("\n".join(data)), id_)
            name, data = "", []


def _json(value: Json) -> str:
    return json.dumps(value, separators=(",", ":"))
