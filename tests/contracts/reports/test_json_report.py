"""The JSON report is what its schema says, and can be read back."""

import json

import jsonschema_rs
import pytest

from contracts.finding.as_json import run_from_json
from contracts.reports.json_report import json_text, report_schema
from tests.support.drift_runs import full_drift, quiet_drift
from tests.support.runs import clean_run, interrupted_run, rich_run

RUNS = {
    "rich": rich_run(),
    "clean": clean_run(),
    "interrupted": interrupted_run(),
    "drift": full_drift(),
    "quiet drift": quiet_drift(),
}
JUDGE = jsonschema_rs.Draft202012Validator(report_schema())


def objects(schema):
    if isinstance(schema, dict):
        if schema.get("type") == "object":
            yield schema
        for value in schema.values():
            yield from objects(value)


def test_the_schema_is_a_schema():
    jsonschema_rs.meta.validate(report_schema())
    assert report_schema()["$id"] == "urn:openapi-contract-kit:run"


def test_the_schema_describes_every_member():
    for schema in objects(report_schema()):
        for name, member in schema.get("properties", {}).items():
            described = "description" in member or "$ref" in member
            assert described, name


@pytest.mark.parametrize("run", RUNS.values(), ids=RUNS)
def test_a_report_is_valid_and_comes_back_whole(run):
    # A lone surrogate is legal in Python's JSON and in no other; its text is read as it is written.
    raw = json.loads(json_text(run))

    assert list(JUDGE.iter_errors(without_surrogates(raw))) == []
    assert run_from_json(raw) == run


@pytest.mark.parametrize("run", RUNS.values(), ids=RUNS)
def test_a_report_is_ascii(run):
    assert json_text(run).isascii()


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("version",), 2),
        (("extra",), 1),
        (("items", 0, "outcome"), "ok"),
        (("findings", 0, "severity"), "fatal"),
        (("findings", 0, "fingerprint"), "F1"),
        (("findings", 0, "story", 0, "reply", "body"), {"text": "a", "base64": "YQ=="}),
        (("findings", 0, "story", 0, "request", "headers", 0), ["a"]),
        (("findings", 0, "touches"), "GET /x"),
        (("findings", 0, "witness"), {}),
        (("findings", 0, "unproved"), "no"),
        (("findings", 0, "clauses", 0, "excerpt"), [1]),
        (("items", 0, "kind"), "diff"),
        (("cells", 0, "table"), "rule"),
    ],
)
def test_the_schema_refuses_what_no_run_writes(place, value):
    raw = without_surrogates(json.loads(json_text(rich_run())))
    *path, last = place
    inner = raw
    for part in path:
        inner = inner[part]
    inner[last] = value

    assert not JUDGE.is_valid(raw)


def test_a_report_that_knows_nothing_of_drift_is_still_valid():
    raw = without_surrogates(json.loads(json_text(rich_run())))
    for finding in raw["findings"]:
        for name in ("part", "witness", "touches", "unproved"):
            del finding[name]
        for clause in finding["clauses"]:
            del clause["excerpt"]

    assert list(JUDGE.iter_errors(raw)) == []


def without_surrogates(raw):
    return json.loads(json.dumps(raw).replace("\\ud800", ""))
