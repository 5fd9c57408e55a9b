"""Documents and exchanges for tests of what is observed."""

import json
from pathlib import Path

import yaml

from contracts.drift.observed import Observation, Observer
from contracts.finding import Exchange, Reply, Request
from specs.bundle import Bundle
from specs.values import Json, Record

JSON = "application/json"


def document(schema: Record, *, version: str = "3.1.0", **more: Json) -> Record:
    """Returns a document with one operation, `GET /pets`, whose 200 has a schema."""
    operation: Record = {
        "operationId": "listPets",
        "responses": {"200": {"description": "ok", "content": {JSON: {"schema": schema}}}},
    }
    operation |= more.pop("operation", {})
    item = {more.pop("method", "get"): operation}
    return {
        "openapi": version,
        "info": {"title": "Pets", "version": "1"},
        "paths": {"/pets": item},
        **more,
    }


def load(folder: Path, made: Record, name: str = "pets.yaml") -> Bundle:
    """Writes a document and reads it."""
    file = folder / name
    file.write_text(yaml.safe_dump(made, sort_keys=False), "utf-8")
    return Bundle.load(file)


def answer(
    body: Json, status: int = 200, *, kind: str | None = JSON, headers: Record | None = None
) -> Exchange:
    """Returns the answer to `GET /pets`."""
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    pairs = (*((("Content-Type", kind),) if kind else ()), *(headers or {}).items())
    return Exchange(Request("GET", "/pets"), Reply(status, pairs, raw))


def observe(bundle: Bundle, *exchanges: Exchange) -> tuple[Observation, ...]:
    """Returns what is seen in exchanges of the document's only operation."""
    observer = Observer(bundle)
    for exchange in exchanges:
        observer.look(exchange, bundle.operations[0])
    return observer.changes()


def told(observations: tuple[Observation, ...]) -> list[tuple[str, str]]:
    """Returns rule and path of each."""
    return [(one.rule, one.path) for one in observations]
