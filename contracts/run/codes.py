"""The documented error codes of an operation, and which of them an answer carries."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from contracts.finding import Exchange
from specs.operation import Operation
from specs.values import Json, find_all


@dataclass(frozen=True, slots=True)
class Code:
    """One documented error of one operation."""

    code: str
    status: int
    at: str
    is_reachable: bool
    why: str
    condition: str


def documented_codes(operation: Operation, responses: tuple[Json, ...] = ()) -> tuple[Code, ...]:
    """Returns the error codes of an operation and of its answers, each once per status."""
    lists = [operation.extensions.get("x-error-codes", ())]
    lists += [raw.get("x-error-codes", ()) for raw in responses if isinstance(raw, dict)]
    found: dict[tuple[str, int], Code] = {}
    for entry in (entry for entries in lists for entry in entries):
        code = Code(
            code=str(entry["code"]),
            status=entry["status"],
            at=entry["at"],
            is_reachable=entry.get("reachable", True),
            why=entry.get("why", ""),
            condition=" ".join(str(entry["condition"]).split()),
        )
        found.setdefault((code.code, code.status), code)
    return tuple(found.values())


def carried(exchange: Exchange, codes: tuple[Code, ...]) -> Iterator[str]:
    """Yields the documented codes that an answer carries where the document says so."""
    body = exchange.json
    if not isinstance(body, dict | list):
        return
    for at in _places(codes):
        for value in find_all(body, at):
            text = str(value).lower()
            yield from (code.code for code in codes if code.at == at and code.code.lower() == text)


def carries(body: Json, code: str) -> bool:
    """Returns whether a code stands anywhere in an answer, as a value or as a key."""
    wanted = code.lower()
    if isinstance(body, dict):
        return any(
            str(name).lower() == wanted or carries(part, code) for name, part in body.items()
        )
    if isinstance(body, list):
        return any(carries(part, code) for part in body)
    return not isinstance(body, bool) and str(body).lower() == wanted


@lru_cache(maxsize=256)
def _places(codes: tuple[Code, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code.at for code in codes))
