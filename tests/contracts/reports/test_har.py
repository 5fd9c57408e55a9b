"""The archive has every member that readers of HAR 1.2 rely on."""

import json
from base64 import b64decode

import jsonschema_rs

from contracts.reports.har import har_log
from tests.support.runs import URLS, hang, hostile, lost_update

STARTED = "2026-01-15T12:00:00.000Z"
NUMBER = {"type": "number", "minimum": -1}
TEXT = {"type": "string"}
PAIRS = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["name", "value"],
        "properties": {"name": TEXT, "value": TEXT},
    },
}


def record(**members):
    return {"type": "object", "required": list(members), "properties": members}


MESSAGE = {
    "httpVersion": TEXT,
    "cookies": {"type": "array"},
    "headers": PAIRS,
    "headersSize": {"type": "integer"},
    "bodySize": {"type": "integer"},
}
REQUEST = record(
    method=TEXT, url={"type": "string", "pattern": "^https?://"}, queryString=PAIRS, **MESSAGE
)
REQUEST["properties"]["postData"] = record(mimeType=TEXT, params={"type": "array"}, text=TEXT)
CONTENT = record(size={"type": "integer"}, mimeType=TEXT)
RESPONSE = record(
    status={"type": "integer"}, statusText=TEXT, content=CONTENT, redirectURL=TEXT, **MESSAGE
)
ENTRY = record(
    startedDateTime={"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d"},
    time=NUMBER,
    request=REQUEST,
    response=RESPONSE,
    cache={"type": "object"},
    timings=record(send=NUMBER, wait=NUMBER, receive=NUMBER),
)
HAR = record(
    log=record(
        version={"const": "1.2"},
        creator=record(name=TEXT, version=TEXT),
        entries={"type": "array", "items": ENTRY},
    )
)
"""The required members of the published form, in our own words."""


def entries(*findings):
    timed = [(exchange, STARTED) for finding in findings for exchange in finding.story]
    raw = json.loads(har_log(timed, URLS))
    assert list(jsonschema_rs.Draft202012Validator(HAR).iter_errors(raw)) == []
    return raw["log"]["entries"]


def test_no_exchanges_are_an_archive_too():
    assert entries() == []


def test_an_exchange_is_an_entry():
    entry = entries(lost_update())[1]

    assert entry["startedDateTime"] == STARTED
    assert entry["time"] == 21.4
    assert entry["request"]["method"] == "PATCH"
    assert entry["request"]["url"] == "https://api.staging.example/2026-01/campaigns"
    assert entry["request"]["postData"]["mimeType"] == "application/json"
    assert entry["response"]["status"] == 200
    assert entry["response"]["statusText"] == "OK"
    assert json.loads(entry["response"]["content"]["text"])["errors"][0]["instance"] == "@data/1"
    assert entry["comment"] == "PATCH /campaigns: one good item, one that fails"


def test_a_request_without_a_body_posts_nothing():
    assert "postData" not in entries(lost_update())[0]["request"]


def test_bytes_that_are_no_text_are_kept():
    request = entries(hostile())[0]["request"]

    assert request["postData"]["_encoding"] == "base64"
    assert b64decode(request["postData"]["text"]) == hostile().story[0].request.body
    assert request["queryString"][0] == {"name": "api_key", "value": "$SESSIONM_KEY"}


def test_a_missing_answer_has_status_0():
    response = entries(hang())[0]["response"]

    assert (response["status"], response["_error"]) == (0, "timeout")
