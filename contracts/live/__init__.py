"""A live server against its document, and against the mock."""

from contracts.live.comparison import Differing, compare_servers
from contracts.live.watching import LiveRequest, Seen, watch, watch_target

__all__ = ["Differing", "LiveRequest", "Seen", "compare_servers", "watch", "watch_target"]
