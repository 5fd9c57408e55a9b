"""Roles: named, else found by reading, else made where that is allowed, else missing."""

from typing import Any

import pytest

from contracts.errors import SuiteDefect
from contracts.finding import Request
from contracts.run.roles import Role, resolve_roles
from specs.bundle import Bundle
from specs.values import Json
from tests.support.documents import api, bundle_of, operation, parameter, takes
from tests.support.exchanges import bundled
from tests.support.sessions import reply
from tests.support.targets import FakeTransport, sender_to

FINDS = {"description": "A red one.", "type": "string", "finds": "list", "where": {"/color": "red"}}
MAKES = {"description": "A new one.", "type": "string", "makes": "create", "example": "plain"}


def bundle(**roles: Json) -> Bundle:
    search = {"name": "item", "action": "search", "items": "/items", "item-id": "/no"}
    return bundle_of(
        api(
            {
                "/find": {"post": operation("list", **{"x-resource": search})},
                "/items": {
                    "post": operation(
                        "create",
                        responses={"201": {"description": "made"}},
                        requestBody={
                            "content": {
                                "application/json": {"examples": {"plain": {"value": {"n": 1}}}}
                            }
                        },
                        **{"x-resource": {"name": "item", "action": "create", "id": "/made/no"}},
                    )
                },
                "/write": {"post": operation("write", requestBody=takes({"type": "object"}))},
                "/of/{shop}": {
                    "get": operation(
                        "inner",
                        parameters=[parameter("shop", "path", {"type": "string"})],
                        **{"x-resource": {**search, "action": "list"}},
                    )
                },
            },
            **{"x-roles": roles},
        )
    )


def resolved(
    transport: FakeTransport, configured: dict[str, Any] | None = None, **roles: Json
) -> list[Role]:
    may_make = roles.pop("may_make", False)
    sender = sender_to(transport, bundle(**roles), roles=configured, may_write=may_make)
    return list(resolve_roles(sender, configured or {}, may_make=may_make))


def answering(request: Request) -> Any:
    if request.path == "/items":
        return reply(201, {"made": {"no": 9}})
    things = [{"no": 1, "color": "blue"}, {"no": 2, "color": "red"}, {"no": 3, "color": "red"}]
    return reply(200, {"items": things})


def test_named_role_is_taken_without_a_request() -> None:
    transport = FakeTransport(answering)

    (role,) = resolved(transport, {"a": "77"}, a=FINDS)

    assert (role.source, role.value) == ("configured", "77")
    assert transport.sent == []


def test_role_is_found_by_what_it_is() -> None:
    (role,) = resolved(FakeTransport(answering), a=FINDS)

    assert (role.source, role.value, role.description) == ("found", 2, "A red one.")


def test_found_value_may_stand_elsewhere() -> None:
    (role,) = resolved(FakeTransport(answering), a={**FINDS, "value": "/color"})

    assert role.value == "red"


def test_one_search_serves_all_roles() -> None:
    transport = FakeTransport(answering)

    roles = resolved(transport, a=FINDS, b={**FINDS, "where": {"/color": "blue"}})

    assert [role.value for role in roles] == [2, 1]
    assert len(transport.sent) == 1


def test_nothing_that_fits_is_missing() -> None:
    (role,) = resolved(FakeTransport(answering), a={**FINDS, "where": {"/color": "green"}})

    assert (role.source, role.value) == ("missing", None)


@pytest.mark.parametrize("answer", ["timeout", "broken", "refused"])
def test_target_that_does_not_answer_has_no_roles(answer: Any) -> None:
    (role,) = resolved(FakeTransport(lambda _: answer), a=FINDS)

    assert role.source == "missing"


@pytest.mark.parametrize(
    "answer",
    [
        reply(500, {}), reply(401), reply(200, b"<html>"), reply(200, {"items": 3}), reply(200, []),
        reply(200, {"items": [3, None]}), reply(302, {"items": [{"no": 1, "color": "red"}]}),
    ],
)  # fmt: skip
def test_odd_answer_finds_nothing(answer: Any) -> None:
    (role,) = resolved(FakeTransport(lambda _: answer), a=FINDS)

    assert role.source == "missing"


def test_role_is_never_found_by_writing() -> None:
    transport = FakeTransport(answering)

    (role,) = resolved(transport, a={**FINDS, "finds": "write"}, may_make=True)

    assert role.source == "missing"
    assert transport.sent == []


def test_role_is_made_where_that_is_allowed() -> None:
    transport = FakeTransport(answering)

    (role,) = resolved(transport, a=MAKES, may_make=True)

    assert (role.source, role.value) == ("made", 9)
    assert transport.sent[0].json == {"n": 1}


def test_role_is_not_made_where_it_is_not() -> None:
    transport = FakeTransport(answering)

    (role,) = resolved(transport, a=MAKES)

    assert role.source == "missing"
    assert transport.sent == []


def test_found_one_is_not_made_again() -> None:
    transport = FakeTransport(answering)

    (role,) = resolved(transport, a={**FINDS, **MAKES}, may_make=True)

    assert role.source == "found"
    assert [request.path for request in transport.sent] == ["/find"]


def test_path_of_a_search_is_filled_from_other_roles() -> None:
    transport = FakeTransport(answering)
    shop = {"description": "Ours.", "type": "string", "parameters": ["shop"]}

    roles = resolved(transport, {"shop": "a/b"}, shop=shop, a={**FINDS, "finds": "inner"})

    assert [role.source for role in roles] == ["configured", "found"]
    assert transport.sent[0].path == "/of/a%2Fb"


def test_search_without_its_path_is_not_sent() -> None:
    transport = FakeTransport(answering)

    (role,) = resolved(transport, a={**FINDS, "finds": "inner"})

    assert role.source == "missing"
    assert transport.sent == []


def test_role_of_an_unknown_operation_is_a_defect() -> None:
    with pytest.raises(SuiteDefect, match="unheard"):
        resolved(FakeTransport(answering), a={**FINDS, "finds": "unheard"})


def test_role_without_a_way_is_missing() -> None:
    (role,) = resolved(FakeTransport(), a={"description": "d", "type": "string"}, may_make=True)

    assert role.source == "missing"


@pytest.mark.parametrize("name", ["criteo", "sessionm", "spaaza"])
def test_looking_for_roles_of_bundled_apis_writes_nothing(name: str) -> None:
    transport = FakeTransport(lambda _: reply(404, {}))
    sender = sender_to(transport, bundled(name), may_write=False)

    roles = resolve_roles(sender, {}, may_make=False)

    assert {role.source for role in roles} == {"missing"}
    assert all(sender.guard.refusal(request) is None for request in transport.sent)
