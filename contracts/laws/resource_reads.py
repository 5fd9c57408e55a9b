"""Laws of reads: they change nothing, so that the second answer is like the first."""

from collections.abc import Iterator

from contracts.lawkit import (
    ABSENT,
    Bundle,
    Draw,
    Json,
    Session,
    Site,
    Violation,
    find,
    law,
    shown,
)
from contracts.laws.likeness import moved
from contracts.laws.resources import one


def read_sites(bundle: Bundle) -> Iterator[Site]:
    """Yields each GET of a resource that is not said to change state."""
    for operation in bundle.operations:
        is_read = operation.resource.get("action") in ("read", "list", "search")
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


def _part(session: Session, body: Json) -> Json:
    """Returns the resource of an answer where it can be told, else the whole body."""
    if body is ABSENT:
        return None
    raw = session.operation.resource
    if "items" in raw:
        items = find(body, raw["items"])
        return items if items is not ABSENT else body
    found = one(session.operation, body)
    return body if found is ABSENT else found
