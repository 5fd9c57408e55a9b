"""A run as JSON and back; the schema stands in reports/report.schema.json."""

from base64 import b64decode, b64encode
from dataclasses import MISSING, asdict, fields
from typing import Final

from contracts.finding.exchange import Exchange, Reply, Request
from contracts.finding.finding import Clause, Finding
from contracts.finding.result import Cell, Created, ItemResult, RunResult
from specs.values import Json, Record

VERSION: Final = 1
"""Of the format; a change that old readers do not understand counts it up."""

_NESTED: Final = ("clauses", "story", "touches")
"""Members of a finding that are lists."""


def run_to_json(run: RunResult) -> Record:
    """Returns the run as a JSON object."""
    return {
        "version": VERSION,
        "run": run.run,
        "started": run.started,
        "seconds": round(run.seconds, 3),
        "seed": run.seed,
        "target": run.target,
        "urls": run.urls,
        "options": run.options,
        "items": [{**asdict(item), "findings": list(item.findings)} for item in run.items],
        "findings": [finding_to_json(finding) for finding in run.findings],
        "accepted": [finding_to_json(finding) for finding in run.accepted],
        "fixed": list(run.fixed),
        "cells": [asdict(cell) for cell in run.cells],
        "created": [asdict(made) for made in run.created],
        "left_out": list(run.left_out),
        "interrupted": run.interrupted,
        "controls": run.controls,
        "notes": list(run.notes),
    }


def run_from_json(raw: Record) -> RunResult:
    """Reads what `run_to_json` wrote.

    Raises:
        KeyError, TypeError: It is something else.
    """
    if raw["version"] != VERSION:
        raise TypeError(f"version {raw['version']} is not {VERSION}")
    return RunResult(
        run=raw["run"],
        started=raw["started"],
        seconds=raw["seconds"],
        seed=raw["seed"],
        target=raw["target"],
        urls=raw["urls"],
        options=raw["options"],
        items=tuple(item_from_json(item) for item in raw["items"]),
        findings=tuple(finding_from_json(finding) for finding in raw["findings"]),
        accepted=tuple(finding_from_json(finding) for finding in raw["accepted"]),
        fixed=tuple(raw["fixed"]),
        cells=tuple(Cell(**cell) for cell in raw["cells"]),
        created=tuple(Created(**made) for made in raw["created"]),
        left_out=tuple(raw["left_out"]),
        interrupted=raw["interrupted"],
        controls=raw.get("controls", {}),
        notes=tuple(raw.get("notes", ())),
    )


def item_from_json(raw: Record) -> ItemResult:
    """Reads one item's result."""
    return ItemResult(**{**raw, "findings": tuple(raw["findings"])})


def finding_to_json(finding: Finding) -> Record:
    """Returns a finding as a JSON object; its fingerprint stands beside it."""
    plain = {name: getattr(finding, name) for name in Finding.__slots__ if name not in _NESTED}
    return {
        "fingerprint": finding.fingerprint,
        **plain,
        "touches": list(finding.touches),
        "clauses": [_clause_to_json(clause) for clause in finding.clauses],
        "story": [exchange_to_json(exchange) for exchange in finding.story],
    }


def finding_from_json(raw: Record) -> Finding:
    """Reads what `finding_to_json` wrote, of an older run with fewer members too."""
    plain = {
        field.name: raw[field.name]
        for field in fields(Finding)
        if field.name not in _NESTED and (field.name in raw or field.default is MISSING)
    }
    return Finding(
        **plain,
        touches=tuple(raw.get("touches", ())),
        clauses=tuple(_clause_from_json(clause) for clause in raw["clauses"]),
        story=tuple(exchange_from_json(exchange) for exchange in raw["story"]),
    )


def exchange_to_json(exchange: Exchange) -> Record:
    """Returns an exchange as a JSON object; a body that is no text is base64."""
    request, reply = exchange.request, exchange.reply
    return {
        "api": exchange.api,
        "operation": exchange.operation,
        "note": exchange.note,
        "failure": exchange.failure,
        "request": {
            "method": request.method,
            "path": request.path,
            "query": [list(pair) for pair in request.query],
            "headers": [list(pair) for pair in request.headers],
            "caller": request.caller,
            "body": None if request.body is None else _body(request.body),
        },
        "reply": None
        if reply is None
        else {
            "status": reply.status,
            "headers": [list(pair) for pair in reply.headers],
            "seconds": round(reply.seconds, 6),
            "body": _body(reply.body),
        },
    }


def exchange_from_json(raw: Record) -> Exchange:
    """Reads what `exchange_to_json` wrote."""
    request, reply = raw["request"], raw["reply"]
    return Exchange(
        api=raw["api"],
        operation=raw["operation"],
        note=raw["note"],
        failure=raw["failure"],
        request=Request(
            method=request["method"],
            path=request["path"],
            query=tuple((name, value) for name, value in request["query"]),
            headers=tuple((name, value) for name, value in request["headers"]),
            caller=request["caller"],
            body=None if request["body"] is None else _bytes(request["body"]),
        ),
        reply=None
        if reply is None
        else Reply(
            status=reply["status"],
            headers=tuple((name, value) for name, value in reply["headers"]),
            seconds=reply["seconds"],
            body=_bytes(reply["body"]),
        ),
    )


def _clause_to_json(clause: Clause) -> Record:
    return {**asdict(clause), "excerpt": list(clause.excerpt)}


def _clause_from_json(raw: Record) -> Clause:
    return Clause(**{**raw, "excerpt": tuple(raw.get("excerpt", ()))})


def _body(body: bytes) -> Json:
    try:
        return {"text": body.decode()}
    except UnicodeDecodeError:
        return {"base64": b64encode(body).decode()}


def _bytes(raw: Record) -> bytes:
    return raw["text"].encode() if "text" in raw else b64decode(raw["base64"])
