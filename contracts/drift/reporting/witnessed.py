"""A witness as one line: which message shows that a change breaks someone."""

import json
from typing import Final

from contracts.drift.change import Change
from specs.values import Json

_LONGEST: Final = 2000
"""Characters of a message that is told."""


def witness_line(change: Change, *, is_sent_by_client: bool = True) -> str:
    """Returns the witness of a change in words, or nothing if it has none.

    Args:
        change: The change.
        is_sent_by_client: Whether the message is one that the base accepts and the revision
            refuses; else it is one that only the revision sends.
    """
    witness = change.witness
    if witness is None:
        return ""
    status = f" {witness.status}" if witness.status else ""
    said = "accepted before, refused now" if is_sent_by_client else "possible now, not before"
    return f"{said}: {witness.side}{status} {witness.where} {as_text(witness.value)}"


def as_text(value: Json) -> str:
    """Returns a JSON value on one line."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
