"""Outcomes on demand: what an operation answers when a client asks for a status, an error, ..."""

from mockserver.replies.forced.notes import Forced
from mockserver.replies.forced.outcomes import Outcomes
from mockserver.replies.forced.preferences import MOST_DELAY_SECONDS, Preferences

__all__ = ["MOST_DELAY_SECONDS", "Forced", "Outcomes", "Preferences"]
