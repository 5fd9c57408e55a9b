"""A session over a function, for tests of laws: no target, no transport, no run."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

import orjson
from hypothesis import find, settings

from contracts.finding import Exchange, Reply, Request, Violation
from contracts.lawkit import ItemKind, Law, NotJudged
from specs.bundle import Bundle
from specs.operation import Operation
from specs.values import ABSENT, Json, Record

Answer = Callable[[Request], Reply | None]
START = datetime(2026, 1, 15, 12, 0, tzinfo=UTC)
SPANS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


def reply(status: int, body: Json = ABSENT, **headers: str) -> Reply:
    """An answer with a JSON body, or none; header names are written with `_` for `-`."""
    pairs = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    if body is ABSENT:
        return Reply(status, pairs)
    raw = body if isinstance(body, bytes) else orjson.dumps(body)
    if "content-type" not in {name.lower() for name, _ in pairs}:
        pairs = (("Content-Type", "application/json"), *pairs)
    return Reply(status, pairs, raw)


@dataclass
class FakeSession:
    """Hands every request to a function and keeps what was said."""

    bundle: Bundle
    answer: Answer
    operation: Operation
    values: Mapping[str, Json] = field(default_factory=dict)
    """The roles that the target provides; the seeds of the document's roles if empty."""
    controls: Mapping[str, Callable[..., Json]] = field(default_factory=dict)
    kinds: Collection[ItemKind] = ()
    is_own_mock: bool = False
    is_exclusive: bool = True
    starts_over: bool = True
    now: datetime = START
    sent: list[Exchange] = field(default_factory=list)
    names: int = 0

    def call(
        self,
        operation: str | Operation,
        *,
        path: Mapping[str, Json] | None = None,
        query: Mapping[str, Json] | Iterable[tuple[str, Json]] = (),
        headers: Mapping[str, str] | None = None,
        json: Any = ABSENT,
        caller: str = "default",
        note: str = "",
    ) -> Exchange:
        found = operation if isinstance(operation, Operation) else self.find(operation)
        pairs = query.items() if isinstance(query, Mapping) else query
        body = None if json is ABSENT else json if isinstance(json, bytes) else orjson.dumps(json)
        typed = {} if body is None else {"Content-Type": "application/json"}
        typed = {name: value for name, value in typed.items() if not _names(headers, name)}
        return self.send(
            found.method,
            self.url(found, path),
            query=[
                (name, _text(one))
                for name, value in pairs
                if value is not None
                for one in (value if isinstance(value, list) else [value])
            ],
            headers={**typed, **(headers or {})},
            body=body,
            caller=caller,
            note=note,
            label=found.label,
        )

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
        label: str | None = None,
    ) -> Exchange:
        request = Request(
            method=method,
            path=path,
            query=tuple(query),
            headers=tuple((headers or {}).items()),
            body=body,
            caller=caller,
        )
        got = self.answer(request)
        exchange = Exchange(
            request=request,
            reply=got,
            failure=None if got is not None else "broken",
            operation=label,
            api=self.bundle.name,
            note=note,
        )
        self.sent.append(exchange)
        if got is None:
            raise NotJudged("there was no answer")
        return exchange

    def url(self, operation: Operation, path: Mapping[str, Json] | None = None) -> str:
        given = dict(path or {})
        text = operation.path
        for parameter in operation.parameters:
            if parameter.place == "path":
                value = given.get(parameter.name, ABSENT)
                if value is ABSENT:
                    value = self.role(self._role_for(parameter.name))
                text = text.replace(f"{{{parameter.name}}}", quote(_text(value), safe=""))
        return text

    def item_kinds(self, operation: Operation) -> tuple[ItemKind, ...]:
        return tuple(kind for kind in self.kinds if kind.operation == operation.operation_id)

    def has(self, role: str) -> bool:
        return role in self.known

    def role(self, name: str) -> Json:
        if name not in self.known:
            raise NotJudged(f"no role {name}")
        return self.known[name]

    def control(self, action: str, /, **body: Json) -> Json:
        if action not in self.controls:
            raise NotJudged(f"no control {action}")
        return self.controls[action](**body)

    def advance(self, span: str) -> None:
        self.now += timedelta(seconds=int(span[:-1]) * SPANS[span[-1]])

    def fresh(self, stem: str = "item") -> str:
        self.names += 1
        return f"run-{stem}-{self.names}"

    def need(self, condition: bool, what: str) -> None:
        if not condition:
            raise NotJudged(f"needed: {what}")

    @property
    def known(self) -> Record:
        """The roles with their values."""
        if self.values:
            return dict(self.values)
        declared = self.bundle.roles
        return {name: role["seed"] for name, role in declared.items() if "seed" in role}

    def find(self, operation_id: str) -> Operation:
        """The operation of an id."""
        return next(one for one in self.bundle.operations if one.operation_id == operation_id)

    def _role_for(self, parameter: str) -> str:
        declared = self.bundle.roles.items()
        return next(
            (name for name, role in declared if parameter in role.get("parameters", ())), parameter
        )


@dataclass
class Chosen:
    """Draws what a test wants: the values given, in order; then the simplest of each strategy."""

    values: list[Json] = field(default_factory=list)

    def __call__(self, strategy: Any) -> Any:
        if self.values:
            return self.values.pop(0)
        return find(strategy, lambda _: True, settings=settings(database=None))


def judged(
    law: Law,
    bundle: Bundle,
    answer: Answer,
    *,
    operation: str = "",
    draws: Collection[Json] = (),
    **more: Any,
) -> list[Violation]:
    """What a law says of a server, at its only site or at that of one operation.

    Raises:
        NotJudged: The law cannot say anything.
    """
    sites = [
        site.operation
        for site in (law.sites(bundle) if law.sites is not None else ())
        if operation in ("", site.operation.operation_id)
    ]
    session = FakeSession(bundle, answer, sites[0] if sites else bundle.operations[0], **more)
    return list(law.judge(session, Chosen(list(draws))))


def _names(headers: Mapping[str, str] | None, wanted: str) -> bool:
    return any(name.lower() == wanted.lower() for name in headers or {})


def _text(value: Json) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
