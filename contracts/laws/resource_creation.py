"""Laws of creations: what is made can be read under its own id; a refusal makes nothing."""

from collections.abc import Iterator
from copy import deepcopy

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
from contracts.laws.likeness import differences
from contracts.laws.resources import (
    drop,
    examples,
    lists,
    new_body,
    one,
    readers,
    takes,
)


def creation_sites(bundle: Bundle) -> Iterator[Site]:
    """Yields each creation that tells the id, with the reads of the same kind."""
    for operation in bundle.operations:
        raw = operation.resource
        if raw.get("action") == "create" and "id" in raw and examples(operation):
            yield Site(operation, readers(bundle, operation))


def _readable(bundle: Bundle) -> Iterator[Site]:
    yield from (site for site in creation_sites(bundle) if site.others)


def _listed(bundle: Bundle) -> Iterator[Site]:
    for site in creation_sites(bundle):
        found = tuple(some for some in lists(bundle, site.operation) if not some.parameters)
        if found:
            yield Site(site.operation, found)


@law(
    says="What was made can be read by every route, as it was sent.",
    holds=("LC12", "R140", "R144", "LS3", "R20"),
    sites=_readable,
    at_most={"POST": 1, "PUT": 1, "GET": 8},
    examples=6,
)
def created_is_read_back(session: Session, draw: Draw) -> Iterator[Violation]:
    """Makes a thing from a documented example, and reads it."""
    body, made = make(session, draw)
    identity = find(made.json, session.operation.resource["id"])
    for reader in readers(session.bundle, session.operation):
        if not takes(session.bundle, reader, identity, session.operation):
            continue
        key = reader.resource["key"]
        exchange = session.call(reader, path={key: identity}, note="read what was made")
        if not 200 <= exchange.status < 300:
            yield Violation(
                expected=f"{reader.label} reads {identity}, which was just made",
                got=f"status {exchange.status}",
                exchange=exchange,
                cause=reader.label,
            )
            continue
        yield from _as_sent(session.operation, body, exchange, reader)


@law(
    says="The answer to a creation shows what was sent.",
    holds=("R144",),
    sites=creation_sites,
    at_most={"POST": 1, "PUT": 1},
    examples=6,
)
def created_is_answered_as_sent(session: Session, draw: Draw) -> Iterator[Violation]:
    """Makes a thing from a documented example."""
    body, made = make(session, draw)
    yield from _as_sent(session.operation, body, made, session.operation)


@law(
    says="Two things that are made have two ids.",
    holds=("LC12", "LS37", "R38"),
    sites=creation_sites,
    at_most={"POST": 4, "PUT": 4},
    examples=3,
)
def created_ids_are_fresh(session: Session, draw: Draw) -> Iterator[Violation]:
    """Makes several things from one documented example."""
    where = session.operation.resource["id"]
    seen: list[Json] = []
    example = draw(st.sampled_from(list(examples(session.operation).values())))
    for _ in range(3):
        _, made = make(session, draw, example)
        identity = find(made.json, where)
        if identity in seen:
            yield Violation(
                expected=f"an id that is new, after {shown(seen)}",
                got=shown(identity),
                exchange=made,
                pointer=where,
            )
        seen.append(identity)


@law(
    says="A creation that is refused leaves nothing behind.",
    holds=("LS8",),
    sites=_listed,
    at_most={"POST": 4, "PUT": 4, "GET": 4},
    examples=6,
)
def failed_create_changes_no_list(session: Session, draw: Draw) -> Iterator[Violation]:
    """Sends a creation without one of its members, and looks for its name in the lists."""
    named = {
        name: example
        for name, example in examples(session.operation).items()
        if (where := _name_of(example)) and isinstance(find(example, where), str)
    }
    session.need(bool(named), "an example of a creation with a name")
    example = named[draw(st.sampled_from(sorted(named)))]
    body = new_body(session, session.operation, example)
    where = _name_of(example)
    drop(body, draw(st.sampled_from(_members(body, where))))
    refused = session.call(session.operation, json=body, note="a member is missing")
    session.need(400 <= refused.status < 500, "a creation that is refused")
    name = str(find(body, where))
    for some in lists(session.bundle, session.operation):
        if some.parameters:
            continue
        exchange = session.call(some, json=list_body(some), note="look for it")
        if exchange.reply is not None and name.encode() in exchange.reply.body:
            yield Violation(
                expected=f"no {name} in the list, since its creation was refused",
                got="it is there",
                exchange=exchange,
            )


def make(session: Session, draw: Draw, example: Json = ABSENT) -> tuple[Json, Exchange]:
    """Makes a thing from a documented example and returns what was sent and the answer.

    Raises:
        NotJudged: It was refused, or its id is not in the answer.
    """
    if example is ABSENT:
        known = examples(session.operation)
        example = known[draw(st.sampled_from(sorted(known)))]
    body = new_body(session, session.operation, example)
    made = session.call(session.operation, json=body, note="make one")
    session.need(200 <= made.status < 300, f"a creation that is accepted, not {made.status}")
    identity = find(made.json, session.operation.resource["id"])
    session.need(isinstance(identity, str | int), "the id of what was made")
    return body, made


def list_body(operation: Operation) -> Json:
    """Returns the body with which a list is not narrowed; `ABSENT` if it takes none."""
    known = list(examples(operation).values())
    if operation.request_body is None or not known:
        return ABSENT
    body = deepcopy(min(known, key=lambda example: len(str(example))))
    for where in operation.resource.get("filters", {}):
        if where.startswith("/"):
            drop(body, where)
    return body


def _as_sent(
    operation: Operation, sent: Json, exchange: Exchange, reader: Operation
) -> Iterator[Violation]:
    """Yields each member that an answer shows otherwise than it was sent, but for the id."""
    own = operation.resource["id"]
    shown_id = reader.resource.get("id", own)
    answer = exchange.json if isinstance(exchange.json, dict) else {}
    if one(reader, answer) is ABSENT:
        return
    for where, expected, got in differences(sent, answer):
        if where not in (own, shown_id):
            yield Violation(
                expected=f"{where}: {shown(expected)}, as it was sent",
                got=shown(got),
                exchange=exchange,
                pointer=where,
            )


def _name_of(example: Json, where: str = "") -> str:
    """Returns the pointer of the first member called name, or an empty text."""
    if not isinstance(example, dict):
        return ""
    if isinstance(example.get("name"), str):
        return f"{where}/name"
    inner = (_name_of(member, f"{where}/{name}") for name, member in example.items())
    return next((found for found in inner if found), "")


def _members(body: Json, name: str) -> list[str]:
    """Returns the pointers of the members beside the name."""
    holder = name.rpartition("/")[0]
    return [f"{holder}/{member}" for member in find(body, holder) if member != "name"]
