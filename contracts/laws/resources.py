"""Resources as `x-resource` tells them: who makes, reads and lists them, and where they stand."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Final

from contracts.lawkit import (
    ABSENT,
    Bundle,
    Json,
    Operation,
    Session,
    find,
    split_pointer,
)

NAMES: Final = ("name", "title", "external_id", "externalId", "permalink", "slug")
"""Members that tell one thing from another, so that each new thing needs its own."""


def of_same_kind(bundle: Bundle, operation: Operation, *actions: str) -> Iterator[Operation]:
    """Yields the operations that do one of these things with the same kind of resource."""
    name = operation.resource.get("name")
    for other in bundle.operations:
        raw = other.resource
        if name is not None and raw.get("name") == name and raw.get("action") in actions:
            yield other


def readers(bundle: Bundle, operation: Operation) -> tuple[Operation, ...]:
    """Returns the operations that read one resource of the same kind by its key."""
    found = of_same_kind(bundle, operation, "read")
    return tuple(read for read in found if "key" in read.resource and not read.has_side_effects)


def creators(bundle: Bundle, operation: Operation) -> tuple[Operation, ...]:
    """Returns the operations that make a resource of the same kind."""
    return tuple(of_same_kind(bundle, operation, "create"))


def lists(bundle: Bundle, operation: Operation) -> tuple[Operation, ...]:
    """Returns the operations that list resources of the same kind and tell their ids."""
    found = of_same_kind(bundle, operation, "list", "search")
    return tuple(some for some in found if is_list(some))


def is_list(operation: Operation) -> bool:
    """Whether an operation answers many resources, and says where they and their ids are."""
    raw = operation.resource
    return raw.get("action") in ("list", "search") and {"items", "item-id"} <= raw.keys()


def takes(bundle: Bundle, reader: Operation, value: Json, maker: Operation | None = None) -> bool:
    """Returns whether the key of a read can be an id: a link says so, or its schema admits it."""
    if maker is not None and (linked := _links(bundle, maker)):
        return reader.operation_id in linked
    key = reader.resource.get("key")
    for parameter in reader.parameters:
        if parameter.name == key and parameter.place == "path" and parameter.schema is not None:
            return bundle.schemas.compile(parameter.schema, "request").is_valid(value)
    return False


def one(operation: Operation, body: Json) -> Json:
    """Returns the resource inside an answer with one, or `ABSENT` if it cannot be told."""
    where = operation.resource.get("id")
    return ABSENT if where is None else find(body, parent(where))


def many(operation: Operation, body: Json) -> list[Json]:
    """Returns the resources inside an answer with many."""
    found = find(body, operation.resource.get("items", "/"))
    return found if isinstance(found, list) else []


def by_id(operation: Operation, body: Json) -> dict[str, Json]:
    """Returns the resources of a list by their ids as text."""
    where = operation.resource.get("item-id", "/id")
    return {str(find(item, where)): item for item in many(operation, body)}


def parent(where: str) -> str:
    """Returns the pointer of what holds a member.

    >>> parent("/data/id"), parent("/id")
    ('/data', '')
    """
    return where.rpartition("/")[0]


def put(body: Json, where: str, value: Json) -> None:
    """Sets the value at a pointer into objects, and makes what is missing on the way."""
    *path, last = split_pointer(where)
    for name in path:
        body = body.setdefault(name, {})
    body[last] = value


def drop(body: Json, where: str) -> None:
    """Takes the value at a pointer out, if it is there."""
    holder = find(body, parent(where))
    if isinstance(holder, dict):
        holder.pop(split_pointer(where)[-1], None)


def examples(operation: Operation) -> dict[str, Json]:
    """Returns the documented request bodies by name."""
    media = operation.request_body.media if operation.request_body is not None else ()
    return {name: value for kind in media for name, value in kind.examples.items()}


def new_body(session: Session, operation: Operation, example: Json) -> Json:
    """Returns a documented body with names that are fresh and things that the target has."""
    body = deepcopy(example)
    roles = session.bundle.roles
    filled: set[str] = set()
    for role, raw in roles.items():
        for where in raw.get("parameters", ()):
            is_place = where.startswith("/") and "*" not in where and where not in filled
            if is_place and find(body, where) is not ABSENT and session.has(role):
                put(body, where, session.role(role))
                filled.add(where)
    _rename(session, body, "")
    return body


def _rename(session: Session, value: Json, kind: str) -> None:
    if not isinstance(value, dict):
        return
    for name, member in value.items():
        if name in NAMES and isinstance(member, str):
            value[name] = session.fresh(name)
        elif isinstance(member, dict):
            _rename(session, member, name)


def _links(bundle: Bundle, maker: Operation) -> set[str]:
    """Returns the ids of the operations that a creation's answer links to."""
    found: set[str] = set()
    for response in maker.responses.values():
        links = bundle.document.at(f"{response.pointer}/links")
        for link in links.values() if isinstance(links, dict) else ():
            found.add(str(link.get("operationId")))
    return found
