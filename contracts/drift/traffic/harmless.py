"""Requests that no contract describes, and that nobody holds against it."""

import re
from typing import Final

from contracts.finding import Exchange

_ASSET: Final = re.compile(
    r"\.(?:js|mjs|css|map|png|jpe?g|gif|svg|ico|webp|avif|woff2?|ttf|otf|eot|html?|webmanifest"
    r"|wasm|mp4|webm)\Z",
    re.IGNORECASE,
)
_KNOWN_FILES: Final = re.compile(
    r"/(?:favicon\.ico|robots\.txt|sitemap\.xml|manifest\.json|(?:openapi|swagger)\.(?:json|ya?ml)"
    r"|\.well-known/.*)\Z"
)
_ASSET_TYPES: Final = ("image/", "font/", "text/css", "text/javascript", "application/javascript")
_FAULTS: Final = (400, 402, 406, 409, 412, 415, 416, 417, 422, 423, 424, 428)
"""Refusals of what was sent, by a server that knows the path and the method."""
_NOT_MODIFIED: Final = 304
_SUCCESS: Final = range(200, 300)
_OTHER_METHODS: Final = ("OPTIONS", "TRACE", "CONNECT")


def is_harmless(exchange: Exchange, path: str, documented: frozenset[str]) -> bool:
    """Whether a request that matches no operation is none of an API's caller.

    Args:
        exchange: The request with its answer.
        path: Its path.
        documented: The methods that are documented for the path.
    """
    method = exchange.request.method
    if method in _OTHER_METHODS or exchange.intent.get("mode") == "negative":
        return True
    if method == "HEAD":
        return "GET" in documented
    if method != "GET":
        return False
    return bool(_ASSET.search(path) or _KNOWN_FILES.search(path)) or is_page(exchange)


def is_taken_up(exchange: Exchange) -> bool:
    """Whether a server shows that it knows a request.

    One that refuses the path or the method obeys a document that does not have it. Redirections,
    demands for credentials, limits and failures come before a server looks at a path, or may.
    """
    status = exchange.status
    return status in _SUCCESS or status == _NOT_MODIFIED or status in _FAULTS


def is_page(exchange: Exchange) -> bool:
    """Whether the answer is a page, or something that a page is made of."""
    if exchange.reply is None or exchange.request.method != "GET" or exchange.status >= 400:
        return False
    kind = exchange.reply.content_type or ""
    return kind in ("text/html", "application/xhtml+xml") or kind.startswith(_ASSET_TYPES)
