"""Entries as JSON records and back, for a journal that lives outside of this process."""

from base64 import b64decode, b64encode
from dataclasses import asdict
from datetime import datetime
from functools import lru_cache
from typing import Final

from mockserver.journal.entry import Entry, NotedRefusal, RawHeaders
from mockserver.stubkit import Violation
from specs.values import Json, Record

_PLAIN: Final = (
    "number",
    "sandbox",
    "method",
    "path",
    "status",
    "seconds",
    "api",
    "operation",
    "operation_id",
    "speaker",
    "fault",
    "proxied",
    "body_bytes",
    "answer_body_bytes",
)
"""Members that JSON knows as they are."""
_LONGEST_KNOWN: Final = 1024
"""Bytes of a header that is remembered as text: most are those of the request before."""


def to_record(entry: Entry) -> Record:
    """Returns an entry as a JSON object. It holds secrets as they were sent."""
    return {
        **{name: getattr(entry, name) for name in _PLAIN},
        "at": entry.at.isoformat(),
        "query": _told(entry.query),
        "headers": _pairs(entry.headers),
        "body": _told(entry.body),
        "answer_headers": _pairs(entry.answer_headers),
        "answer_body": _told(entry.answer_body),
        "refusal": asdict(entry.refusal) if entry.refusal is not None else None,
        "forced": list(entry.forced),
        "notes": list(entry.notes),
    }


def from_record(record: Record) -> Entry:
    """Returns the entry that `to_record` wrote down."""
    return Entry(
        **{name: record[name] for name in _PLAIN},
        at=datetime.fromisoformat(record["at"]),
        query=_meant(record["query"]),
        headers=_unpaired(record["headers"]),
        body=_meant(record["body"]),
        answer_headers=_unpaired(record["answer_headers"]),
        answer_body=_meant(record["answer_body"]),
        refusal=_refusal(record["refusal"]),
        forced=tuple(record["forced"]),
        notes=tuple(record["notes"]),
    )


def _told(data: bytes) -> Json:
    """Returns bytes as text where they are UTF-8, else as `{"base64": ...}`."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return {"base64": b64encode(data).decode()}


def _meant(told: Json) -> bytes:
    if isinstance(told, dict):
        return b64decode(told["base64"])
    data: bytes = told.encode()
    return data


def _pairs(headers: RawHeaders) -> Json:
    return [
        _known_pair(name, value) if len(value) <= _LONGEST_KNOWN else _pair(name, value)
        for name, value in headers
    ]


def _pair(name: bytes, value: bytes) -> tuple[str, str]:
    return name.decode("latin-1"), value.decode("latin-1")


_known_pair = lru_cache(maxsize=1024)(_pair)


def _unpaired(pairs: list[list[str]]) -> RawHeaders:
    return tuple((name.encode("latin-1"), value.encode("latin-1")) for name, value in pairs)


def _refusal(record: Record | None) -> NotedRefusal | None:
    if record is None:
        return None
    found = tuple(Violation(**item) for item in record["violations"])
    return NotedRefusal(record["kind"], record["detail"], found)
