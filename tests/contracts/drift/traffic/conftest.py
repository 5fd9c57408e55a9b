"""Small recordings, as the tools that make them write them, and small APIs."""

import json
from pathlib import Path

from contracts.drift.traffic import Loss, Recorded, read_traffic
from specs.bundle import Bundle
from specs.values import Json, Record

JSON = "application/json"


def named(pairs: dict[str, str]) -> Json:
    """Returns names and values as HAR lists them."""
    return [{"name": name, "value": value} for name, value in pairs.items()]


def har_entry(
    method: str = "GET", url: str = "https://api.example/v1/things", **more: Json
) -> Record:
    """Returns an entry of an archive; `request` and `response` are laid over its own."""
    answer = json.dumps(more.pop("answer", {"id": 1}))
    status = more.pop("status", 200)
    request = {"method": method, "url": url, "headers": named({"accept": "*/*"}), "bodySize": 0}
    response = {
        "status": status,
        "headers": named({"content-type": JSON}),
        "content": {"size": len(answer), "mimeType": JSON, "text": answer},
    }
    return {
        "startedDateTime": "2026-01-15T12:00:00.000Z",
        "time": 12.5,
        "request": {**request, **more.pop("request", {})},
        "response": {**response, **more.pop("response", {})},
        **more,
    }


def har(*entries: Json, indent: int | None = None) -> bytes:
    """Returns an archive."""
    creator = {"name": "WebInspector", "version": "537.36"}
    log = {"version": "1.2", "creator": creator, "pages": [{"id": "p", "t": '{["\\'}]}
    return json.dumps({"log": {**log, "entries": list(entries)}}, indent=indent).encode()


def journal_line(path: str = "/v1/things", **more: Json) -> Record:
    """Returns a line that `mockserver journal follow --json` prints."""
    return {
        "number": 3, "at": "2026-01-15T12:00:00.000Z", "sandbox": "default", "method": "GET",
        "path": path, "query": "", "status": 200, "api": None, "operation": None,
        "operationId": None, "speaker": "stub", "refusal": None, "fault": None, "forced": [],
        "proxied": None, "seconds": 0.25, **more,
    }  # fmt: skip


def read(tmp_path: Path, text: bytes) -> tuple[list[Recorded], list[Loss]]:
    """Returns what a recording yields: its exchanges, and what is lost."""
    file = tmp_path / "recording"
    file.write_bytes(text)
    found = list(read_traffic(file))
    recorded = [one for one in found if isinstance(one, Recorded)]
    return recorded, [one for one in found if isinstance(one, Loss)]


def api(tmp_path: Path, *labels: str, servers: Json = None, name: str = "shop") -> Bundle:
    """Returns an API with operations of these labels; a label may end with ` text/html`."""
    paths: Record = {}
    for label in labels:
        method, path, *kind = label.split(" ")
        parameters = [
            {"name": part.partition("}")[0], "in": "path", "required": True, "schema": {}}
            for part in path.split("{")[1:]
        ]
        answer = {"description": "ok", "content": {kind[0]: {}} if kind else {}}
        paths.setdefault(path, {})[method.lower()] = {
            "parameters": parameters,
            "responses": {"200": answer},
        }
    document = {"openapi": "3.1.0", "info": {"title": "x", "version": "1"}, "paths": paths}
    file = tmp_path / f"{name}.json"
    file.write_text(json.dumps({**document, **({"servers": servers} if servers else {})}))
    return Bundle.load(file)
