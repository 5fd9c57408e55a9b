"""The only sender: credentials, guard, limits, journal and transport of one API."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import Final
from urllib.parse import urlencode, urljoin

import orjson

from contracts.finding import Exchange, Pairs, Reply, Request
from contracts.finding.exchange import Failure
from contracts.lawkit import documented, reports_error
from contracts.run.guard import Guard
from contracts.run.journal import Journal
from contracts.run.limits import Limits, OutOfBudget
from contracts.run.transport import Transport, Unsendable
from contracts.target import ApiTarget
from contracts.target.credentials import (
    DEFAULT,
    NOBODY,
    WRONG,
    Credentials,
    show,
    wrong_credentials,
)
from specs.bundle import Bundle
from specs.operation import Operation
from specs.values import ABSENT, Json, Record, find

AGENT: Final = "openapi-contract-kit"
_RETRIES: Final = 3


class Blocked(Exception):
    """A request is not sent: the guard forbids it, or HTTP cannot carry it; `str()` says which."""


@dataclass(frozen=True, slots=True)
class _Signature:
    """What one caller adds to each call of one operation."""

    operation: Operation | None
    headers: Pairs
    query: Pairs


@dataclass(slots=True)
class Sender:
    """Sends requests to one API of a target."""

    bundle: Bundle
    api: ApiTarget
    transport: Transport
    guard: Guard
    limits: Limits
    journal: Journal
    timeout_seconds: float
    sent: Callable[[Exchange], None]
    """Told of every exchange."""
    prefix: str = ""
    """What names carry that the run makes up."""
    learn: Callable[[str, str], object] = lambda text, name: None
    """Told of every access token, with a name for it: it is a secret."""
    tokens: dict[tuple[str, str], str] = field(default_factory=dict)
    """Access tokens that were fetched, by caller and scheme."""
    signatures: dict[tuple[str, int], _Signature] = field(default_factory=dict)
    """What callers add, by caller and identity of the operation."""

    def send(
        self, request: Request, operation: Operation | None = None, *, note: str = ""
    ) -> Exchange:
        """Sends a request with its caller's credentials and waits for the answer.

        Args:
            request: Without credentials.
            operation: What is called, if the documents know it.
            note: What the request is for.

        Raises:
            Blocked: The target must not suffer it, or HTTP cannot carry it.
            OutOfBudget: No more requests may be sent.
        """
        refusal = self.guard.refusal(request)
        if refusal is not None:
            raise Blocked(f"write blocked: {request.method} {request.path}, {refusal}")
        signed = self._signed(request, operation)
        number = self._announce(request, operation)
        try:
            got = self._exchange(signed)
            if isinstance(got, Reply) and got.status == 401 and self._forget(request.caller):
                signed = self._signed(request, operation)
                got = self._exchange(signed)
        except (Blocked, OutOfBudget):
            if number is not None:
                self.journal.after(number, id=None, is_gone=True)
            raise
        exchange = Exchange(
            request=signed,
            reply=got if isinstance(got, Reply) else None,
            failure=None if isinstance(got, Reply) else got,
            operation=operation.label if operation is not None else None,
            api=self.bundle.name,
            note=note,
        )
        if number is not None:
            self._settle(number, exchange, operation)
        self.sent(exchange)
        return exchange

    def control(self, method: str, path: str, body: Json = ABSENT) -> Exchange | None:
        """Calls the target's control protocol; None if it has none, or must not suffer it."""
        if self.api.control is None or (method != "GET" and not self.guard.may_write):
            return None
        headers = () if body is ABSENT else (("Content-Type", "application/json"),)
        raw = None if body is ABSENT else orjson.dumps(body)
        request = Request(method=method, path=path, headers=headers, body=raw, caller=NOBODY)
        got = self.transport.send(self.api.control, request, self.timeout_seconds)
        return Exchange(
            request=request,
            reply=got if isinstance(got, Reply) else None,
            failure=None if isinstance(got, Reply) else got,
            api=self.bundle.name,
            note="control",
        )

    def credentials(self, caller: str, operation: Operation | None) -> Credentials:
        """Returns what a caller shows."""
        if caller == NOBODY:
            return {}
        if caller == WRONG:
            return wrong_credentials(operation or self.bundle.operations[0])
        found = self.api.roles.get(f"caller.{caller}", {})
        return found if isinstance(found, dict) else {}

    def _signed(self, request: Request, operation: Operation | None) -> Request:
        known = operation or self._secured()
        signature = self._signature(request.caller, known)
        headers, query = signature.headers, request.query
        if request.headers:
            named = {name.lower() for name, _ in request.headers}
            kept = (pair for pair in headers if pair[0].lower() not in named)
            headers = (*kept, *request.headers)
        if signature.query:
            asked = dict(query)
            query = (*query, *(pair for pair in signature.query if pair[0] not in asked))
        return Request(request.method, request.path, query, headers, request.body, request.caller)

    def _secured(self) -> Operation | None:
        """Returns the operation whose credentials a request shows that calls none."""
        return next((one for one in self.bundle.operations if one.security), None)

    def _signature(self, caller: str, known: Operation | None) -> _Signature:
        """Returns what a caller adds to a call; it is put together once, but for access tokens."""
        key = (caller, id(known))
        if (kept := self.signatures.get(key)) is not None and kept.operation is known:
            return kept
        own = dict(self.api.headers)
        if caller != DEFAULT:
            own = {name: value for name, value in own.items() if not self._shows(name)}
        headers = [("User-Agent", AGENT), *own.items()]
        query: Pairs = ()
        tokens: dict[str, str] = {}
        if known is not None:
            credentials = self.credentials(caller, known)
            tokens = {
                scheme: self._token(caller, scheme, members, known)
                for scheme, members in credentials.items()
                if "client_id" in members and "token" not in members
            }
            shown = show(known, credentials, tokens)
            taken = {name.lower() for name in own}
            headers += [pair for pair in shown.headers if pair[0].lower() not in taken]
            query = shown.query
        made = _Signature(known, tuple(headers), query)
        if not tokens:
            self.signatures[key] = made
        return made

    def _shows(self, header: str) -> bool:
        """Returns whether a header carries credentials."""
        schemes = self.bundle.schemes.values()
        named = {one.parameter.lower() for one in schemes if one.place == "header"}
        return header.lower() in {"authorization", "cookie"} | named

    def _exchange(self, request: Request) -> Reply | Failure:
        for attempt in range(_RETRIES + 1):
            self.limits.take()
            try:
                got = self.transport.send(self.api.url, request, self.timeout_seconds)
            except Unsendable as reason:
                raise Blocked(f"this request cannot be sent: {reason}") from reason
            if not isinstance(got, Reply) or got.status != 429 or attempt == _RETRIES:
                break
            wait = _asked_wait(got)
            if wait is None:
                break
            self.limits.pause(wait)
        return got

    def _token(
        self, caller: str, scheme: str, members: Mapping[str, str], operation: Operation
    ) -> str:
        key = (caller, scheme)
        if key not in self.tokens:
            url = members.get("token_url") or operation.schemes[scheme].token_url
            form = {"grant_type": "client_credentials", "client_id": members["client_id"]}
            form["client_secret"] = members.get("client_secret", "")
            base, path = _split(self.api.url, url)
            request = Request(
                method="POST",
                path=path,
                headers=(("Content-Type", "application/x-www-form-urlencoded"),),
                body=urlencode(form).encode(),
                caller=NOBODY,
            )
            self.limits.take()
            got = self.transport.send(base, request, self.timeout_seconds)
            token = find(got.json, "/access_token") if isinstance(got, Reply) else ABSENT
            self.tokens[key] = token if isinstance(token, str) else ""
            self.learn(self.tokens[key], f"ACCESS_TOKEN_{caller}".upper())
        return self.tokens[key]

    def _forget(self, caller: str) -> bool:
        known = [key for key in self.tokens if key[0] == caller]
        for key in known:
            del self.tokens[key]
        return bool(known)

    def _announce(self, request: Request, operation: Operation | None) -> str | None:
        resource = _created(operation)
        if resource is None or operation is None or not self.journal.is_kept:
            return None
        return self.journal.before(
            api=self.bundle.name,
            operation=operation.operation_id or operation.label,
            kind=str(resource["name"]),
            name=_prefixed(request.json, self.prefix),
        )

    def _refuses(self, exchange: Exchange, operation: Operation) -> bool:
        """Returns whether an answer says that nothing was made; a crash does not say it."""
        if 400 <= exchange.status < 500:
            return True
        known = documented(self.bundle, operation)
        return 0 < exchange.status < 400 and reports_error(known, exchange.json)

    def _settle(self, number: str, exchange: Exchange, operation: Operation | None) -> None:
        resource = _created(operation) or {}
        made = exchange.at(str(resource.get("id", "/id")))
        is_gone = made is ABSENT and operation is not None and self._refuses(exchange, operation)
        self.journal.after(number, id=None if made is ABSENT else made, is_gone=is_gone)


def _asked_wait(reply: Reply) -> float | None:
    """Returns the seconds that a reply asks to wait; a date counts from the reply's own."""
    wait = reply.header("retry-after") or ""
    if wait.isdecimal():
        return float(wait)
    try:
        until = parsedate_to_datetime(wait)
        return max(0.0, (until - parsedate_to_datetime(reply.header("date") or "")).total_seconds())
    except (TypeError, ValueError):
        return None


def _created(operation: Operation | None) -> Record | None:
    """Returns the `x-resource` of an operation that creates one."""
    if operation is None or operation.resource.get("action") != "create":
        return None
    return operation.resource


def _prefixed(value: Json, prefix: str) -> str:
    """Returns the first text in a value that carries the run's prefix, or an empty one."""
    if isinstance(value, str):
        return value if prefix and value.startswith(prefix) else ""
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return next((found for part in parts if (found := _prefixed(part, prefix))), "")


def _split(base: str, url: str) -> tuple[str, str]:
    """Returns the base and the path under which a token URL is asked."""
    if "://" not in url:
        return base, urljoin("/", url)
    scheme, _, rest = url.partition("://")
    host, slash, path = rest.partition("/")
    return f"{scheme}://{host}", slash + path
