"""Laws of operations: a path has the methods that are documented, and no others."""

import re
from collections.abc import Iterator, Mapping
from typing import Final
from urllib.parse import unquote

import orjson

from contracts.lawkit import (
    ABSENT,
    Bundle,
    Draw,
    Exchange,
    Json,
    Missing,
    Operation,
    Session,
    Site,
    Violation,
    documented,
    find,
    law,
    reports_error,
    valid_request,
)

from .outcomes import Outcomes
from .refusals import at_most

_PROBED: Final = ("GET", "PUT", "POST", "PATCH", "DELETE", "TRACE")
"""HEAD and OPTIONS are any server's to answer."""
_WITH_BODY: Final = ("PUT", "POST", "PATCH")
_NOT_IMPLEMENTED: Final = 501


def path_sites(bundle: Bundle) -> Iterator[Site]:
    """Yields each operation with a body, and one of each path where none has a body."""
    for path in dict.fromkeys(one.path for one in bundle.operations):
        siblings = [one for one in bundle.operations if one.path == path]
        with_body = [one for one in siblings if one.request_body is not None]
        yield from map(Site, with_body or siblings[:1])


@law(
    says="A method that is not documented for a path is refused.",
    holds=("LP16", "R173"),
    sites=path_sites,
    at_most=at_most(1),
    needs_writes=True,
)
def undeclared_methods_are_refused(session: Session, draw: Draw) -> Iterator[Violation]:
    """Sends the request of a documented method with each method that is not documented."""
    request = valid_request(session, session.operation)
    url = session.url(session.operation, _harmless(session, request.get("path", {})))
    body = request.get("json", ABSENT)
    raw = orjson.dumps({} if body is ABSENT else body)
    headers = dict(request.get("headers", {}))
    query = list(_texts(request.get("query", {})))
    for method in _PROBED:
        if method in _declared(session.bundle, url):
            continue
        has_body = method in _WITH_BODY
        exchange = session.send(
            method,
            url,
            query=query,
            headers={**headers, "Content-Type": "application/json"} if has_body else headers,
            body=raw if has_body else None,
            note="a method that the path does not have",
        )
        yield from _judged(session, exchange, method, body)


def _harmless(session: Session, path: Mapping[str, Json]) -> Mapping[str, Json]:
    """Returns path parameters under which nothing is lost, should a server obey the method.

    Where the target does not start over, what stands for a resource gives way to a name that
    nothing has: a DELETE that is served by mistake must not take what belongs to others.
    """
    if session.starts_over:
        return path
    declared = session.bundle.roles.values()
    things = {
        name for role in declared if "resource" in role for name in role.get("parameters", ())
    }
    return {
        one.name: session.fresh("nothing") if one.name in things else path.get(one.name, ABSENT)
        for one in session.operation.parameters
        if one.place == "path" and (one.name in things or one.name in path)
    }


def _judged(
    session: Session, exchange: Exchange, method: str, body: Json | Missing
) -> Iterator[Violation]:
    yield from _headers(session, exchange)
    status = exchange.status
    is_error = reports_error(documented(session.bundle, session.operation), exchange.json)
    if is_error and not _tells_of_items(session.operation, exchange, body):
        return
    if 200 <= status < 300 or (status >= 500 and status != _NOT_IMPLEMENTED):
        yield Violation(
            expected=f"a refusal of {method}, such as 405",
            got=str(status),
            exchange=exchange,
            cause=method,
        )


def _tells_of_items(operation: Operation, exchange: Exchange, body: Json | Missing) -> bool:
    """Returns whether an answer has an outcome of an item: then the batch was processed."""
    if operation.batch is None or not 200 <= exchange.status < 300:
        return False
    items = find(body, operation.batch.items)
    bodies = tuple(items) if isinstance(items, list) else ()
    outcomes = Outcomes.read(operation, exchange, bodies)
    return any(outcomes.index_of(entry) is not None for entry in outcomes.failures)


def _headers(session: Session, exchange: Exchange) -> Iterator[Violation]:
    """Yields the headers that the documents demand of this refusal and that are not there."""
    response = session.operation.responses.get(str(exchange.status))
    for header in response.headers if response is not None and exchange.status == 405 else ():
        if header.required and exchange.reply and exchange.reply.header(header.name) is None:
            yield Violation(
                expected=f"the header {header.name} with 405",
                got="no such header",
                exchange=exchange,
                cause=header.name,
            )


def _declared(bundle: Bundle, url: str) -> set[str]:
    """Returns the methods of every path that a URL could be meant for."""
    return {one.method for one in bundle.operations if _pattern(one.path).fullmatch(unquote(url))}


def _pattern(path: str) -> re.Pattern[str]:
    parts = re.split(r"(\{[^{}]*\})", path)
    return re.compile("".join(".+" if part[:1] == "{" else re.escape(part) for part in parts))


def _texts(query: dict[str, Json]) -> Iterator[tuple[str, str]]:
    for name, value in query.items():
        for one in value if isinstance(value, list) else [value]:
            yield name, str(one).lower() if isinstance(one, bool) else str(one)
