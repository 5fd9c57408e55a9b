"""Where an exchange of a recording belongs."""

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from contracts.drift.traffic.recorded import Recorded
from contracts.finding import Exchange
from specs.bundle import Bundle
from specs.operation import Operation

_VALUE: Final = re.compile(r"\d+|\*+|[0-9a-f-]{16,}|(?=.*\d)[\w.~=-]{12,}|.*[^\w.~-].*|.{40,}")
"""A segment that is rather a value than a name."""


@dataclass(frozen=True, slots=True)
class Located:
    """An exchange with the operation that it belongs to, or why there is none."""

    recorded: Recorded
    exchange: Exchange
    """Below the base path where the API is known, with the operation's label."""
    bundle: Bundle | None = None
    """The API; None if the exchange has nothing to do with any."""
    operation: Operation | None = None
    is_undocumented: bool = False
    """Whether the exchange is a request to the API that no operation describes, and that the
    server took up all the same."""
    is_refused: bool = False
    """Whether it is such a request, and the server shows no sign that it knows it either."""
    nearest: str = ""
    """Label of the operation that an undocumented request comes nearest to; empty if none is."""
    difference: str = ""
    """The first difference from it, as a clause."""

    @property
    def shape(self) -> str:
        """Method and path with a placeholder for what looks like a value, to count by."""
        return f"{self.exchange.request.method} {shape_of(self.exchange.request.path)}"


def shape_of(path: str) -> str:
    """Returns a path in which placeholders stand for what looks like values.

    >>> shape_of("/users/42/orders/3f2b8c1e-77aa-4b51-9d0e-1f2a3b4c5d6e")
    '/users/{}/orders/{}'
    """
    return "/".join("{}" if _VALUE.fullmatch(unquote(one)) else one for one in path.split("/"))
