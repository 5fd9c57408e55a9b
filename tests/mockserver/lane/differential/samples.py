"""Requests to begin with: for each operation of an API, what is right and what is a little wrong.

Schemathesis makes them, the same ones in every run; what it cannot make is left to the others.
"""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import orjson

from contracts.finding import Request
from contracts.run.bridge import CannotGenerate, Generator
from mockserver.app import MockServer
from specs.bundle import Bundle
from specs.operation import Operation
from specs.values import Json
from tests.end_to_end.doors import BUNDLES, DOORS, PATH_VALUES
from tests.mockserver.lane.differential.messages import Sent

_KNOWN: Final[Mapping[str, Mapping[str, Sequence[Json]]]] = {
    "criteo": {
        "campaignId": ["50001", "99999", "50009"],
        "/data/*/id": ["50001", "50002", "50006"],
        "/filters/campaignIds/*": ["50001", "50004"],
        "/filters/advertiserIds/*": ["12345", "12346"],
        "/data/attributes/advertiserId": ["12345"],
    },
    "sessionm": {name: [value] for name, value in PATH_VALUES.items() if name != "campaignId"},
    "spaaza": {"campaign_id": [701, 702, 709], "user_id": [5001, 5003]},
}
"""What the bundled APIs have at their start, by parameter or place in the body."""


def sent_for(request: Request, *, base: str = "", headers: Sequence[tuple[str, str]] = ()) -> Sent:
    """A generated request with the credentials that its API wants."""
    lines = [(n.encode("latin-1"), v.encode("latin-1")) for n, v in (*headers, *request.headers)]
    target = base + request.target
    return Sent(
        request.method,
        target.encode("latin-1", "replace"),
        tuple(lines),
        () if request.body is None else (request.body,),
    )


@dataclass(frozen=True, slots=True)
class Samples:
    """Requests for one operation."""

    right: tuple[Sent, ...]
    """Such that ought to be answered."""
    wrong: tuple[Sent, ...]
    """Such that break the description on purpose."""


def samples(
    bundle: Bundle,
    *,
    base: str | None = None,
    most: int = 60,
    operations: int = 1000,
    only: str = "",
) -> list[Samples]:
    """Returns requests for the operations of an API.

    Args:
        bundle: The API.
        base: Stands before its paths.
        most: How many of the coverage phase an operation gets.
        operations: Of how many operations, if there are more: from all parts of the document.
        only: Of the operation of this id, whatever there is beside it.
    """
    base = (bundle.base_paths or ("",))[0] if base is None else base
    generator = Generator(bundle, _KNOWN.get(bundle.name, {}))
    found: list[Samples] = []
    for operation in bundle.operations[:: len(bundle.operations) // operations + 1]:
        if only not in ("", operation.operation_id):
            continue
        made: dict[str, list[Sent]] = {"positive": _of_doors(bundle, operation), "negative": []}
        try:
            cases = [*generator.examples(operation), *generator.coverage(operation, most)]
        except CannotGenerate:
            cases = []
        for case in cases:
            request = sent_for(case.request, base=base)
            made[case.mode].append(shown(bundle, operation, request))
        path = base + operation.path.replace("{", "").replace("}", "")
        bare = Sent(operation.method, path.encode())
        right = made["positive"] or made["negative"] or [shown(bundle, operation, bare)]
        found.append(Samples(tuple(right), tuple(made["negative"] or right)))
    return found


def requests_to(app: MockServer, most: int, *, only: str = "") -> list[Samples]:
    """Returns requests for every operation that a mock serves, or for one by its id."""
    return [
        one
        for api in app.served()
        for one in samples(api.bundle, base=api.base, most=most, only=only)
    ]


def _of_doors(bundle: Bundle, operation: Operation) -> list[Sent]:
    """Returns a request that the starting state of a bundled API answers with a success."""
    known = BUNDLES.get(bundle.name)
    if known is None or bundle.document.path != known.document.path:
        return []
    return [
        Sent(
            one.operation.method,
            one.target().encode(),
            tuple((name.encode(), value.encode()) for name, value in one.headers),
            () if one.body is None else (one.body,),
        )
        for one in DOORS
        if (one.api, one.operation.pointer) == (bundle.name, operation.pointer)
    ]


_BASIC: Final = b"Basic " + base64.b64encode(b"demo-key:demo-secret")
_BEARER: Final = {
    "criteo": b"Bearer demo-token",
    "spaaza": b"Bearer 10000000-0000-4000-8000-000000000001:demo-secret",
}


def shown(bundle: Bundle, operation: Operation, sent: Sent) -> Sent:
    """Returns a request with the credentials of the first way in."""
    if not operation.security:
        return sent
    for name in operation.security[0]:
        scheme = operation.schemes.get(name)
        if scheme is None:
            continue
        if scheme.type == "apiKey":
            value = b"guest-token"
            if scheme.place == "query":
                sent = sent.with_member(scheme.parameter.encode() + b"=" + value)
            elif scheme.place == "cookie":
                sent = sent.with_header(b"Cookie", scheme.parameter.encode() + b"=" + value)
            else:
                sent = sent.with_header(scheme.parameter.encode(), value)
        elif scheme.http_scheme == "basic":
            sent = sent.instead(b"Authorization", _BASIC)
        else:
            token = _BEARER.get(bundle.name, b"Bearer some-token")
            sent = sent.instead(b"Authorization", token)
    return sent


def admin(method: str, path: str, body: Json = None, *, sandbox: str = "") -> Sent:
    """A request to the admin API."""
    made = Sent(method, b"/_mock" + path.encode())
    if body is not None:
        made = made.with_header(b"Content-Type", b"application/json").with_body(orjson.dumps(body))
    return made.with_header(b"Mock-Sandbox", sandbox.encode()) if sandbox else made
