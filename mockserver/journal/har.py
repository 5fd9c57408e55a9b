"""Entries as HAR 1.2, the archive that browsers and proxies read."""

from base64 import b64encode
from collections.abc import Iterable
from http import HTTPStatus
from typing import Final
from urllib.parse import parse_qsl

from mockserver.journal.content import FORM, content_type, header_values, text_of
from mockserver.journal.entry import Entry, RawHeaders
from mockserver.journal.masking import Masked
from mockserver.journal.showing import instant
from specs.media_types import split_content_type
from specs.values import Record

_UNKNOWN: Final = -1
"""HAR's word for a size that nobody measured."""
_NO_HOST: Final = "mock.invalid"


def har(entries: Iterable[Masked]) -> Record:
    """Returns entries as an archive; what only a mock knows of them stands under `_mock`."""
    from importlib.metadata import version

    creator = {"name": "openapi-contract-kit", "version": version("openapi-contract-kit")}
    return {
        "log": {"version": "1.2", "creator": creator, "entries": [_entry(one) for one in entries]}
    }


def _entry(entry: Entry) -> Record:
    milliseconds = round(entry.seconds * 1000, 3)
    return {
        "startedDateTime": instant(entry.at),
        "time": milliseconds,
        "request": _request(entry),
        "response": _response(entry),
        "cache": {},
        "timings": {"send": 0, "wait": milliseconds, "receive": 0},
        "_mock": {
            "number": entry.number,
            "sandbox": entry.sandbox,
            "api": entry.api,
            "operation": entry.operation,
            "operationId": entry.operation_id,
            "speaker": entry.speaker,
            "refusal": entry.refusal.kind if entry.refusal is not None else "",
            "fault": entry.fault,
            "forced": list(entry.forced),
            "proxied": entry.proxied,
        },
    }


def _request(entry: Entry) -> Record:
    query = entry.query.decode("latin-1")
    host = next(iter(header_values(entry.headers, "host")), "") or _NO_HOST
    cookies = [pair for line in header_values(entry.headers, "cookie") for pair in line.split(";")]
    shown: Record = {
        "method": entry.method,
        "url": f"http://{host}{entry.path}" + (f"?{query}" if query else ""),
        "httpVersion": "HTTP/1.1",
        "cookies": [_cookie(pair) for pair in cookies if pair.strip()],
        "headers": _pairs(entry.headers),
        "queryString": _parameters(query),
        "headersSize": _UNKNOWN,
        "bodySize": _size(entry.body, entry.body_bytes),
    }
    return {**shown, "postData": _posted(entry)} if entry.body else shown


def _posted(entry: Entry) -> Record:
    kind = content_type(entry.headers)
    text, encoding = _text(entry.headers, entry.body)
    posted: Record = {"mimeType": kind, "text": text}
    if split_content_type(kind)[0] == FORM:
        posted["params"] = _parameters(text)
    # HAR has no words for a request's body that is no text or that is not whole.
    if encoding:
        posted["_encoding"] = encoding
    if entry.body_bytes >= 0:
        posted["comment"] = f"The first {len(entry.body)} of {entry.body_bytes} bytes."
    return posted


def _response(entry: Entry) -> Record:
    headers, body = entry.answer_headers, entry.answer_body
    text, encoding = _text(headers, body)
    size = _size(body, entry.answer_body_bytes)
    content: Record = {"size": size, "mimeType": content_type(headers), "text": text}
    if encoding:
        content["encoding"] = encoding
    if entry.answer_body_bytes >= 0:
        content["comment"] = f"The first {len(body)} of {size} bytes."
    lines = header_values(headers, "set-cookie")
    return {
        "status": entry.status,
        "statusText": _phrase(entry.status),
        "httpVersion": "HTTP/1.1",
        "cookies": [_cookie(line.partition(";")[0]) for line in lines],
        "headers": _pairs(headers),
        "content": content,
        "redirectURL": next(iter(header_values(headers, "location")), ""),
        "headersSize": _UNKNOWN,
        "bodySize": size,
    }


def _size(body: bytes, whole_bytes: int) -> int:
    return len(body) if whole_bytes < 0 else whole_bytes


def _text(headers: RawHeaders, body: bytes) -> tuple[str, str]:
    text = text_of(headers, body)
    return (b64encode(body).decode(), "base64") if text is None else (text, "")


def _pairs(headers: RawHeaders) -> list[Record]:
    return [
        {"name": name.decode("latin-1"), "value": value.decode("latin-1")}
        for name, value in headers
    ]


def _parameters(text: str) -> list[Record]:
    pairs = parse_qsl(text, keep_blank_values=True)
    return [{"name": name, "value": value} for name, value in pairs]


def _cookie(pair: str) -> Record:
    name, _, value = pair.strip().partition("=")
    return {"name": name, "value": value}


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""
