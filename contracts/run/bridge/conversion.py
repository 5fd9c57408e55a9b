"""One case of Schemathesis -> one of ours, with known values in it and no credentials."""

import re
from collections.abc import MutableMapping
from typing import Any, Final, TypeAlias
from urllib.parse import parse_qsl, quote, urlsplit

from requests import PreparedRequest, RequestException
from schemathesis import Case
from schemathesis.config import SanitizationConfig
from schemathesis.core.errors import SerializationError
from schemathesis.transport.prepare import prepare_path, prepare_request

from contracts.finding import Pairs, Request
from contracts.run.bridge.aim import Aim
from contracts.run.bridge.case import GeneratedCase, Phase
from contracts.run.bridge.known import Choose, KnownValues
from contracts.run.bridge.reading import aim_of, is_undecided, mode_of, note_of
from specs.operation import Operation
from specs.values import Json

TheirCase: TypeAlias = Case[Any]

BASE: Final = "http://target.invalid"
"""Stands for the API's base URL while requests are rendered; nothing is sent there."""

_PATH_SAFE: Final = "/%:@!$&'()*+,;=-._~"
_TRANSPORTS_OWN: Final = frozenset(("connection", "content-length", "host", "transfer-encoding"))
_BOUNDARY: Final = re.compile(rb"^--([0-9a-f]{32})(?:--)?\r?$", re.MULTILINE)
"""Boundaries are drawn from the system's randomness."""
_NOTHING: Final = Aim()
_UNSENDABLE: Final = (RequestException, SerializationError, UnicodeError)
"""Raised for a case that HTTP cannot carry, such as a line feed in a header."""


def convert(
    case: TheirCase,
    operation: Operation,
    phase: Phase,
    known: KnownValues,
    choose: Choose,
    linked: Aim = _NOTHING,
) -> tuple[GeneratedCase, PreparedRequest] | None:
    """Returns our case and the request as Schemathesis renders it.

    None stands for a case that HTTP cannot carry, or of which nobody can say whether it is valid.

    The case is changed: it holds the known values and has no credentials afterwards.

    Args:
        case: What was generated.
        operation: The same operation among ours.
        phase: What generated it.
        known: Values known to exist.
        choose: Decides where which of them is used.
        linked: What a link has filled and no known value may replace.
    """
    meta = case._meta
    if is_undecided(meta, operation):
        return None
    mode, note, aim = mode_of(meta), note_of(meta, phase), aim_of(meta) | linked
    # Without its metadata a case does not judge itself anew at each change.
    case._meta = None
    containers = _containers(case)
    for place, values in containers.items():
        known.put_parameters(place, values, aim, choose)
    case.body = known.put_into_body(case.body, aim, choose)
    for place, name in credential_names(operation):
        for present in [one for one in containers.get(place, ()) if one.lower() == name]:
            del containers[place][present]
    try:
        prepared = prepare_request(
            case, None, config=SanitizationConfig(enabled=False), base_url=BASE
        )
        path = quote(prepare_path(case.path, case.path_parameters), safe=_PATH_SAFE)
    except _UNSENDABLE:
        return None
    headers, body = _headers(case, prepared), _body(prepared)
    if case.media_type is not None and case.media_type.startswith("multipart/"):
        headers, body = _settled(headers, body)
    request = Request(
        method=case.method,
        path=path,
        query=tuple(parse_qsl(urlsplit(str(prepared.url)).query, keep_blank_values=True)),
        headers=headers,
        body=body,
    )
    return GeneratedCase(request, operation, phase, mode, note), prepared


def credential_names(operation: Operation) -> frozenset[tuple[str, str]]:
    """Returns place and lower-case name of each parameter that carries credentials."""
    used = [
        operation.schemes[name]
        for any_of in operation.security
        for name in any_of
        if name in operation.schemes
    ]
    return frozenset(
        (scheme.place, scheme.parameter.lower())
        if scheme.type == "apiKey"
        else ("header", "authorization")
        for scheme in used
    )


def _containers(case: TheirCase) -> dict[str, MutableMapping[str, Json]]:
    """Returns the parameters of a case by place, as copies that the case now holds.

    Coverage cases share containers with each other.
    """
    case.path_parameters = dict(case.path_parameters or {})
    case.query = dict(case.query or {})
    case.cookies = dict(case.cookies or {})
    case.headers = case.headers.copy()
    return {
        "path": case.path_parameters,
        "query": case.query,
        "header": case.headers,
        "cookie": case.cookies,
    }


def _headers(case: TheirCase, prepared: PreparedRequest) -> Pairs:
    """Returns the headers of the case itself, and what its body and cookies add."""
    wanted = {name.lower() for name in case.headers} | {"content-type", "cookie"}
    return tuple(
        (name, value.decode("latin-1") if isinstance(value, bytes) else str(value))
        for name, value in prepared.headers.items()
        if name.lower() in wanted - _TRANSPORTS_OWN
    )


def _body(prepared: PreparedRequest) -> bytes | None:
    body = prepared.body
    if isinstance(body, str):
        return body.encode()
    return body if isinstance(body, bytes) else None


def _settled(headers: Pairs, body: bytes | None) -> tuple[Pairs, bytes | None]:
    """Gives the parts of a multipart body boundaries that are the same in every run."""
    for number, found in enumerate(dict.fromkeys(_BOUNDARY.findall(body or b""))):
        name = f"boundary-of-the-suite-{number}"
        body = (body or b"").replace(found, name.encode())
        headers = tuple((key, value.replace(found.decode(), name)) for key, value in headers)
    return headers, body
