"""A recording of traffic, entry by entry, and what drifts in it."""

import json
from base64 import b64encode
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from specs.values import ABSENT, Json, Missing, Record

Drift = tuple[str, str]
"""Ids of the rules of which one is right, joined by `|`, and the label of the operation."""

_AT: Final = "2026-03-01T10:00:00.000Z"
JSON: Final = "application/json"


@dataclass(frozen=True, slots=True)
class Recording:
    """One HAR file."""

    id: str
    api: str
    """Name of the document."""
    entries: tuple[Record, ...]
    drift: tuple[Drift, ...] = ()
    """Empty: all is as documented."""

    def write(self, folder: Path) -> Path:
        """Writes the file and returns it."""
        creator = {"name": "proxy", "version": "1"}
        log = {"version": "1.2", "creator": creator, "entries": list(self.entries)}
        file = folder / f"{self.id}.har"
        file.write_text(json.dumps({"log": log}))
        return file


def entry(
    call: str,
    status: int = 200,
    body: Json = ABSENT,
    *,
    sent: Json = ABSENT,
    sent_type: str = JSON,
    answered: str = JSON,
    headers: Record | None = None,
    sent_headers: Record | None = None,
    is_base64: bool = False,
    content: Record | None = None,
    **more: Json,
) -> Record:
    """Returns one entry.

    Args:
        call: Method and URL.
        status: Of the answer.
        body: Of the answer; a text is taken as it is, all else becomes JSON.
        sent: Body of the request.
        sent_type: Its media type.
        answered: Media type of the answer.
        headers: Of the answer.
        sent_headers: Of the request.
        is_base64: Whether the body of the answer is noted in base64.
        content: Replaces what is noted of the answer's body.
        **more: Other members of the entry.
    """
    method, url = call.split(" ")
    request: Record = {
        **_message(sent_headers or {}, sent_type if sent is not ABSENT else ""),
        "method": method,
        "url": url,
        "queryString": [
            {"name": name, "value": value} for name, value in parse_qsl(urlsplit(url).query, True)
        ],
    }
    if sent is not ABSENT:
        request["postData"] = {"mimeType": sent_type, "text": _text(sent)}
    text = _text(body)
    noted: Record = {"size": len(text), "mimeType": answered if body is not ABSENT else ""}
    if body is not ABSENT:
        noted["text"] = b64encode(text.encode()).decode() if is_base64 else text
        noted |= {"encoding": "base64"} if is_base64 else {}
    response: Record = {
        **_message(headers or {}, answered if body is not ABSENT else ""),
        "status": status,
        "statusText": "",
        "content": noted if content is None else content,
        "redirectURL": "",
    }
    timings = {"send": 0, "wait": 1, "receive": 0}
    return {
        "startedDateTime": _AT,
        "time": 1,
        "request": request,
        "response": response,
        "cache": {},
        "timings": timings,
        **more,
    }


def _message(headers: Record, media_type: str) -> Record:
    pairs = {**({"Content-Type": media_type} if media_type else {}), **headers}
    return {
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": [{"name": name, "value": value} for name, value in pairs.items()],
        "headersSize": -1,
        "bodySize": -1,
    }


def _text(body: Json | Missing) -> str:
    if body is ABSENT:
        return ""
    return body if isinstance(body, str) else json.dumps(body)
