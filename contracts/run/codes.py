"""The documented error codes of an operation, and which of them an answer carries."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from contracts.finding import Exchange
from specs.operation import Operation
from specs.values import Json, split_pointer


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


class CodePlaces:
    """The documented codes of one operation by the places where they stand, for many answers."""

    def __init__(self, codes: Iterable[Code]) -> None:
        places: dict[str, dict[str, list[str]]] = {}
        for code in codes:
            places.setdefault(code.at, {}).setdefault(code.code.lower(), []).append(code.code)
        self._places = [(tuple(split_pointer(at)), known) for at, known in places.items()]

    def carried(self, exchange: Exchange) -> Iterator[str]:
        """Yields the documented codes that an answer carries where the document says so."""
        body = exchange.json
        if not isinstance(body, dict | list):
            return
        for parts, known in self._places:
            for value in _located(body, parts):
                yield from known.get(str(value).lower(), ())


def carried(exchange: Exchange, codes: tuple[Code, ...]) -> Iterator[str]:
    """Yields the documented codes that an answer carries where the document says so."""
    return CodePlaces(codes).carried(exchange)


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


def _located(body: Json, parts: tuple[str, ...]) -> list[Json]:
    """Returns the values at a pointer's parts, with `*` for each item."""
    found = [body]
    for part in parts:
        step: list[Json] = []
        for item in found:
            if isinstance(item, dict):
                if part == "*":
                    step.extend(item.values())
                elif part in item:
                    step.append(item[part])
            elif isinstance(item, list):
                if part == "*":
                    step.extend(item)
                elif part.isdecimal() and int(part) < len(item):
                    step.append(item[int(part)])
        found = step
    return found
