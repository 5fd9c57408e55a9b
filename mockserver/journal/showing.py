"""What people see of an entry: a line of facts, or everything."""

from base64 import b64encode
from datetime import datetime
from urllib.parse import parse_qsl

from mockserver.journal.content import content_type, says_json, text_of
from mockserver.journal.entry import RawHeaders
from mockserver.journal.explanation import Explanation
from mockserver.journal.layout import pretty
from mockserver.journal.masking import Masked
from mockserver.journal.near_miss import NearMiss
from mockserver.journal.verify import Nearest, Verdict
from specs.values import Json, Record


def summary(entry: Masked) -> Record:
    """Returns what a list shows of an entry."""
    refusal = entry.refusal
    return {
        "number": entry.number,
        "at": instant(entry.at),
        "sandbox": entry.sandbox,
        "method": entry.method,
        "path": entry.path,
        "query": entry.query.decode("latin-1"),
        "status": entry.status,
        "api": entry.api or None,
        "operation": entry.operation or None,
        "operationId": entry.operation_id or None,
        "speaker": entry.speaker or None,
        "refusal": {"kind": refusal.kind, "first": refusal.first} if refusal is not None else None,
        "fault": entry.fault or None,
        "forced": list(entry.forced),
        "proxied": entry.proxied or None,
        "seconds": round(entry.seconds, 6),
    }


def detail(entry: Masked) -> Record:
    """Returns everything that there is of an entry."""
    refusal = entry.refusal
    found = refusal.violations if refusal is not None else ()
    return {
        **summary(entry),
        "parameters": _pairs(parse_qsl(entry.query.decode("latin-1"), keep_blank_values=True)),
        "request": _message(entry.headers, entry.body, entry.body_bytes),
        "answer": _message(entry.answer_headers, entry.answer_body, entry.answer_body_bytes),
        "detail": refusal.detail if refusal is not None else None,
        "violations": [
            {
                "in": item.place,
                "name": item.name,
                "pointer": item.pointer,
                "keyword": item.keyword,
                "message": item.message,
            }
            for item in found
        ],
        "notes": list(entry.notes),
    }


def near_miss_record(miss: NearMiss) -> Record:
    """Returns what is shown of an operation that a request nearly meant."""
    return {"operation": miss.operation, "path": miss.path, "difference": miss.difference}


def explanation_record(explanation: Explanation) -> Record:
    """Returns what is shown of the reason why a request was refused."""
    return {
        "entry": summary(explanation.entry),
        "why": explanation.why,
        "nearest": [near_miss_record(miss) for miss in explanation.nearest],
    }


def verdict_record(verdict: Verdict) -> Record:
    """Returns what is shown of a verdict; its entries by number."""
    return {
        "met": verdict.met,
        "says": verdict.says,
        "wanted": verdict.expectation.wanted,
        "matched": [entry.number for entry in verdict.matched],
        "nearest": nearest_records(verdict.nearest),
    }


def nearest_records(nearest: tuple[Nearest, ...]) -> list[Record]:
    """Returns what is shown of entries that came near, by number."""
    return [{"number": near.entry.number, "difference": near.difference} for near in nearest]


def instant(at: datetime) -> str:
    """Returns an instant in UTC, to the millisecond."""
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _message(headers: RawHeaders, body: bytes, whole_bytes: int) -> Record:
    told = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in headers]
    return {"headers": _pairs(told), "body": _body(headers, body, whole_bytes) if body else None}


def _body(headers: RawHeaders, body: bytes, whole_bytes: int) -> Record:
    kind = content_type(headers)
    text = text_of(headers, body)
    shown = b64encode(body).decode() if text is None else text
    if text is not None and says_json(kind):
        shown = pretty(text)
    return {
        "contentType": kind,
        "bytes": len(body) if whole_bytes < 0 else whole_bytes,
        "cut": whole_bytes >= 0,
        "encoding": "base64" if text is None else "text",
        "text": shown,
    }


def _pairs(pairs: list[tuple[str, str]]) -> Json:
    return [{"name": name, "value": value} for name, value in pairs]
