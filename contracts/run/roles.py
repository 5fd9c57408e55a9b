"""Roles: what the target file names, what can be found by reading, and what can be made."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

import orjson

from contracts.errors import SuiteDefect
from contracts.finding import Request
from contracts.run.guard import is_write
from contracts.run.sender import Blocked, Sender
from specs.operation import Operation
from specs.values import ABSENT, Json, Record, find

Source = Literal["configured", "found", "made", "missing"]


@dataclass(frozen=True, slots=True)
class Role:
    """One role of an API and what plays it."""

    api: str
    name: str
    description: str
    source: Source
    value: Json = None
    type: str = "string"


def resolve_roles(
    sender: Sender, configured: Mapping[str, Json], *, may_make: bool
) -> tuple[Role, ...]:
    """Returns all declared roles of an API, each with what plays it on the target.

    Args:
        sender: Sends the reads and, where allowed, the creations.
        configured: What the target file says.
        may_make: Whether things may be created for roles that nothing plays yet.
    """
    resolved = []
    answers: dict[str, Json] = {}
    for name, declared in sender.bundle.roles.items():
        role = Role(
            sender.bundle.name, name, str(declared["description"]), "missing", type=declared["type"]
        )
        if name in configured:
            role = replace(role, source="configured", value=configured[name])
        elif (found := _found(sender, declared, answers)) is not ABSENT:
            role = replace(role, source="found", value=found)
        elif may_make and (made := _made(sender, declared)) is not ABSENT:
            role = replace(role, source="made", value=made)
        resolved.append(role)
    return tuple(resolved)


def _found(sender: Sender, declared: Record, answers: dict[str, Json]) -> Json:
    """Returns what a list or search shows that fits a role's `where`."""
    name = declared.get("finds")
    where = declared.get("where")
    if name is None or where is None:
        return ABSENT
    operation = _operation(sender, str(name))
    resource = operation.resource
    if is_write(operation) and resource.get("action") not in ("search", "list"):
        return ABSENT
    if name not in answers:
        answers[name] = _ask(sender, operation, find_all_example(operation))
    items = find(answers[name], str(resource.get("items", "")))
    for item in items if isinstance(items, list) else ():
        if all(find(item, pointer) == value for pointer, value in where.items()):
            return find(item, str(declared.get("value", resource.get("item-id", "/id"))))
    return ABSENT


def _made(sender: Sender, declared: Record) -> Json:
    """Returns the id of a thing made with the example that a role names."""
    name, example = declared.get("makes"), declared.get("example")
    if name is None or example is None:
        return ABSENT
    operation = _operation(sender, str(name))
    body = _examples(operation).get(str(example), ABSENT)
    resource = operation.resource
    return find(_ask(sender, operation, body), str(resource.get("id", "/id")))


def _ask(sender: Sender, operation: Operation, body: Json) -> Json:
    path = known_path(sender, operation)
    if path is None:
        return ABSENT
    request = Request(
        method=operation.method,
        path=path,
        headers=() if body is ABSENT else (("Content-Type", "application/json"),),
        body=None if body is ABSENT else orjson.dumps(body),
    )
    try:
        exchange = sender.send(request, operation, note="looking for roles")
    except Blocked:
        return ABSENT
    return exchange.json if exchange.status < 300 else ABSENT


def known_path(
    sender: Sender, operation: Operation, given: Mapping[str, Json] | None = None
) -> str | None:
    """Returns the path of an operation with what the target file names in its parameters' place.

    Args:
        sender: Of the API.
        operation: Whose path it is.
        given: Values of parameters that are known otherwise.

    Returns:
        The percent-encoded path, or None if something in it is unknown.
    """
    values = dict(given or {})
    for parameter in operation.path_parameters:
        for role in sender.bundle.roles_for(parameter):
            if parameter not in values and role in sender.api.roles:
                values[parameter] = sender.api.roles[role]
        if parameter not in values:
            return None
    return operation.path_with({name: str(value) for name, value in values.items()})


def _operation(sender: Sender, name: str) -> Operation:
    for operation in sender.bundle.operations:
        if operation.operation_id == name:
            return operation
    raise SuiteDefect(f"a role of {sender.bundle.name} names the operation {name}, which is none")


def find_all_example(operation: Operation) -> Json:
    """Returns the request example that asks for most: the shortest one."""
    examples = list(_examples(operation).values())
    return min(examples, key=lambda body: len(orjson.dumps(body))) if examples else ABSENT


def _examples(operation: Operation) -> dict[str, Json]:
    body = operation.request_body
    if body is None:
        return {}
    return {name: value for media in body.media for name, value in media.examples.items()}
