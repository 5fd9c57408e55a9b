"""Two documents in the working folder, and a recording of who uses them."""

import json
from pathlib import Path

import pytest

BASE = """\
openapi: 3.0.3
info: {title: Shop, version: "1"}
servers: [{url: "https://shop.example.test/v1"}]
paths:
  /things:
    get:
      operationId: listThings
      parameters:
        - {name: limit, in: query, schema: {type: integer}}
        - {name: colour, in: query, schema: {type: string}}
      responses:
        "200":
          description: ok
          content:
            application/json:
              schema:
                type: object
                required: [name]
                properties:
                  name: {type: string}
                  size: {type: integer}
  /others:
    get: {responses: {"200": {description: ok}}}
"""
REVISION = BASE.replace("type: integer}\n  /others", "type: string}\n  /others")
"""The size is text, so that those who read a number fail."""
TOKEN = "a-token-that-nobody-may-see"


def entry(path: str, body: object, status: int = 200) -> object:
    """One exchange of a HAR file."""
    return {
        "startedDateTime": "2026-01-01T00:00:00Z",
        "time": 1,
        "request": {
            "method": "GET",
            "url": f"https://shop.example.test/v1{path}",
            "httpVersion": "HTTP/1.1",
            "headers": [{"name": "Authorization", "value": f"Bearer {TOKEN}"}],
            "queryString": [],
            "cookies": [],
            "headersSize": -1,
            "bodySize": 0,
        },
        "response": {
            "status": status,
            "statusText": "OK",
            "httpVersion": "HTTP/1.1",
            "headers": [{"name": "Content-Type", "value": "application/json"}],
            "content": {"size": 1, "mimeType": "application/json", "text": json.dumps(body)},
            "cookies": [],
            "redirectURL": "",
            "headersSize": -1,
            "bodySize": 1,
        },
        "cache": {},
        "timings": {"send": 0, "wait": 1, "receive": 0},
    }


def record(file: Path, *entries: object) -> Path:
    """Writes a HAR file."""
    log = {"version": "1.2", "creator": {"name": "a", "version": "1"}, "entries": entries}
    file.write_text(json.dumps({"log": log}), encoding="utf-8")
    return file


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    (tmp_path / "base.yaml").write_text(BASE)
    (tmp_path / "revision.yaml").write_text(REVISION)
    return tmp_path
