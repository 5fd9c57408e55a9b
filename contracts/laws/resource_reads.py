"""Laws of reads: they change nothing, so that the second answer is like the first."""

import re
from collections.abc import Iterator
from typing import Final

from contracts.lawkit import (
    ABSENT,
    Bundle,
    Draw,
    Json,
    Session,
    Site,
    Violation,
    equal,
    find,
    law,
    pointer,
    shown,
)
from contracts.laws.resources import one, resource_of

_OF_THE_ANSWER: Final = re.compile(
    r"(trace|request|correlation|span)_?id|timestamp|generated|served|elapsed|duration|nonce",
    re.IGNORECASE,
)
"""Names of members that are about the answer, not about what was read."""
_UUID: Final = re.compile(r"^[0-9a-fA-F]{8}(-?[0-9a-fA-F]{4}){3}-?[0-9a-fA-F]{12}$")


def read_sites(bundle: Bundle) -> Iterator[Site]:
    """Yields each GET of a resource that is not said to change state."""
    for operation in bundle.operations:
        is_read = resource_of(operation).get("action") in ("read", "list", "search")
        if operation.method == "GET" and is_read and not operation.has_side_effects:
            yield Site(operation)


@law(
    says="A GET changes nothing: asked again, it answers the same.",
    basis="outside",
    holds=("LS18", "LC15"),
    sites=read_sites,
    at_most={"GET": 3},
    examples=1,
)
def reads_are_pure(session: Session, draw: Draw) -> Iterator[Violation]:
    """Reads three times, since a side effect may start late."""
    session.need(session.is_exclusive, "a target that nobody else uses")
    first = session.call(session.operation, note="read")
    for again in ("read again", "and again"):
        last = session.call(session.operation, note=again)
        if last.status != first.status:
            yield Violation(
                expected=f"status {first.status} again", got=str(last.status), exchange=last
            )
            return
        for where in moved(_part(session, first.json), _part(session, last.json)):
            old, new = (find(_part(session, each.json), where) for each in (first, last))
            yield Violation(
                expected=f"{where} is still {shown(old)}",
                got=shown(new),
                exchange=last,
                pointer=where,
            )
            return


def moved(first: Json, second: Json, where: str = "") -> Iterator[str]:
    """Yields each place where two answers differ in more than the ids of the answers themselves.

    >>> list(moved({"n": 1, "traceId": "a"}, {"n": 2, "traceId": "b"}))
    ['/n']
    """
    if isinstance(first, dict) and isinstance(second, dict):
        for name in sorted(first.keys() | second.keys()):
            if _OF_THE_ANSWER.search(name):
                continue
            if name not in first or name not in second:
                yield where + pointer(name)
            else:
                yield from moved(first[name], second[name], where + pointer(name))
    elif isinstance(first, list) and isinstance(second, list) and len(first) == len(second):
        for index, pair in enumerate(zip(first, second, strict=True)):
            yield from moved(*pair, where + pointer(index))
    elif not equal(first, second) and not (_is_uuid(first) and _is_uuid(second)):
        yield where


def _part(session: Session, body: Json) -> Json:
    """Returns the resource of an answer where it can be told, else the whole body."""
    if body is ABSENT:
        return None
    raw = resource_of(session.operation)
    if "items" in raw:
        items = find(body, raw["items"])
        return items if items is not ABSENT else body
    found = one(session.operation, body)
    return body if found is ABSENT else found


def _is_uuid(value: Json) -> bool:
    return isinstance(value, str) and _UUID.match(value) is not None
