"""`contracts drift --mock --target`: is the mock what the server is?"""

import json

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
