"""What became of the preferences of one call."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from mockserver.replies.forced.preferences import Preferences
from mockserver.state import World
from mockserver.stubkit import Call, Reply
from mockserver.stubkit.stub import Handler

_ORDER: Final = ("code", "example", "dynamic", "error", "fail-items", "delay")


@dataclass(frozen=True, slots=True)
class Forced:
    """What an operation answers to a call that prefers something."""

    reply: Reply | None
    """The answer; None where the operation answers as if nothing had been asked for."""
    applied: tuple[tuple[str, str], ...] = ()
    """The preferences that were met, names with their values."""
    hints: tuple[str, ...] = ()
    """Why others were not, one line each."""
    is_undeclared: bool = False
    """Whether the operation does not document the status, so that nothing judges the answer."""
    delay_seconds: float = 0.0
    """How much later the answer is to be sent."""


class Notes:
    """Collects what is met and what is not, and why."""

    def __init__(self, unmet: tuple[str, ...] = ()) -> None:
        self._applied: dict[str, str] = {}
        self._first = unmet
        self._hints: dict[str, str] = {}

    def met(self, name: str, text: str) -> None:
        """Notes that a preference is met."""
        self._applied[name] = text

    def unmet(self, name: str, text: str, why: str) -> None:
        """Notes that a preference is not met, and why; the first reason counts."""
        self._hints.setdefault(name, f"{name}={text[:60]!a}: {why}")

    @property
    def applied(self) -> tuple[tuple[str, str], ...]:
        """What is met, in the order in which it is always told."""
        return tuple((name, self._applied[name]) for name in _ORDER if name in self._applied)

    @property
    def hints(self) -> tuple[str, ...]:
        """What is not met and why."""
        return (*self._first, *self._hints.values())


@dataclass(frozen=True, slots=True)
class Asking:
    """One call that prefers something, with all that an answer to it may need."""

    asked: Preferences
    call: Call
    world: World
    handler: Handler | None
    """What the operation does; None where nothing but its description is known."""
    notes: Notes

    def leave_out(self, why: str, *names: str) -> None:
        """Notes of each of these preferences, if it is asked for, that it is not met."""
        said = {
            "code": str(self.asked.code or ""),
            "example": self.asked.example or "",
            "dynamic": "true" if self.asked.dynamic else "",
            "error": self.asked.error or "",
            "fail-items": ",".join(map(str, self.asked.fail_items or ())),
        }
        for name in names:
            if said[name]:
                self.notes.unmet(name, said[name], why)


def listing(names: Iterable[object], *, near: str = "", most: int = 8) -> str:
    """Returns names as a hint lists them, those that are nearest to a wrong one first.

    >>> listing(["a", "b", "a"]), listing([404]), listing([])
    ('there are a, b', 'there is 404', 'there is none')
    >>> listing(["not_found", "access_denied"], near="acess_denied")
    'there are access_denied, not_found'
    """
    known = list(dict.fromkeys(map(str, names)))
    if not known:
        return "there is none"
    close = get_close_matches(near, known, n=3)
    shown = [*close, *(name for name in known if name not in close)][:most]
    more = f" and {len(known) - most} more" if len(known) > most else ""
    return f"there {'are' if len(known) > 1 else 'is'} {', '.join(shown)}{more}"
