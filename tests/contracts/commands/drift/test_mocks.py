"""`contracts drift --mock --target`: is the mock what the server is?"""

import json

import pytest

from tests.contracts.commands.conftest import Contracts
from tests.support.shop import Shop

WORDS = ("drift", "--mock", "--max-examples", "2", "--target")


def test_the_mock_is_like_itself(contracts: Contracts) -> None:
    ended = contracts(*WORDS, "mock", "criteo", "--json")

    run = json.loads(ended.out)
    assert (ended.code, run["findings"]) == (0, [])
    assert sum(item["examples"] for item in run["items"]) > 0


def test_another_shape_is_a_warning_with_both_answers(contracts: Contracts, shop: Shop) -> None:
    ended = contracts(*WORDS, "lab", "shop.json", "--json")

    run = json.loads(ended.out)
    assert {finding["judge"] for finding in run["findings"]} <= {"mock_differs"}
    assert all(len(finding["story"]) == 2 for finding in run["findings"])
    assert ended.code == 0, "warnings"
    assert not any("POST" in line for line in shop.log), "reads only"


def test_what_is_not_compared_has_its_reason(contracts: Contracts) -> None:
    ended = contracts(*WORDS, "mock", "criteo", "--json")

    items = {item["operation"]: item for item in json.loads(ended.out)["items"]}
    compared = items["GET /marketing-solutions/campaigns/{campaignId}"]
    assert (compared["outcome"], compared["examples"] > 1) == ("passed", True)
    written = items["POST /marketing-solutions/campaigns"]
    assert written["outcome"] == "not-judged"
    assert written["reason"]


def test_a_defect_of_the_kit_is_told_and_no_pass(
    contracts: Contracts, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("planted")

    monkeypatch.setattr("contracts.live.comparison._Answers.look", broken)

    ended = contracts(*WORDS, "mock", "criteo")

    assert ended.code == 2
    assert "The suite itself failed" in ended.err
    assert "planted" in ended.err
