"""The SARIF log has what its readers need, at the places where they look."""

import json
from dataclasses import replace

import jsonschema_rs
import pytest

from contracts.reports.sarif import FINGERPRINT, sarif_log
from tests.support.drift_runs import (
    drift_run,
    forged,
    full_drift,
    live,
    quiet_drift,
    removed,
    shared,
    shortened,
    undecided,
)
from tests.support.runs import clause, clean_run, interrupted_run, lost_update, rich_run

TEXT = {"type": "string", "minLength": 1}
MESSAGE = {"type": "object", "required": ["text"], "properties": {"text": TEXT}}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
LOCATION = {
    "type": "object",
    "anyOf": [{"required": ["physicalLocation"]}, {"required": ["logicalLocations"]}],
    "properties": {
        "id": {"type": "integer", "minimum": 0},
        "message": MESSAGE,
        "logicalLocations": {
            "type": "array",
            "items": {"type": "object", "properties": {"fullyQualifiedName": TEXT}},
        },
        "physicalLocation": {
            "type": "object",
            "required": ["artifactLocation"],
            "properties": {
                "artifactLocation": {
                    "type": "object",
                    "additionalProperties": False,
                    "required": ["uri"],
                    "properties": {
                        "uri": {"type": "string", "pattern": "^[A-Za-z0-9._~%/-]+$"},
                        "uriBaseId": TEXT,
                    },
                },
                "region": {
                    "type": "object",
                    "required": ["startLine"],
                    "properties": {
                        "startLine": {"type": "integer", "minimum": 1},
                        "endLine": {"type": "integer", "minimum": 1},
                        "snippet": {
                            "type": "object",
                            "additionalProperties": False,
                            "properties": {"text": {"type": "string"}},
                        },
                    },
                },
            },
        },
    },
}
RESULT = {
    "type": "object",
    "required": ["ruleId", "message"],
    "additionalProperties": False,
    "properties": {
        "ruleId": TEXT,
        "ruleIndex": {"type": "integer", "minimum": 0},
        "level": LEVEL,
        "message": MESSAGE,
        "locations": {"type": "array", "items": LOCATION},
        "relatedLocations": {"type": "array", "items": LOCATION},
        "partialFingerprints": {"type": "object", "additionalProperties": {"type": "string"}},
        "occurrenceCount": {"type": "integer", "minimum": 1},
        "baselineState": {"enum": ["new", "unchanged", "updated", "absent"]},
        "suppressions": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["kind"],
                "properties": {
                    "kind": {"enum": ["inSource", "external"]},
                    "status": {"enum": ["accepted", "underReview", "rejected"]},
                },
            },
        },
        "properties": {"type": "object"},
    },
}
RULE = {
    "type": "object",
    "required": ["id"],
    "properties": {
        "id": TEXT,
        "shortDescription": MESSAGE,
        "help": MESSAGE,
        "defaultConfiguration": {"type": "object", "properties": {"level": LEVEL}},
    },
}
SUBSET = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["tool", "results"],
                "properties": {
                    "tool": {
                        "type": "object",
                        "required": ["driver"],
                        "properties": {
                            "driver": {
                                "type": "object",
                                "required": ["name"],
                                "properties": {
                                    "name": TEXT,
                                    "version": TEXT,
                                    "rules": {
                                        "type": "array",
                                        "uniqueItems": True,
                                        "items": RULE,
                                    },
                                },
                            }
                        },
                    },
                    "invocations": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["executionSuccessful"],
                            "properties": {
                                "executionSuccessful": {"type": "boolean"},
                                "toolExecutionNotifications": {
                                    "type": "array",
                                    "items": {"type": "object", "required": ["message"]},
                                },
                            },
                        },
                    },
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "results": {"type": "array", "items": RESULT},
                },
            },
        },
    },
}
"""The essential parts of the published schema, in our own words."""
JUDGE = jsonschema_rs.Draft202012Validator(SUBSET)


def log(run):
    return json.loads(sarif_log(run))["runs"][0]


@pytest.mark.parametrize("make", [rich_run, clean_run, interrupted_run, full_drift, quiet_drift])
def test_a_log_is_valid(make):
    assert list(JUDGE.iter_errors(json.loads(sarif_log(make())))) == []


def test_a_result_points_at_its_clause_and_its_rule():
    run = log(rich_run())
    result = run["results"][3]

    assert result["level"] == "error"
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    assert result["partialFingerprints"] == {FINGERPRINT: lost_update().fingerprint}
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "specs/criteo/openapi.yaml"}
    assert place["region"] == {"startLine": 391}
    assert [one["physicalLocation"]["region"] for one in result["relatedLocations"]] == [
        {"startLine": 402}
    ]


def test_a_rule_says_what_should_hold_and_where_it_stands():
    rules = {rule["id"]: rule for rule in log(rich_run())["tool"]["driver"]["rules"]}

    help_text = rules["failed_items_change_nothing"]["help"]["text"]
    assert help_text.startswith("An item of a batch that fails changes nothing.\nR158: An update")
    assert "Criteo Marketing Solutions, Campaign, section Update campaigns" in help_text


def test_a_file_outside_the_checkout_is_relative_to_the_root():
    run = log(rich_run())
    place = run["results"][1]["locations"][0]["physicalLocation"]["artifactLocation"]

    assert place == {"uri": "opt/own%20apis/%C3%A9%20%5B1%5D.yaml", "uriBaseId": "FILES"}
    assert run["originalUriBaseIds"]["FILES"]["uri"] == "file:///"


def test_a_finding_without_a_clause_is_placed_at_its_operation():
    assert log(rich_run())["results"][2]["locations"] == [
        {"logicalLocations": [{"fullyQualifiedName": "criteo POST /campaigns/search"}]}
    ]


def test_the_baseline_is_told_where_there_is_one():
    results = log(rich_run())["results"]

    assert [result["baselineState"] for result in results] == ["new"] * 4 + ["unchanged"]
    assert results[4]["suppressions"] == [{"kind": "external", "status": "accepted"}]
    bare = log(replace(rich_run(), accepted=(), fixed=()))["results"]
    assert all("baselineState" not in result for result in bare)


def test_nothing_foreign_is_a_link_or_a_place_to_fill():
    finding = replace(
        lost_update(), got="[here](https://evil.example) {0}", clauses=(clause("", "[a](b){1}"),)
    )

    result = log(replace(rich_run(), findings=(finding,)))["results"][0]

    assert "got: [here] (https://evil.example) { 0}" in result["message"]["text"]
    assert result["locations"][0]["message"]["text"].startswith("[a] (b){ 1}")


def test_a_drift_is_placed_in_the_revision_and_tells_where_it_was():
    result = log(drift_run(shortened()))["results"][0]

    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "specs/criteo/openapi.yaml"}
    assert place["region"] == {
        "startLine": 391,
        "endLine": 393,
        "snippet": {"text": "\n".join(shortened().clauses[0].excerpt)},
    }
    (was,) = result["relatedLocations"]
    assert was["physicalLocation"]["artifactLocation"] == {"uri": "specs/criteo/openapi.yaml"}
    assert was["physicalLocation"]["region"]["startLine"] == 388
    assert was["message"]["text"] == "before: maxLength 10 (main:specs/criteo/openapi.yaml:388)"


def test_a_drift_says_what_moved_what_shows_it_and_where_it_was():
    result = log(drift_run(shortened()))["results"][0]

    assert result["message"]["text"] == (
        "PATCH /campaigns, request body /name: before: maxLength 10; now: maxLength 5\n"
        f"{shortened().witness}\n"
        "was: main:specs/criteo/openapi.yaml:388"
    )


def test_what_is_gone_has_no_place_in_the_revision():
    result = log(drift_run(removed()))["results"][0]

    assert "physicalLocation" not in result["locations"][0]
    assert result["relatedLocations"][0]["physicalLocation"]["region"]["startLine"] == 40


def test_a_drift_names_what_it_touches_and_whether_it_is_proved():
    results = log(drift_run(shared(), undecided(), live()))["results"]

    assert len(results[0]["properties"]["touches"]) == 12
    assert [result["properties"]["unproved"] for result in results] == [False, True, False]
    assert [result["occurrenceCount"] for result in results] == [1, 1, 37]
    assert [result["level"] for result in results] == ["error", "warning", "warning"]


def test_a_rule_of_drift_tells_nothing_of_one_place():
    (rule,) = log(drift_run(shortened()))["tool"]["driver"]["rules"]

    assert rule["help"] == {"text": "A schema of a request admits shorter texts only."}
    assert rule["defaultConfiguration"] == {"level": "error"}


def test_a_base_of_another_name_is_a_uri_too():
    uris = [
        place["physicalLocation"]["artifactLocation"]["uri"]
        for result in log(drift_run(forged()))["results"]
        for place in (*result["locations"], *result["relatedLocations"])
    ]

    assert uris[0] == "own%20apis/%C3%A9%20%5B1%5D.yaml"
    assert uris[1].startswith("own%20apis/%3C/script%3E")


def test_drift_against_another_base_is_of_the_same_category():
    run = drift_run(shortened())

    ids = {
        log(replace(run, target=target))["automationDetails"]["id"]
        for target in ("1f2e:a.yaml to a.yaml", "3d4c:a.yaml to a.yaml")
    }

    assert ids == {"contracts/drift/criteo/drift-7f3a"}
