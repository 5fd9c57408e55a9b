"""Exchanges as HAR 1.2, the archive that browsers and proxies read."""

import json
from base64 import b64encode
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from importlib.metadata import version
from typing import Final

from contracts.finding import Exchange, Pairs, Reply, Request
from specs.values import Json, Record

UNKNOWN: Final = -1
"""HAR's word for a size or a time that nobody measured."""


def har_log(timed: Iterable[tuple[Exchange, str]], urls: Mapping[str, str]) -> str:
    """Returns exchanges as an archive.

    Args:
        timed: Each exchange with the time at which it began, RFC 3339 UTC.
        urls: Base URL by API.
    """
    log = {
        "version": "1.2",
        "creator": {"name": "openapi-contract-kit", "version": version("openapi-contract-kit")},
        "entries": [
            _entry(exchange, started, urls.get(exchange.api, "")) for exchange, started in timed
        ],
    }
    return json.dumps({"log": log}, indent=1) + "\n"


def _entry(exchange: Exchange, started: str, base: str) -> Record:
    milliseconds = round(exchange.reply.seconds * 1000, 3) if exchange.reply else 0
    entry: Record = {
        "startedDateTime": started,
        "time": milliseconds,
        "request": _request(exchange.request, base),
        "response": _no_response(exchange) if exchange.reply is None else _response(exchange.reply),
        "cache": {},
        "timings": {"send": 0, "wait": milliseconds, "receive": 0},
    }
    comment = ": ".join(part for part in (exchange.operation or "", exchange.note) if part)
    return {**entry, "comment": comment} if comment else entry


def _request(request: Request, base: str) -> Record:
    shown: Record = {
        "method": request.method,
        "url": (base.rstrip("/") or "http://in-process.invalid") + request.target,
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": _pairs(request.headers),
        "queryString": _pairs(request.query),
        "headersSize": UNKNOWN,
        "bodySize": len(request.body or b""),
    }
    if request.body is None:
        return shown
    text, encoding = _text(request.body)
    posted = {"mimeType": request.header("content-type") or "", "params": [], "text": text}
    # HAR has no word for a request's body that is no text; an underscore marks one of ours.
    return {**shown, "postData": {**posted, "_encoding": encoding} if encoding else posted}


def _response(reply: Reply) -> Record:
    text, encoding = _text(reply.body)
    content: Record = {
        "size": len(reply.body),
        "mimeType": reply.header("content-type") or "",
        "text": text,
    }
    return {
        "status": reply.status,
        "statusText": _phrase(reply.status),
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": _pairs(reply.headers),
        "content": {**content, "encoding": encoding} if encoding else content,
        "redirectURL": reply.header("location") or "",
        "headersSize": UNKNOWN,
        "bodySize": len(reply.body),
    }


def _no_response(exchange: Exchange) -> Record:
    nothing = _response(Reply(status=0))
    return {**nothing, "bodySize": UNKNOWN, "_error": exchange.failure or "no answer"}


def _pairs(pairs: Pairs) -> Json:
    return [{"name": name, "value": value} for name, value in pairs]


def _text(body: bytes) -> tuple[str, str]:
    try:
        return body.decode(), ""
    except UnicodeDecodeError:
        return b64encode(body).decode(), "base64"


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""
