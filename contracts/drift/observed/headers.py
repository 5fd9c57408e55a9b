"""The headers of an answer against those that are documented for its status."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from contracts.drift.observed.bodies import Bodies
from contracts.drift.observed.observation import Edit
from contracts.drift.observed.sighting import Hole, Place, Sighting
from contracts.drift.observed.texts import listed, readings, types_of
from contracts.finding import Exchange
from specs.document import Document
from specs.operation import Header, Response
from specs.values import Json

_OF_HTTP: Final = frozenset(
    (
        "accept-ranges", "age", "allow", "alt-svc", "cache-control", "connection",
        "content-disposition", "content-encoding", "content-language", "content-length",
        "content-location", "content-md5", "content-range", "content-security-policy",
        "content-security-policy-report-only", "content-type", "clear-site-data",
        "cross-origin-embedder-policy", "cross-origin-opener-policy",
        "cross-origin-resource-policy", "date", "deprecation", "digest", "etag", "expect-ct",
        "expires", "feature-policy", "forwarded", "keep-alive", "last-modified", "location", "nel",
        "origin-agent-cluster", "p3p", "permissions-policy", "pragma", "priority",
        "proxy-authenticate", "proxy-connection", "public-key-pins", "referrer-policy",
        "report-to", "reporting-endpoints", "retry-after", "server", "server-timing",
        "set-cookie", "set-cookie2", "sourcemap", "status", "strict-transport-security", "sunset",
        "te", "timing-allow-origin", "trace-id", "traceparent", "tracestate", "tracecontext",
        "trailer", "transfer-encoding", "upgrade", "vary", "version", "via", "warning",
        "www-authenticate", "x-aspnet-version", "x-aspnetmvc-version", "x-backend-server",
        "x-cache", "x-cache-hits", "x-cloud-trace-context", "x-content-type-options",
        "x-correlation-id", "x-dns-prefetch-control", "x-download-options", "x-frame-options",
        "x-generator", "x-permitted-cross-domain-policies", "x-powered-by", "x-process-time",
        "x-proxy-cache", "x-request-id", "x-response-time", "x-robots-tag", "x-runtime",
        "x-served-by", "x-timer", "x-trace-id", "x-transaction-id", "x-ua-compatible",
        "x-varnish", "x-xss-protection",
    )
)  # fmt: skip
"""What servers, proxies and frameworks add by themselves."""

_FAMILIES: Final = (
    ":", "access-control-", "cf-", "fly-", "ratelimit", "sec-", "x-amz-", "x-amzn-", "x-azure-",
    "x-b3-", "x-cache-", "x-datadog-", "x-envoy-", "x-fastly-", "x-github-", "x-google-", "x-goog-",
    "x-kong-", "x-ms-", "x-newrelic-", "x-ratelimit", "x-rate-limit", "x-vercel-", "mock-",
)  # fmt: skip
"""The same, by how the name begins."""


def is_of_http(name: str) -> bool:
    """Returns whether a header belongs to HTTP, to a proxy or to a framework.

    >>> is_of_http("Date"), is_of_http("X-RateLimit-Reset"), is_of_http("X-Total")
    (True, True, False)
    """
    lower = name.lower()
    return lower in _OF_HTTP or lower.startswith(_FAMILIES)


class Headers:
    """Judges the headers of answers."""

    def __init__(self, document: Document, bodies: Bodies) -> None:
        self._document = document
        self._bodies = bodies

    def judge(self, exchange: Exchange, response: Response) -> Iterator[Sighting]:
        """Yields missing, undocumented and differing headers; Content-Type is no header here."""
        reply = exchange.reply
        if reply is None:
            return
        known = {one.name.lower(): one for one in response.headers}
        sent: dict[str, tuple[str, ...]] = {}
        shown: dict[str, str] = {}
        for name, value in reply.headers:
            lower = name.lower()
            shown.setdefault(lower, name)
            sent[lower] = (*sent.get(lower, ()), value)
        place = Place("response", str(reply.status))
        for lower, header in known.items():
            if lower != "content-type":
                yield from self._documented(header, sent.get(lower), place)
        for lower, values in sent.items():
            if lower not in known and not is_of_http(lower):
                yield _undocumented(shown[lower], values[-1], response, place)

    def _documented(
        self, header: Header, values: tuple[str, ...] | None, place: Place
    ) -> Iterator[Sighting]:
        at = replace(place, part=f"header {header.name}")
        if values is None:
            if header.required:
                expected = f"the header {header.name}"
                said = header.pointer
                lifted = Edit("put", said, "required", False)
                yield Sighting(
                    rule="missing_response_header",
                    place=at,
                    expected=expected,
                    got="no such header",
                    pointer=said,
                    edits=(lifted,),
                )
            return
        if header.schema is not None:
            yield from self._value(values, header.schema, at)

    def _value(self, values: tuple[str, ...], schema: str, place: Place) -> Iterator[Sighting]:
        types = types_of(self._document, schema)
        if "object" in types:
            return  # its parts are not taken out of the text
        candidates: list[Json] = []
        if "array" in types:
            items = types_of(self._document, schema + "/items")
            parts = listed(values, "simple", explode=False)
            candidates.append([next(readings(part, items)) for part in parts])
        candidates += readings(values[-1].strip(), types)
        if not any(self._bodies.is_valid(one, schema) for one in candidates):
            yield from self._bodies.judge(candidates[0], schema, place)


def _undocumented(name: str, value: str, response: Response, place: Place) -> Sighting:
    return Sighting(
        rule="undocumented_response_header",
        place=replace(place, part=f"header {name.lower()}"),
        expected="no such header",
        got=f"{name}: {value[:100]}",
        pointer=response.pointer,
        holes=(Hole(response.pointer, "headers", (name, "schema"), value),),
    )
