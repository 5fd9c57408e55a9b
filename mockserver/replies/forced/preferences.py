"""What a client asks an operation to answer, as values."""

from dataclasses import dataclass
from typing import Final

MOST_DELAY_SECONDS: Final = 60.0


@dataclass(frozen=True, slots=True)
class Preferences:
    """The outcome that is asked for; what is not asked for is None or False."""

    code: int | None = None
    """The HTTP status."""
    example: str | None = None
    """The name of a written example."""
    dynamic: bool = False
    """A generated value instead of a written one."""
    error: str | None = None
    """A documented error code, or the second name of one."""
    delay_seconds: float | None = None
    """How much later the answer comes, up to `MOST_DELAY_SECONDS`."""
    fail_items: tuple[int, ...] | None = None
    """Zero-based places of the items of a batch that are to fail; rising, each once."""
    unmet: tuple[str, ...] = ()
    """Why other preferences can never be met, one line each."""
