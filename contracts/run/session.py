"""The session that a law works with: one example, its story, and what it may send."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from urllib.parse import quote

import orjson

from contracts.errors import SuiteDefect
from contracts.finding import Exchange, Request
from contracts.lawkit import ABSENT, ItemKind, Json, Missing, NotJudged
from contracts.lawkit.kinds import kinds_from_examples
from contracts.run.api_run import ALWAYS_THERE, ApiRun
from contracts.run.guard import is_write
from contracts.run.paths import PathIndex
from contracts.run.sender import Blocked, Sender
from specs.bundle import Bundle
from specs.operation import Operation


class LawSession:
    """Implements `contracts.lawkit.Session` on a target."""

    def __init__(
        self,
        run: ApiRun,
        sender: Sender,
        *,
        paths: PathIndex,
        operation: Operation | None = None,
        may_call: frozenset[str] | None = None,
        at_most: Mapping[str, int] | None = None,
    ) -> None:
        self._run = run
        self._sender = sender
        self._paths = paths
        self._operation = operation
        self._may_call = may_call
        self._at_most = at_most
        self._sent: dict[str, int] = {}
        self._clock: datetime | None = None
        self._moved = False
        self.story: list[Exchange] = []

    @property
    def bundle(self) -> Bundle:
        """The API that is judged."""
        return self._run.bundle

    @property
    def operation(self) -> Operation:
        """The operation that a law over operations is about."""
        if self._operation is None:
            raise SuiteDefect("a law of one API asks for the operation of a law over operations")
        return self._operation

    @property
    def is_own_mock(self) -> bool:
        """Whether the target is said to be the kit's own mock."""
        return self._run.target.is_own_mock

    @property
    def is_exclusive(self) -> bool:
        """Whether nobody else uses the target."""
        return self._run.target.exclusive

    @property
    def starts_over(self) -> bool:
        """Whether the target is reset before each example; one that is only read never is."""
        run = self._run
        is_resettable = run.guard.may_write and run.has_control("reset")
        return run.target.isolation == "reset" and is_resettable

    @property
    def now(self) -> datetime:
        """The target's time where it can be asked, else the run's start."""
        if self._clock is None:
            self._clock = self._run.started
            if self._run.has_control("clock"):
                exchange = self._sender.control("GET", "/clock")
                told = exchange.at("/now") if exchange is not None else ABSENT
                if isinstance(told, str):
                    self._clock = datetime.fromisoformat(told).astimezone(UTC)
        return self._clock

    def call(
        self,
        operation: str | Operation,
        *,
        path: Mapping[str, Json] | None = None,
        query: Mapping[str, Json] | Iterable[tuple[str, Json]] = (),
        headers: Mapping[str, str] | None = None,
        json: Json | Missing = ABSENT,
        caller: str = "default",
        note: str = "",
    ) -> Exchange:
        """Calls an operation."""
        called = self._known(operation)
        sent = dict(headers or {})
        body: bytes | None = None
        if not isinstance(json, Missing):
            body = json if isinstance(json, bytes) else orjson.dumps(json)
            if not any(name.lower() == "content-type" for name in sent):
                sent["Content-Type"] = _body_type(called)
        request = Request(
            method=called.method,
            path=self.url(called, path),
            query=_pairs(query),
            headers=tuple(sent.items()),
            body=body,
            caller=caller,
        )
        return self._send(request, called, note)

    def send(
        self,
        method: str,
        path: str,
        *,
        query: Iterable[tuple[str, str]] = (),
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
        caller: str = "default",
        note: str = "",
    ) -> Exchange:
        """Sends any request."""
        request = Request(
            method=method,
            path=path,
            query=tuple(query),
            headers=tuple((headers or {}).items()),
            body=body,
            caller=caller,
        )
        return self._send(request, self._paths.find(method, path), note)

    def url(self, operation: Operation, path: Mapping[str, Json] | None = None) -> str:
        """Returns the encoded path of an operation."""
        given = dict(path or {})
        filled = operation.path
        for parameter in operation.parameters:
            if parameter.place != "path":
                continue
            value = given.get(parameter.name, ABSENT)
            if value is ABSENT:
                value = self._stand_in(parameter.name)
            filled = filled.replace(f"{{{parameter.name}}}", quote(_text(value), safe=""))
        return filled

    def item_kinds(self, operation: Operation) -> tuple[ItemKind, ...]:
        """Returns the kinds of items that a batch operation can be given here."""
        declared = [k for k in self._run.own.item_kinds if k.operation == operation.operation_id]
        if not declared:
            return kinds_from_examples(operation)
        return tuple(
            kind
            for kind in declared
            if self._run.missing(kind.roles, kind.controls) is None
            and (kind.basis != "inferred" or self.is_own_mock)
        )

    def has(self, role: str) -> bool:
        """Returns whether the target provides a role."""
        return role in self._run.roles or role in ALWAYS_THERE

    def role(self, name: str) -> Json:
        """Returns the value that plays a role."""
        if name not in self._run.roles:
            raise NotJudged(f"no role {name}")
        return self._run.roles[name]

    def control(self, action: str, /, **body: Json) -> Json:
        """Makes something happen behind the scenes."""
        if not self._run.has_control(action):
            raise NotJudged(f"no control {action}")
        self._clock = None
        return self._controlled("POST", f"/control/{self.bundle.name}/{action}", body)

    def advance(self, span: str) -> None:
        """Moves the target's clock."""
        if not self._run.has_control("clock"):
            raise NotJudged("no control clock")
        self._clock = None
        self._moved = True
        self._controlled("PATCH", "/clock", {"advance": span})

    def fresh(self, stem: str = "item") -> str:
        """Returns a name that nothing on the target has."""
        self._run.names += 1
        return f"{self._run.prefix}-{stem}-{self._run.names}"

    def need(self, condition: bool, what: str) -> None:
        """Goes on only if a condition holds."""
        if not condition:
            raise NotJudged(f"{self._refusal()}the law needs {what}")

    def _refusal(self) -> str:
        """Returns what the last answer said, if it was no success: it is the likeliest reason."""
        last = self.story[-1] if self.story else None
        if last is None or last.status < 400 or last.operation is None:
            return ""
        return f"{last.operation} answered {last.status}, and "

    def begin(self) -> None:
        """Starts clean, where the target can."""
        if self.starts_over:
            self._sender.control("POST", f"/reset?api={quote(self.bundle.name)}")

    def end(self) -> None:
        """Puts the clock back if it was moved."""
        if self._moved:
            now = self._run.started.strftime("%Y-%m-%dT%H:%M:%SZ")
            frozen = {"now": now, "frozen": True}
            if self._run.target.isolation == "reset":
                self._sender.control("PATCH", "/clock", frozen)
            else:
                self._sender.control("DELETE", "/clock")

    def _controlled(self, method: str, path: str, body: Json) -> Json:
        if not self._run.guard.may_write:
            raise NotJudged("write blocked: control changes the target")
        exchange = self._sender.control(method, path, body)
        if exchange is None or exchange.reply is None or exchange.status >= 400:
            status = exchange.status if exchange is not None else 0
            raise NotJudged(f"the target's control {path} answered {status or 'nothing'}")
        self.story.append(exchange)
        return None if exchange.json is ABSENT else exchange.json

    def _send(self, request: Request, operation: Operation | None, note: str) -> Exchange:
        self._count(request, operation)
        try:
            exchange = self._sender.send(request, operation, note=note)
        except Blocked as blocked:
            raise NotJudged(str(blocked)) from blocked
        self.story.append(exchange)
        if exchange.reply is None:
            label = exchange.operation or f"{request.method} {request.path}"
            raise NotJudged(f"{label} gave no answer ({exchange.failure})")
        return exchange

    def _count(self, request: Request, operation: Operation | None) -> None:
        if (
            operation is not None
            and self._may_call is not None
            and is_write(operation)
            and (operation.operation_id or operation.label) not in self._may_call
        ):
            raise SuiteDefect(f"a law calls {operation.label} and does not say so")
        method = request.method
        self._sent[method] = self._sent.get(method, 0) + 1
        if self._at_most is not None and self._sent[method] > self._at_most.get(method, 0):
            raise SuiteDefect(f"a law sends more {method} requests than it says")

    def _known(self, operation: str | Operation) -> Operation:
        if isinstance(operation, Operation):
            return operation
        for known in self.bundle.operations:
            if operation in (known.operation_id, known.label):
                return known
        raise SuiteDefect(f"a law calls {operation}, which {self.bundle.name} has not")

    def _stand_in(self, parameter: str) -> Json:
        for name in self.bundle.roles_for(parameter):
            if name in self._run.roles:
                return self._run.roles[name]
        raise NotJudged(f"no role for the parameter {parameter}")


def _text(value: Json) -> str:
    """Returns a value as it is written into a URL."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _pairs(query: Mapping[str, Json] | Iterable[tuple[str, Json]]) -> tuple[tuple[str, str], ...]:
    items = query.items() if isinstance(query, Mapping) else query
    pairs: list[tuple[str, str]] = []
    for name, value in items:
        if isinstance(value, list | tuple):
            pairs += [(name, _text(part)) for part in value]
        elif value is not None:
            pairs.append((name, _text(value)))
    return tuple(pairs)


def _body_type(operation: Operation) -> str:
    media = operation.request_body.media if operation.request_body is not None else ()
    types = [one.content_type for one in media]
    return next((name for name in types if "json" in name), "application/json")
