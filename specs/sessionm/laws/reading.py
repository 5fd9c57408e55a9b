"""How the answers of this API are read: envelopes, states, instants."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

from contracts.lawkit import Exchange, Json, Record, Violation, shown

ZONED: Final = "%Y-%m-%dT%H:%M:%SZ"
OUTSIDERS: Final = frozenset(("qualified", "not_qualified", "opted_out"))
"""States of a customer who takes no part."""


def is_ok(exchange: Exchange) -> bool:
    """Returns whether a call was processed. A flat campaign has its state in `status`."""
    body = exchange.json
    return 200 <= exchange.status < 300 and isinstance(body, dict) and body.get("status") != "error"


def code_of(exchange: Exchange) -> str:
    """Returns the error code in lower case, or an empty text."""
    code = exchange.at("/errors/code")
    return code.lower() if isinstance(code, str) else ""


def told(exchange: Exchange) -> str:
    """Returns what an answer says in a few words: `ok`, or the code with its status."""
    if is_ok(exchange):
        return "ok"
    return f"{code_of(exchange) or 'no code'} (HTTP {exchange.status})"


def accepted(what: str, exchange: Exchange, *, cause: str = "") -> Iterator[Violation]:
    """Yields a violation if a call was refused."""
    if not is_ok(exchange):
        yield Violation(f"{what} is answered ok", told(exchange), exchange, cause=cause)


def refused(
    what: str, exchange: Exchange, *, code: str = "", cause: str = ""
) -> Iterator[Violation]:
    """Yields a violation if a call was processed, or refused with another code than a given one."""
    if is_ok(exchange) or (code and code_of(exchange) != code):
        expected = f"{what} is refused" + (f" with {code}" if code else "")
        yield Violation(expected, told(exchange), exchange, cause=cause)


def campaign_in(exchange: Exchange) -> Record:
    """Returns the campaign of an answer about one, in its envelope or flat."""
    wrapped = exchange.at("/campaign")
    if isinstance(wrapped, dict):
        return wrapped
    return exchange.json if isinstance(exchange.json, dict) else {}


def campaigns_in(exchange: Exchange) -> list[Record]:
    """Returns the campaigns of a plain list."""
    return [item for item in _list(exchange.at("/campaigns")) if isinstance(item, dict)]


def shown_to_customer(exchange: Exchange) -> list[Record]:
    """Returns the tiles and then the promotions of a customer's list."""
    both = _list(exchange.at("/campaigns/tiles")) + _list(exchange.at("/campaigns/promotions"))
    return [item for item in both if isinstance(item, dict)]


def instant(text: Json) -> datetime | None:
    """Reads one of the spellings of an instant; without a zone it is UTC."""
    if not isinstance(text, str):
        return None
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        return None
    return read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)


def same_instant(
    what: str, expected: Json, got: Json, exchange: Exchange, pointer: str
) -> Iterator[Violation]:
    """Yields a violation if two spellings name different instants."""
    if instant(expected) != instant(got):
        yield Violation(f"{what}: {expected}", shown(got), exchange, pointer)


def by(items: list[Record], member: str, value: Json) -> Record | None:
    """Returns the first item with this value in a member, or None."""
    return next((item for item in items if item.get(member) == value), None)


def _list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []
