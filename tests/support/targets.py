"""A target that is a function: what the runner needs, without a server."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from contracts.finding import Exchange, Reply, Request
from contracts.finding.exchange import Failure
from contracts.run.api_run import ApiLaws, ApiRun
from contracts.run.documents import Documents
from contracts.run.guard import Guard
from contracts.run.journal import Journal
from contracts.run.limits import Limits, OwnLimits
from contracts.run.sender import Sender
from contracts.target import ApiTarget, Secrets, Target
from specs.bundle import Bundle
from specs.values import Json
from tests.support.documents import api, bundle_of, operation, parameter, takes
from tests.support.sessions import START, reply

Answer = Callable[[Request], Reply | Failure]
PREFIX = "ck-1"


@dataclass
class FakeTransport:
    """Hands every request to a function; control requests to another one."""

    answer: Answer = field(default=lambda request: reply(200, {}))
    control: Answer = field(default=lambda request: reply(404, {}))
    sent: list[Request] = field(default_factory=list)
    controlled: list[Request] = field(default_factory=list)

    def send(self, base: str, request: Request, timeout_seconds: float) -> Reply | Failure:
        """Answers at once."""
        if base.endswith("/_mock"):
            self.controlled.append(request)
            return self.control(request)
        self.sent.append(request)
        return self.answer(request)

    def close(self) -> None:
        """Has nothing to close."""


def shop() -> Bundle:
    """An API with a thing that can be made, read and listed, and a hidden write."""
    key = [parameter("id", "path", {"type": "string"})]
    words = {"name": "item", "id": "/id", "key": "id"}
    made = {"201": {"description": "made"}}
    return bundle_of(
        api(
            {
                "/items": {
                    "get": operation("list", **{"x-resource": {"name": "item", "action": "list"}}),
                    "post": operation(
                        "create",
                        responses=made,
                        requestBody=takes({"type": "object"}),
                        **{"x-resource": {**words, "action": "create"}},
                    ),
                },
                "/items/{id}": {
                    "get": operation(
                        "read", parameters=key, **{"x-resource": {**words, "action": "read"}}
                    ),
                    "delete": operation("remove", parameters=key),
                },
                "/items/{id}/opt_in": {
                    "get": operation("opt_in", parameters=key, **{"x-side-effects": True})
                },
            },
            **{
                "x-roles": {
                    "item.own": {
                        "description": "One of ours.",
                        "type": "string",
                        "parameters": ["id"],
                    }
                }
            },
        )
    )


def sender_to(
    transport: FakeTransport,
    bundle: Bundle | None = None,
    *,
    may_write: bool = True,
    roles: Mapping[str, Json] | None = None,
    headers: Mapping[str, str] | None = None,
    limits: Limits | None = None,
    journal: Path | None = None,
    sent: Callable[[Exchange], None] = lambda exchange: None,
    learn: Callable[[str, str], object] = lambda text, name: None,
) -> Sender:
    """A sender to a fake target."""
    bundle = bundle or shop()
    return Sender(
        bundle=bundle,
        api=ApiTarget(
            "asgi://fake", roles=roles or {}, headers=headers or {}, control="asgi://fake/_mock"
        ),
        transport=transport,
        guard=Guard.of(bundle, may_write=may_write),
        limits=limits or OwnLimits(),
        journal=Journal(journal),
        timeout_seconds=1.0,
        sent=sent,
        prefix=PREFIX,
        learn=learn,
    )


def api_run(
    transport: FakeTransport,
    bundle: Bundle | None = None,
    *,
    roles: Mapping[str, Json] | None = None,
    controls: Iterable[str] = (),
    own: ApiLaws | None = None,
    may_write: bool = True,
    limits: Limits | None = None,
    **target: Any,
) -> ApiRun:
    """One API of a fake target."""
    bundle = bundle or shop()
    sender = sender_to(transport, bundle, roles=roles)
    return ApiRun(
        bundle=bundle,
        target=Target("fake", {bundle.name: sender.api}, **target),
        api=sender.api,
        own=own or ApiLaws(),
        transport=transport,
        guard=Guard.of(bundle, may_write=may_write),
        limits=limits or OwnLimits(),
        journal=Journal(None),
        secrets=Secrets(),
        documents=Documents(bundle),
        roles=roles or {},
        controls=frozenset(controls),
        prefix=PREFIX,
        started=START,
        seed=0,
    )


def find(bundle: Bundle, operation_id: str) -> Any:
    """The operation of an id."""
    return next(one for one in bundle.operations if one.operation_id == operation_id)
