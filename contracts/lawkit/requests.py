"""A request of any operation that a correct server should take, from roles and examples."""

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Final, TypedDict

from contracts.lawkit.session import Session
from specs.media_types import is_json
from specs.operation import Media, Operation, Parameter
from specs.values import ABSENT, Json, Missing, Record, find_all, split_pointer

_NAMES: Final = frozenset(("name", "title", "external_id", "externalId"))
"""Members that a server may want to be unique."""


class Call(TypedDict, total=False):
    """What a call of an operation takes besides the operation."""

    path: dict[str, Json]
    query: dict[str, Json]
    headers: dict[str, str]
    json: Json | Missing


def valid_request(session: Session, operation: Operation) -> Call:
    """Returns the arguments with which `session.call` sends a valid request of an operation.

    Parameters come from the roles that stand for them, else from their documented examples;
    optional ones are sent where both a role and an example speak for them. The body is the first
    documented example, with the roles in their places; what a creation names is fresh.

    Raises:
        NotJudged: A value that must be sent is not known.
    """
    sent: Record = {"path": {}, "query": {}, "header": {}}
    for parameter in operation.parameters:
        if parameter.place in sent and (value := _value(session, parameter)) is not ABSENT:
            sent[parameter.place][parameter.name] = value
    call = Call(path=sent["path"], query=sent["query"])
    if sent["header"]:
        call["headers"] = {name: str(value) for name, value in sent["header"].items()}
    if (body := valid_body(session, operation)) is not ABSENT:
        call["json"] = body
    return call


def valid_body(session: Session, operation: Operation) -> Json | Missing:
    """Returns a valid JSON body of an operation, or `ABSENT` if it takes none.

    Raises:
        NotJudged: It takes one, and the documents show none.
    """
    return next(valid_bodies(session, operation), ABSENT)


def valid_bodies(session: Session, operation: Operation) -> Iterator[Json]:
    """Yields a valid JSON body of an operation for each documented example; none if it takes none.

    Raises:
        NotJudged: It takes one, and the documents show none.
    """
    media = json_media(operation)
    if operation.request_body is None or (media is None and not operation.request_body.required):
        return
    examples = media.examples.values() if media is not None else ()
    session.need(bool(examples), "an example of the JSON body")
    for example in examples:
        body = deepcopy(example)
        for where, role in _body_roles(session):
            if find_all(body, where):
                _put(body, split_pointer(where), session.role(role))
        yield _freshened(session, body) if _creates(operation) else body


def json_media(operation: Operation) -> Media | None:
    """Returns the JSON form of an operation's request body, if it has one."""
    declared = operation.request_body.media if operation.request_body is not None else ()
    return next((media for media in declared if is_json(media.content_type)), None)


def role_for(session: Session, parameter: str) -> str | None:
    """Returns the first role in the document that stands for a parameter and is provided."""
    for name, role in session.bundle.roles.items():
        if parameter in role.get("parameters", ()) and session.has(name):
            return name
    return None


def _value(session: Session, parameter: Parameter) -> Json | Missing:
    role = role_for(session, parameter.name)
    example = next(iter(parameter.examples.values()), ABSENT)
    if parameter.required:
        value = session.role(role) if role is not None else example
        value = parameter.default if value is ABSENT else value
        session.need(value is not ABSENT, f"a value of {parameter.name}")
        return value
    return session.role(role) if role is not None and example is not ABSENT else ABSENT


def _body_roles(session: Session) -> Iterator[tuple[str, str]]:
    """Yields each place in a body with the first role that stands for it."""
    places: dict[str, str] = {}
    for name, role in session.bundle.roles.items():
        for where in role.get("parameters", ()):
            if where.startswith("/") and where not in places and session.has(name):
                places[where] = name
    yield from places.items()


def _put(holder: Json, parts: list[str], value: Json) -> None:
    """Puts a value at the first place that a pointer with `*` for a list's items names."""
    first, *rest = parts
    key: str | int = (0 if first == "*" else int(first)) if isinstance(holder, list) else first
    if first == "*" and not isinstance(holder, list):
        return
    if rest:
        _put(holder[key], rest, value)
    else:
        holder[key] = value


def _creates(operation: Operation) -> bool:
    return bool(operation.resource.get("action") == "create")


def _freshened(session: Session, value: Json) -> Json:
    """Returns a body whose names are fresh."""
    if isinstance(value, list):
        return [_freshened(session, item) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        name: session.fresh(_stem(item))
        if name in _NAMES and isinstance(item, str)
        else _freshened(session, item)
        for name, item in value.items()
    }


def _stem(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:20] or "item"
