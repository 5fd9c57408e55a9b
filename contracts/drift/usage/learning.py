"""Exchanges of a consumer -> what it uses."""

from collections.abc import Iterable
from typing import Final
from urllib.parse import parse_qsl

from contracts.drift.traffic.recorded import unseen
from contracts.drift.usage.members import Members
from contracts.drift.usage.spread import spread_names
from contracts.drift.usage.use import AnswerUse, OperationUse, Usage, pattern_of
from contracts.finding import Exchange, Reply, Request
from specs.document import Document
from specs.media_types import is_json, split_content_type
from specs.operation import Operation, Parameter
from specs.values import ABSENT

_FORM: Final = "application/x-www-form-urlencoded"


def learn(
    exchanges: Iterable[tuple[Exchange, Operation]], document: Document | None = None
) -> Usage:
    """Returns what a consumer uses.

    Args:
        exchanges: What it sent and was answered, each with the operation that it called.
        document: Of the operations; without it the members of query objects are not known.
    """
    operations: dict[str, OperationUse] = {}
    for exchange, operation in exchanges:
        use = operations.setdefault(pattern_of(operation.label), OperationUse())
        hidden = unseen(exchange)
        _sent(use, exchange.request, operation, hidden)
        _sent_spread(use, exchange.request, operation, document)
        if exchange.reply is not None:
            _received(use, exchange.reply, operation, hidden)
    return Usage(operations)


def _sent(
    use: OperationUse, request: Request, operation: Operation, hidden: frozenset[str]
) -> None:
    use.calls += 1
    cookies = _cookies(request)
    for parameter in operation.parameters:
        is_hidden = parameter.place in ("header", "cookie") and "request headers" in hidden
        if is_hidden or _is_sent(parameter, request, cookies):
            name = parameter.name.lower() if parameter.place == "header" else parameter.name
            use.parameters[parameter.place, name] += 1
    if "request body" in hidden:
        use.sent.is_unknown = True
    elif request.body:
        content_type = request.header("content-type") or ""
        kind = split_content_type(content_type)[0]
        use.bodies[kind] += 1
        _see(use.sent, request.body, request.json, kind)


def _sent_spread(
    use: OperationUse, request: Request, operation: Operation, document: Document | None
) -> None:
    """Counts the query objects whose properties are sent each under its own name."""
    declared = {one.name for one in operation.parameters if one.place == "query"}
    sent = {name for name, _ in request.query}
    for parameter in operation.parameters:
        spread = spread_names(parameter, declared, document)
        if spread is None or _is_sent(parameter, request, frozenset()):
            continue
        names, is_open = spread
        if sent & names or (is_open and sent - declared):
            use.parameters["query", parameter.name] += 1


def _is_sent(parameter: Parameter, request: Request, cookies: frozenset[str]) -> bool:
    name = parameter.name
    if parameter.place == "path":
        return True
    if parameter.place == "header":
        return request.header(name) is not None
    if parameter.place == "cookie":
        return name in cookies
    return any(one == name or one.startswith((f"{name}[", f"{name}.")) for one, _ in request.query)


def _cookies(request: Request) -> frozenset[str]:
    pairs = (request.header("cookie") or "").split(";")
    return frozenset(pair.partition("=")[0].strip() for pair in pairs)


def _received(
    use: OperationUse, reply: Reply, operation: Operation, hidden: frozenset[str]
) -> None:
    answer = use.answers.setdefault(f"{reply.status:03}", AnswerUse())
    declared = operation.response(reply.status)
    if declared is not None:
        answer.declared.add(declared.status)
    answer.headers.update(name.lower() for name, _ in reply.headers)
    answer.is_header_unknown |= "response headers" in hidden
    if "response body" in hidden:
        answer.received.is_unknown = True
    elif reply.body:
        answer.media.add(reply.content_type or "")
        _see(answer.received, reply.body, reply.json, reply.content_type or "")


def _see(members: Members, body: bytes, value: object, kind: str) -> None:
    """Notes what stands in a body; one that is neither JSON nor a form may hold anything."""
    if value is not ABSENT and (is_json(kind) or not kind):
        members.see(value)
    elif kind == _FORM:
        text = body.decode("utf-8", "replace")
        members.see(dict(parse_qsl(text, keep_blank_values=True)))
    else:
        members.is_unknown = True
