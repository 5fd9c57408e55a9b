"""Outcomes on demand: what an operation answers when a client asks for a status, an error, ..."""

from typing import TYPE_CHECKING

from mockserver.replies.forced.notes import Forced
from mockserver.replies.forced.preferences import MOST_DELAY_SECONDS, Preferences

if TYPE_CHECKING:
    from mockserver.replies.forced.outcomes import Outcomes

__all__ = ["MOST_DELAY_SECONDS", "Forced", "Outcomes", "Preferences"]


def __getattr__(name: str) -> object:
    # All that is needed to answer so, when the first client asks for it.
    if name != "Outcomes":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from mockserver.replies.forced.outcomes import Outcomes

    return globals().setdefault(name, Outcomes)
