"""One line of the suite's own recording as an exchange."""

from dataclasses import replace
from typing import Final

from contracts.drift.traffic.taking import NO_HOST, NotTraffic, Taken
from contracts.finding.as_json import exchange_from_json
from specs.values import Record

MARKS: Final = frozenset({"at", "exchange"})
"""Members that every line has."""


def read_suite_line(line: Record) -> Taken:
    """Returns the exchange of a line. The suite also sends what is wrong, and means it so.

    Raises:
        NotTraffic: The line is of something else.
    """
    try:
        exchange = exchange_from_json(line["exchange"])
    except (KeyError, TypeError, ValueError, AttributeError):
        raise NotTraffic("an exchange of the suite is not whole") from None
    exchange = replace(exchange, operation=None, intent={"mode": "negative"})
    return Taken(exchange, NO_HOST + exchange.request.target)
