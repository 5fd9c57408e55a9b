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

from .refusals import at_most

_DEEP: Final = {"\x00deep": 200, "\x00abyss": 3000}
"""Stand for lists inside lists, which a writer of JSON would not write."""
_TEXTS: Final = (
    "x" * 1500,
    "ü" * 200,
    "\U0001d54f" * 80,
    "\u202e\u0300\u200d",
    'it\'s 100% "real" {0} ${x}',
    "-1",
    "1e999",
    "0x1F",
    "NaN",
    "null",
    " ",
)
_NUMBERS: Final = (0, -1, 2**31, 2**53 + 1, 2**63, -(2**63) - 1, 10**30, 1.5, -1e308)
_TEXTS_IN_JSON: Final = ("", "x" * 100_000, "\ud800", "\udfff x", "\x00", "a\x00b", "\r\n\t\x1b")
_VALUES: Final[tuple[Json, ...]] = (None, True, [], {}, [[]], {"": None}, [None] * 500, *_DEEP)

_PLAIN_TEXT: Final = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="/\\."),
    min_size=1,
    max_size=40,
)
_IN_URL: Final = st.one_of(st.sampled_from((*_TEXTS, *_NUMBERS)), _PLAIN_TEXT, st.integers())
_IN_JSON: Final = st.one_of(
    st.sampled_from(_VALUES),
    st.sampled_from(_TEXTS_IN_JSON),
    st.text(),
    st.floats(allow_nan=False, allow_infinity=False),
    _IN_URL,
)


def hostile_sites(bundle: Bundle) -> Iterator[Site]:
    """Yields each operation that takes something, with one that reads afterwards."""
    reads = [one for one in bundle.operations if not one.has_side_effects]
    for operation in bundle.operations:
        if operation.parameters or operation.request_body is not None:
            others = () if operation in reads else tuple(reads[:1])
            yield Site(operation, others)


@law(
    says="The server survives hostile input, and then answers as before.",
    sites=hostile_sites,
    at_most=at_most(3),
)
def hostile_input_is_survived(session: Session, draw: Draw) -> Iterator[Violation]:
    """Puts one hostile value into a valid request; every check judges the answer."""
    operation = session.operation
    request = valid_request(session, operation)
    places = list(_places(operation, request.get("json", ABSENT)))
    session.need(bool(places), "a place for a hostile value")
    before = _read(session, "a normal read before")
    where = draw(st.sampled_from(places))
    _spoil(request, where, draw(_IN_JSON if where[0] == "json" else _IN_URL))
    session.call(operation, **request, note=f"a hostile value in {where[0]} {where[1]}".strip())
    after = _read(session, "a normal read afterwards")
    if before is not None and after is not None and before.status < 500 <= after.status:
        expected = f"{before.status}, as before the hostile request"
        yield Violation(expected, str(after.status), after)


Place = tuple[str, str]
"""`path`, `query` or `json`, and the parameter or the JSON pointer."""


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


def _spoil(request: Call, where: Place, value: Json) -> None:
    """Puts a hostile value into a request; a JSON body becomes bytes."""
    place, name = where
    if place == "path":
        request["path"] = {**request.get("path", {}), name: value}
    elif place == "query":
        request["query"] = {**request.get("query", {}), name: value}
    else:
        text = json.dumps(_replaced(request["json"], split_pointer(name), value))
        for word, depth in _DEEP.items():
            text = text.replace(json.dumps(word), "[" * depth + "]" * depth)
        request["json"] = text.encode()


def _replaced(body: Json, parts: list[str], value: Json) -> Json:
    if not parts:
        return value
    copy = deepcopy(body)
    holder = copy
    for part in parts[:-1]:
        holder = holder[int(part) if isinstance(holder, list) else part]
    holder[int(parts[-1]) if isinstance(holder, list) else parts[-1]] = value
    return copy


def _read(session: Session, note: str) -> Exchange | None:
    """Calls an operation that only reads, if there is one."""
    safe = [one for one in session.bundle.operations if not one.has_side_effects]
    if session.operation in safe:
        safe = [session.operation]
    if not safe:
        return None
    return session.call(safe[0], **valid_request(session, safe[0]), note=note)
