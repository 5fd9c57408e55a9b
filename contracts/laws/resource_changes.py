"""Laws of a resource that is updated or deleted under its key."""

from collections.abc import Iterator

from hypothesis import strategies as st

from contracts.lawkit import (
    ABSENT,
    Bundle,
    Draw,
    Exchange,
    Json,
    Operation,
    Session,
    Site,
    Violation,
    find,
    law,
    shown,
)
from contracts.laws.likeness import differences, moved
from contracts.laws.resources import creators, examples, new_body, one, readers

_AT_MOST = {"POST": 2, "PUT": 3, "PATCH": 3, "DELETE": 1, "GET": 4}


def _changes(bundle: Bundle, action: str) -> Iterator[Site]:
    """Yields each change of one resource under its key, where one can be made and read."""
    for operation in bundle.operations:
        raw = operation.resource
        makers = tuple(maker for maker in creators(bundle, operation) if examples(maker))
        reads = tuple(read for read in readers(bundle, operation) if "id" in read.resource)
        is_one = raw.get("action") == action and "key" in raw and operation.batch is None
        if is_one and makers and reads and all("id" in maker.resource for maker in makers):
            yield Site(operation, (*makers, *reads))


def update_sites(bundle: Bundle) -> Iterator[Site]:
    """Yields each update of one resource with a documented body."""
    yield from (site for site in _changes(bundle, "update") if examples(site.operation))


@law(
    says="An update is visible at once, and leaves what it does not name.",
    sites=update_sites,
    at_most=_AT_MOST,
    examples=6,
)
def update_is_visible_at_once(session: Session, draw: Draw) -> Iterator[Violation]:
    """Makes a thing, updates it with a documented body, and reads it."""
    key = made(session, draw)
    before = seen(session, key, "read it before")
    known = examples(session.operation)
    example = known[draw(st.sampled_from(sorted(known)))]
    body = new_body(session, session.operation, example)
    updated = session.call(
        session.operation, path=_path(session.operation, key), json=body, note="update"
    )
    session.need(200 <= updated.status < 300, f"an update that is accepted, not {updated.status}")
    after = seen(session, key, "read it after")
    session.need(before is not None, "a thing that can be read")
    if after is None or before is None:
        return
    reader = _reader(session)
    where_id = reader.resource["id"]
    for where, expected, got in differences(body, after.json):
        if where != where_id:
            yield Violation(
                expected=f"{where}: {shown(expected)}, as it was sent",
                got=shown(got),
                exchange=after,
                pointer=where,
                cause="stale",
            )
    if session.operation.method == "PATCH":
        for where in moved(before.json, after.json):
            if _is_of_the_resource(reader, where) and find(body, where) is ABSENT:
                old = shown(before.at(where))
                yield Violation(
                    expected=f"{where} stays {old}, since the update does not name it",
                    got=shown(after.at(where)),
                    exchange=after,
                    pointer=where,
                    cause="frame",
                )


@law(
    says="What is deleted can no longer be read.",
    sites=lambda bundle: _changes(bundle, "delete"),
    at_most=_AT_MOST,
    examples=2,
)
def deleted_is_gone(session: Session, draw: Draw) -> Iterator[Violation]:
    """Makes a thing, deletes it, and reads it."""
    key = made(session, draw)
    gone = session.call(session.operation, path=_path(session.operation, key), note="delete it")
    session.need(200 <= gone.status < 300, f"a deletion that is accepted, not {gone.status}")
    reader = _reader(session)
    exchange = session.call(reader, path=_path(reader, key), note="read what is deleted")
    if 200 <= exchange.status < 300:
        yield Violation(
            expected=f"{key} is not found, since it was deleted",
            got=f"status {exchange.status}",
            exchange=exchange,
        )


def made(session: Session, draw: Draw) -> Json:
    """Makes a thing of the kind that the operation changes, and returns its id.

    Raises:
        NotJudged: It is refused.
    """
    maker = creators(session.bundle, session.operation)[0]
    known = examples(maker)
    example = known[draw(st.sampled_from(sorted(known)))]
    answer = session.call(maker, json=new_body(session, maker, example), note="make one")
    session.need(200 <= answer.status < 300, f"a creation that is accepted, not {answer.status}")
    return find(answer.json, maker.resource["id"])


def seen(session: Session, key: Json, note: str) -> Exchange | None:
    """Reads a thing; None if it cannot be read."""
    reader = _reader(session)
    exchange = session.call(reader, path=_path(reader, key), note=note)
    return exchange if one(reader, exchange.json) is not ABSENT else None


def _reader(session: Session) -> Operation:
    found = readers(session.bundle, session.operation)
    return next(reader for reader in found if "id" in reader.resource)


def _path(operation: Operation, key: Json) -> dict[str, Json]:
    return {operation.resource["key"]: key}


def _is_of_the_resource(reader: Operation, where: str) -> bool:
    return where.startswith(reader.resource["id"].rpartition("/")[0])
