"""The sender's credentials: whose they are, and where the target's own headers stand."""

from typing import Any
from urllib.parse import parse_qs

import pytest

from contracts.finding import Reply, Request
from contracts.run import sender as sender_module
from contracts.target.credentials import show
from specs.bundle import Bundle
from tests.support.documents import api, bundle_of, operation
from tests.support.sessions import reply
from tests.support.targets import FakeTransport, sender_to

GET = Request("GET", "/items")


def guarded(**schemes: object) -> Bundle:
    security = [{name: []} for name in schemes]
    return bundle_of(
        api(
            {"/items": {"get": operation("list", security=security)}},
            components={"securitySchemes": schemes},
        )
    )


BASIC = {"type": "http", "scheme": "basic"}
QUERY = {"type": "apiKey", "in": "query", "name": "key"}
OAUTH = {"type": "oauth2", "flows": {"clientCredentials": {"tokenUrl": "/token", "scopes": {}}}}
CLIENT = {"caller.default": {"oauth": {"client_id": "me", "client_secret": "s&c=ret"}}}


def test_default_caller_shows_its_credentials() -> None:
    transport = FakeTransport()
    roles = {"caller.default": {"basic": {"username": "u", "password": "p"}}}
    sender = sender_to(transport, guarded(basic=BASIC), roles=roles)

    sender.send(GET, sender.bundle.operations[0])

    assert transport.sent[0].header("authorization") == "Basic dTpw"


def test_each_caller_shows_its_own() -> None:
    transport = FakeTransport()
    roles = {f"caller.{name}": {"q": {"value": name}} for name in ("default", "other")}
    sender = sender_to(transport, guarded(q=QUERY), roles=roles)

    for caller in ("default", "other", "nobody", "wrong", "unknown"):
        sender.send(Request("GET", "/items", caller=caller), sender.bundle.operations[0])

    queries = [dict(request.query).get("key") for request in transport.sent]
    assert queries[:3] == ["default", "other", None]
    assert queries[3] not in (None, "default", "other")
    assert queries[4] is None


def test_request_may_bring_its_own_credentials() -> None:
    transport = FakeTransport()
    roles = {"caller.default": {"basic": {"username": "u", "password": "p"}}}
    sender = sender_to(transport, guarded(basic=BASIC), roles=roles)

    sender.send(
        Request("GET", "/items", headers=(("authorization", "Odd x"),)), sender.bundle.operations[0]
    )

    sent = [value for name, value in transport.sent[0].headers if name.lower() == "authorization"]
    assert sent == ["Odd x"]


def test_headers_of_the_target_are_sent_each_time() -> None:
    transport = FakeTransport()
    sender = sender_to(transport, headers={"X-Team": "qa"})

    sender.send(GET)
    sender.send(Request("GET", "/items", headers=(("x-team", "law"),)))

    values = [[v for n, v in one.headers if n.lower() == "x-team"] for one in transport.sent]
    assert values == [["qa"], ["law"]]


@pytest.mark.parametrize("caller", ["nobody", "wrong", "other"])
def test_credentials_in_a_header_of_the_target_are_the_default_callers(caller: str) -> None:
    transport = FakeTransport()
    roles = {"caller.other": {"basic": {"username": "o", "password": "o"}}}
    sender = sender_to(
        transport, guarded(basic=BASIC), roles=roles, headers={"Authorization": "Basic ours"}
    )

    sender.send(Request("GET", "/items", caller=caller), sender.bundle.operations[0])

    assert ("Authorization", "Basic ours") not in transport.sent[0].headers


def test_unknown_operation_gets_the_credentials_of_the_api() -> None:
    transport = FakeTransport()
    roles = {"caller.default": {"basic": {"username": "u", "password": "p"}}}
    sender = sender_to(transport, guarded(basic=BASIC), roles=roles)

    sender.send(Request("DELETE", "/items"), None)

    assert transport.sent[0].header("authorization") == "Basic dTpw"


class TokenServer:
    """Gives numbered tokens and knows the last one only."""

    def __init__(self) -> None:
        self.given = 0
        self.forms: list[dict[str, list[str]]] = []

    def __call__(self, request: Request) -> Reply:
        if request.path == "/token":
            self.given += 1
            self.forms.append(parse_qs((request.body or b"").decode()))
            return reply(200, {"access_token": f"token-{self.given}"})
        good = request.header("authorization") == f"Bearer token-{self.given}"
        return reply(200 if good else 401, {})


def test_token_is_fetched_once_for_a_client() -> None:
    server = TokenServer()
    learned: list[str] = []
    sender = sender_to(
        FakeTransport(server), guarded(oauth=OAUTH), roles=CLIENT,
        learn=lambda text, name: learned.append(text),
    )  # fmt: skip

    statuses = [sender.send(GET, sender.bundle.operations[0]).status for _ in range(3)]

    assert statuses == [200, 200, 200]
    assert server.forms == [
        {"grant_type": ["client_credentials"], "client_id": ["me"], "client_secret": ["s&c=ret"]}
    ]
    assert learned == ["token-1"]


def test_token_is_fetched_again_after_a_401() -> None:
    server = TokenServer()
    transport = FakeTransport(server)
    sender = sender_to(transport, guarded(oauth=OAUTH), roles=CLIENT)
    sender.send(GET, sender.bundle.operations[0])
    server.given += 1

    exchange = sender.send(GET, sender.bundle.operations[0])

    assert exchange.status == 200
    assert exchange.request.header("authorization") == "Bearer token-3"


def test_refused_client_is_asked_for_again_once_only() -> None:
    transport = FakeTransport(lambda _: reply(401, {}))
    sender = sender_to(transport, guarded(oauth=OAUTH), roles=CLIENT)

    exchange = sender.send(GET, sender.bundle.operations[0])

    assert exchange.status == 401
    assert [one.path for one in transport.sent] == ["/token", "/items", "/token", "/items"]


def test_fixed_credentials_are_not_tried_again_after_a_401() -> None:
    transport = FakeTransport(lambda _: reply(401, {}))
    roles = {"caller.default": {"basic": {"username": "u", "password": "p"}}}
    sender = sender_to(transport, guarded(basic=BASIC), roles=roles)

    sender.send(GET, sender.bundle.operations[0])

    assert len(transport.sent) == 1


def test_token_may_be_fetched_for_a_read_only_target() -> None:
    sender = sender_to(
        FakeTransport(TokenServer()), guarded(oauth=OAUTH), roles=CLIENT, may_write=False
    )

    assert sender.send(GET, sender.bundle.operations[0]).status == 200


def test_control_is_called_without_credentials() -> None:
    transport = FakeTransport(control=lambda _: reply(200, {"now": "x"}))
    roles = {"caller.default": {"basic": {"username": "u", "password": "p"}}}
    sender = sender_to(transport, guarded(basic=BASIC), roles=roles, headers={"X-Key": "hush"})

    exchange = sender.control("POST", "/reset", {"a": 1})

    assert exchange is not None
    assert exchange.json == {"now": "x"}
    (request,) = transport.controlled
    assert (request.header("authorization"), request.header("x-key")) == (None, None)
    assert request.json == {"a": 1}


def test_credentials_are_put_together_once_for_each_caller_and_operation(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown: list[str] = []

    def counted(operation: Any, credentials: Any, tokens: Any) -> Any:
        shown.append(operation.label)
        return show(operation, credentials, tokens)

    monkeypatch.setattr(sender_module, "show", counted)
    roles = {"caller.default": {"basic": {"username": "u", "password": "p"}}}
    transport = FakeTransport()
    sender = sender_to(transport, guarded(basic=BASIC), roles=roles)

    for _ in range(3):
        sender.send(Request("GET", "/items"), sender.bundle.operations[0])
        sender.send(Request("GET", "/items", caller="wrong"), sender.bundle.operations[0])

    assert len(shown) == 2
    assert {one.header("authorization") for one in transport.sent[::2]} == {"Basic dTpw"}
    assert {one.header("authorization") for one in transport.sent[1::2]} != {"Basic dTpw"}
