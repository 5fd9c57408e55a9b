"""The count of agreement with the official suite is itself checked, on a suite of our own."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from bench.conformance import main

CASE = {"description": "whole numbers", "schema": {"type": "integer"}}
RIGHT = [
    {"description": "5", "data": 5, "valid": True},
    {"description": "a", "data": "a", "valid": False},
]


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    """A copy of the suite with nothing in it."""
    for draft in ("draft4", "draft2020-12"):
        (tmp_path / "tests" / draft).mkdir(parents=True)
    return tmp_path


def counted(suite: Path, *cases: object, draft: str = "draft4") -> list[str]:
    (suite / "tests" / draft / "some.json").write_text(json.dumps(cases))
    ran = CliRunner().invoke(main, [str(suite), "--lost"], catch_exceptions=False)
    return [line for line in ran.output.splitlines() if not line.endswith(" 0 of 0 agree")]


def test_agreement_is_counted_for_both_directions(suite: Path) -> None:
    told = counted(suite, {**CASE, "tests": RIGHT})

    assert told == ["OpenAPI 3.0.3, draft4, required: 4 of 4 agree"]


def test_disagreement_is_told(suite: Path) -> None:
    wrong = {"description": "wrong", "data": "a", "valid": True}

    told = counted(suite, {**CASE, "tests": [*RIGHT, wrong]}, draft="draft2020-12")

    assert told == [
        "OpenAPI 3.1.0, draft2020-12, required: 4 of 6 agree",
        "  some: whole numbers (request): wrong: expected valid=True",
        "  some: whole numbers (response): wrong: expected valid=True",
    ]


def test_schema_that_cannot_be_used_disagrees(suite: Path) -> None:
    told = counted(suite, {**CASE, "schema": {"$ref": "#/nothing"}, "tests": RIGHT})

    assert told[0] == "OpenAPI 3.0.3, draft4, required: 0 of 4 agree"


def test_words_that_a_dialect_lacks_are_counted_apart(suite: Path) -> None:
    schema = {"id": "http://a.example.test/", "type": "integer"}

    told = counted(suite, {**CASE, "schema": schema, "tests": RIGHT})

    assert told == ["OpenAPI 3.0.3, draft4, required: 0 of 0 agree, 4 cannot be said in OpenAPI"]


def test_schema_may_refer_to_itself_and_to_others(suite: Path) -> None:
    (suite / "remotes").mkdir()
    (suite / "remotes" / "integer.json").write_text('{"type": "integer"}')
    schema = {
        "properties": {"a": {"$ref": "#"}, "b": {"$ref": "http://localhost:1234/integer.json"}}
    }
    tests = [
        {"description": "deep", "data": {"a": {"b": 5}}, "valid": True},
        {"description": "deep and wrong", "data": {"a": {"b": "c"}}, "valid": False},
    ]

    for draft in ("draft4", "draft2020-12"):
        (told,) = counted(suite, {**CASE, "schema": schema, "tests": tests}, draft=draft)[:1]
        assert "4 of 4 agree" in told
