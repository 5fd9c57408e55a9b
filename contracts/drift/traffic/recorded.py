"""What a recording yields: exchanges, and what of it is lost."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from contracts.finding import Exchange

Part = Literal["request headers", "request body", "response headers", "response body"]
"""A part of an exchange that a recording may not hold whole."""

_UNSEEN: Final = "unseen"
_SEPARATOR: Final = ", "


@dataclass(frozen=True, slots=True)
class Recorded:
    """One exchange as it was recorded."""

    exchange: Exchange
    """Its path is the whole path of the URL; it belongs to no operation yet."""
    url: str
    """As recorded. Its host ends with `.invalid` where the recording names none."""
    entry: str
    """Where it stands, for messages: `shop.har: entry 12`."""


@dataclass(frozen=True, slots=True)
class Loss:
    """Something that a recording does not hold, or that cannot be read."""

    what: str
    """A clause without its number: `a body is not whole`."""
    count: int = 1
    first: str = ""
    """Where it was met first: `shop.har: entry 12`."""

    @property
    def told(self) -> str:
        """The loss in one line."""
        times = f" ({self.count} times, here first)" if self.count > 1 else ""
        return f"{self.first}: {self.what}{times}" if self.first else f"{self.what}{times}"


def told_unseen(parts: frozenset[Part]) -> Mapping[str, str]:
    """Returns the `intent` of an exchange of which parts are not known.

    >>> told_unseen(frozenset({"response body"}))
    {'unseen': 'response body'}
    """
    return {_UNSEEN: _SEPARATOR.join(sorted(parts))} if parts else {}


def unseen(exchange: Exchange) -> frozenset[str]:
    """Returns the parts of an exchange that its recording does not hold whole.

    Nothing may be concluded from such a part: neither what stands in it nor what does not. The
    body of such an exchange is empty.
    """
    told = exchange.intent.get(_UNSEEN, "")
    return frozenset(told.split(_SEPARATOR)) if told else frozenset()
