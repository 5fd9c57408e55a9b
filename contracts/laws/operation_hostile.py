"""Laws of operations: whatever is sent, the server lives on."""

import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Final

from hypothesis import strategies as st

from contracts.lawkit import (
    ABSENT,
    Bundle,
    Call,
    Draw,
    Exchange,
    Json,
    Missing,
    Operation,
    Session,
    Site,
    Violation,
    law,
    pointer,
    split_pointer,
    valid_request,
)

from .refusals import METHODS

_TEXTS: Final = (
    'it\'s 100% "real" {0} ${x}',
    "\U0001d54f\U0001f600 \u202e\u0300\u200d",
    "x" * 300,
    " ",
)
_IN_URL: Final[tuple[Json, ...]] = (*_TEXTS, "x" * 1500, "-1", "1000000", 10**30, "1e999", "0x1F")
_IN_QUERY: Final[tuple[Json, ...]] = (*_IN_URL, "", "a\x00b\x01")
_RAW: Final = {
    "\x00huge": "1e999",
    "\x00deep": "[" * 200 + "]" * 200,
    "\x00abyss": "[" * 3000 + "]" * 3000,
}
"""What a writer of JSON would not write, and the words that stand for it until then."""
_IN_JSON: Final[tuple[Json, ...]] = (
    *(None, True, -1, 10**30, "", [], {}),
    *_TEXTS,
    *("x" * 10_000, "\ud800", "a\x00b"),
    *_RAW,
)
_MOST: Final = max(len(_IN_JSON), len(_IN_QUERY) + 1) + 2

Place = tuple[str, str]
"""`path`, `query` or `json`, and the name of the parameter or the JSON pointer."""


def hostile_sites(bundle: Bundle) -> Iterator[Site]:
    """Yields each operation that takes something, with one that reads afterwards."""
    for operation in bundle.operations:
        if operation.parameters or operation.request_body is not None:
            reader = _reader(bundle, operation)
            is_other = reader is not None and reader is not operation
            yield Site(operation, (reader,) if reader is not None and is_other else ())


@law(
    says="The server survives hostile input, and then answers as before.",
    sites=hostile_sites,
    at_most=dict.fromkeys(METHODS, _MOST),
)
def hostile_input_is_survived(session: Session, draw: Draw) -> Iterator[Violation]:
    """Puts hostile values into one place of a valid request; every check judges the answers."""
    operation = session.operation
    request = valid_request(session, operation)
    places = list(_places(operation, request.get("json", ABSENT)))
    session.need(bool(places), "a place for a hostile value")
    before = _read(session, "a normal read before")
    where = draw(st.sampled_from(places))
    for value in _values(request, where):
        spoiled = _spoiled(operation, request, where, value)
        session.call(operation, **spoiled, note=f"a hostile value in {' '.join(where)}".strip())
    after = _read(session, "a normal read afterwards")
    if before is not None and after is not None and before.status < 500 <= after.status:
        expected = f"{before.status}, as before the hostile requests"
        yield Violation(expected, str(after.status), after)


def _places(operation: Operation, body: Json | Missing) -> Iterator[Place]:
    for parameter in operation.parameters:
        if parameter.place in ("path", "query"):
            yield parameter.place, parameter.name
    if body is not ABSENT:
        yield from (("json", where) for where in _pointers(body, ""))


def _pointers(value: Json, where: str) -> Iterator[str]:
    yield where
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from _pointers(item, f"{where}/{index}")
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from _pointers(item, where + pointer(name))


def _values(request: Call, where: Place) -> tuple[Json, ...]:
    place, name = where
    if place == "json":
        return _IN_JSON
    if place == "path":
        return _IN_URL
    twice = [request.get("query", {}).get(name, "1")] * 2
    return (*_IN_QUERY, twice)


def _spoiled(operation: Operation, request: Call, where: Place, value: Json) -> Call:
    """Returns a request with a hostile value in one place; a JSON body becomes bytes."""
    place, name = where
    copy = request.copy()
    if place == "path":
        copy["path"] = {**request.get("path", {}), name: value}
    elif place == "query":
        alone = _is_optional(operation, name)
        query = request.get("query", {}).items()
        kept = {key: old for key, old in query if not (alone and _is_optional(operation, key))}
        copy["query"] = {**kept, name: value}
    else:
        text = json.dumps(_replaced(request["json"], split_pointer(name), value))
        for word, raw in _RAW.items():
            text = text.replace(json.dumps(word), raw)
        copy["json"] = text.encode()
    return copy


def _is_optional(operation: Operation, name: str) -> bool:
    """Returns whether a query parameter is optional; such ones may exclude each other."""
    return any(
        one.name == name and one.place == "query" and not one.required
        for one in operation.parameters
    )


def _replaced(body: Json, parts: list[str], value: Json) -> Json:
    if not parts:
        return value
    copy = deepcopy(body)
    holder = copy
    for part in parts[:-1]:
        holder = holder[int(part) if isinstance(holder, list) else part]
    holder[int(parts[-1]) if isinstance(holder, list) else parts[-1]] = value
    return copy


def _reader(bundle: Bundle, operation: Operation) -> Operation | None:
    """Returns an operation that only reads: the given one if it does."""
    safe = [one for one in bundle.operations if not one.has_side_effects]
    return operation if operation in safe else next(iter(safe), None)


def _read(session: Session, note: str) -> Exchange | None:
    reader = _reader(session.bundle, session.operation)
    if reader is None:
        return None
    return session.call(reader, **valid_request(session, reader), note=note)
