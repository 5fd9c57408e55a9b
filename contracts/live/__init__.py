"""A live server against its document, and against the mock."""

from contracts.live.comparison import (
    Compared,
    Differing,
    compare_servers,
    compare_targets,
    mock_beside,
)
from contracts.live.watching import LiveRequest, Seen, watch_target

__all__ = [
    "Compared",
    "Differing",
    "LiveRequest",
    "Seen",
    "compare_servers",
    "compare_targets",
    "mock_beside",
    "watch_target",
]
