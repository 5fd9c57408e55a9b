"""The schema of scenario files is one that an editor can use."""

import re
from pathlib import Path

import jsonschema_rs
import pytest

from mockserver import scenarios
from mockserver.scenarios.reading import read_scenario
from mockserver.scenarios.schema import MODES, SCENARIO_SCHEMA
from specs.bundle import Bundle
from tests.support.documents import api, operation, write_api

JUDGE = jsonschema_rs.Draft202012Validator(SCENARIO_SCHEMA, validate_formats=True)
FULL = {
    "title": "Rush",
    "description": "Many at once.",
    "api": "shop",
    "roles": {"thing.known": None},
    "clock": {"now": "2026-01-15T12:00:00Z", "advance": "-2d", "frozen": True},
    "state": {
        "mode": "merge",
        "without": {"order": "all", "item": ["1"]},
        "records": {"order": {"1": {"at": "$now-1d"}}},
        "series": [{"kind": "item", "first": 5, "count": 9, "id": "i$number", "record": {}}],
    },
    "controls": [{"action": "pay", "json": {}}],
    "faults": [{"operation": "GET *", "delay": 1}],
}


def test_the_schema_is_a_schema():
    jsonschema_rs.meta.validate(SCENARIO_SCHEMA)


def test_everything_may_be_said_at_once():
    assert JUDGE.is_valid(FULL)


@pytest.mark.parametrize("part", ["clock", "state", "controls", "faults"])
def test_one_part_is_enough(part):
    assert JUDGE.is_valid({"title": "Rush", part: FULL[part]})
    assert not JUDGE.is_valid({part: FULL[part]})


@pytest.mark.parametrize("name", sorted(SCENARIO_SCHEMA["properties"]))
def test_every_member_says_what_it_is(name):
    part = SCENARIO_SCHEMA["properties"][name]

    assert part["description"]


def test_rules_in_a_file_are_judged_by_their_schema():
    assert not JUDGE.is_valid({"title": "Rush", "faults": [{"percent": 5}]})


def readme() -> str:
    return Path(scenarios.__file__).with_name("README.md").read_text("utf-8")


@pytest.mark.parametrize(
    "word",
    [
        *SCENARIO_SCHEMA["properties"],
        *SCENARIO_SCHEMA["properties"]["clock"]["properties"],
        *SCENARIO_SCHEMA["properties"]["state"]["properties"],
        *SCENARIO_SCHEMA["properties"]["state"]["properties"]["series"]["items"]["properties"],
        *MODES,
    ],
)
def test_every_word_of_a_scenario_is_documented(word):
    assert f"`{word}`" in readme()


def test_the_scenario_of_the_readme_can_be_read(tmp_path):
    told = re.search(r"```yaml\n(.*?)```", readme(), re.DOTALL)
    path = tmp_path / "sale.yaml"
    path.write_text(told[1], encoding="utf-8")
    document = api(
        {"/orders": {"post": operation("createOrder")}},
        **{"x-roles": {"item.plenty": {"description": "In stock.", "type": "string"}}},
    )
    bundle = Bundle.load(Path(write_api(tmp_path, document, seed={"item": {"7": {"stock": 9}}})))

    assert read_scenario(path, bundle).title == "The sale is nearly over"
