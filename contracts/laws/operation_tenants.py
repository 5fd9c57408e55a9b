"""Laws of operations: what belongs to one application is not there for another."""

from collections.abc import Iterator
from typing import Final

from contracts.lawkit import (
    ABSENT,
    Bundle,
    Call,
    Draw,
    Exchange,
    Json,
    Operation,
    Session,
    Site,
    Violation,
    find,
    law,
    succeeded,
    valid_bodies,
    valid_request,
)

from .operation_credentials import secured
from .refusals import at_most, refused

CALLER: Final = "other_application"
_LISTS: Final = ("list", "search")
_MOST_LISTS: Final = 4


def tenant_sites(bundle: Bundle) -> Iterator[Site]:
    """Yields each operation on one thing that a role names, and each list of such things."""
    declared = bundle.roles
    if f"caller.{CALLER}" not in declared:
        return
    kinds = {role["resource"] for role in declared.values() if "resource" in role}
    for operation in bundle.operations:
        resource = operation.resource
        is_list = resource.get("action") in _LISTS and resource["name"] in kinds
        if secured(bundle, operation) and (is_list or names_a_thing(bundle, operation)):
            yield Site(operation)


def names_a_thing(bundle: Bundle, operation: Operation) -> bool:
    """Returns whether a parameter of an operation names a thing that a role stands for."""
    named = {
        name
        for role in bundle.roles.values()
        if "resource" in role
        for name in role.get("parameters", ())
    }
    return any(
        parameter.name in named and parameter.place in ("path", "query")
        for parameter in operation.parameters
    )


@law(
    says="Another application neither reads nor changes a thing, nor finds it in a list.",
    holds=("LC21", "R145", "R23"),
    roles=(f"caller.{CALLER}",),
    sites=tenant_sites,
    at_most=at_most(2 * _MOST_LISTS),
)
def other_callers_see_nothing(session: Session, draw: Draw) -> Iterator[Violation]:
    """Makes the same call as the application that owns the thing, and as another one."""
    operation = session.operation
    if names_a_thing(session.bundle, operation):
        request = valid_request(session, operation)
        if not operation.has_side_effects:
            own = session.call(operation, **request, note="as the application that owns it")
            is_served = succeeded(session.bundle, operation, own)
            session.need(is_served, "a call that succeeds for the application that owns the thing")
        other = session.call(operation, **request, caller=CALLER, note="as another application")
        expected = "a refusal for another application"
        yield from refused(session, other, expected=expected, cause=CALLER)
    else:
        yield from _listed(session)


def _listed(session: Session) -> Iterator[Violation]:
    """Asks in each documented way, for an answer to one may leak what that to another does not."""
    operation = session.operation
    requests = [_asking(session, body) for body in valid_bodies(session, operation)][:_MOST_LISTS]
    mine: set[str] = set()
    for request in requests or [valid_request(session, operation)]:
        own = session.call(operation, **request, note="as the application that owns them")
        mine |= _ids(operation, own) & _role_ids(session)
    session.need(bool(mine), "a list that holds a thing that a role names")
    for request in requests or [valid_request(session, operation)]:
        other = session.call(operation, **request, caller=CALLER, note="as another application")
        for found in sorted(mine & _ids(operation, other))[:1]:
            yield Violation(
                expected=f"a list without {found}, which another application owns",
                got=f"{found} is in the list",
                exchange=other,
                cause=CALLER,
            )


def _asking(session: Session, body: Json) -> Call:
    request = valid_request(session, session.operation)
    request["json"] = body
    return request


def _ids(operation: Operation, exchange: Exchange) -> set[str]:
    resource = operation.resource
    items: Json = exchange.at(resource.get("items", ""))
    ids = [find(item, resource.get("item-id", "/id")) for item in _list(items)]
    return {str(one) for one in ids if one is not ABSENT}


def _role_ids(session: Session) -> set[str]:
    kind = session.operation.resource["name"]
    declared = session.bundle.roles.items()
    names = [name for name, role in declared if role.get("resource") == kind and session.has(name)]
    return {str(session.role(name)) for name in names}


def _list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []
