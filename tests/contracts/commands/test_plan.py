"""`contracts plan`: all that a test would do, and nothing is sent."""

import json
import re
from pathlib import Path

import pytest

from contracts.run.sender import Sender
from specs.values import Record
from tests.contracts.commands.conftest import Contracts
from tests.support.shop import Shop, project


def plan_of(contracts: Contracts, *words: str) -> Record:
    told: Record = json.loads(contracts("plan", "shop.json", *words, "--json").out)
    return told


def test_nothing_is_sent(contracts: Contracts, shop: Shop) -> None:
    ended = contracts("plan", "shop.json", "--target", "lab")

    assert (ended.code, ended.err) == (0, "")
    assert shop.log == []


def test_items_and_requests_are_counted(contracts: Contracts, shop: Shop) -> None:
    told = plan_of(contracts, "--target", "lab")

    api = told["apis"]["shop"]
    assert told["items"] == len(api["items"]) == sum(api["kinds"].values())
    assert told["requests_at_most"] == api["requests_at_most"]
    assert api["requests_at_most"]["POST"] >= api["requests_at_most_when_clean"]["POST"] > 0


def test_what_nothing_can_remove_is_said_plainly(contracts: Contracts, shop: Shop) -> None:
    out = contracts("plan", "shop.json", "--target", "lab").out

    first = out.splitlines()[1]
    assert re.match(r"  at most [\d,]+ things will be created and cannot be removed; likely", first)
    assert first.endswith("(note by POST /notes)")
    assert "removes   each thing that it makes, by DELETE /things/{id}" in out


def test_numbers_are_a_likely_one_and_a_bound(contracts: Contracts, shop: Shop) -> None:
    told = plan_of(contracts, "--target", "lab")
    api = told["apis"]["shop"]

    assert 0 < api["requests_likely"] < sum(api["requests_at_most_when_clean"].values())
    assert 0 < api["left_behind_likely"] < api["left_behind_at_most"]
    assert told["requests_likely"] == api["requests_likely"]
    lines = contracts("plan", "shop.json", "--target", "lab").out.splitlines()
    assert sum("likely about" in line and "requests" in line for line in lines) == 1
    assert all(line == line.rstrip() for line in lines)


def test_budget_bounds_the_number(contracts: Contracts, shop: Shop, tmp_path: Path) -> None:
    project(tmp_path, shop.url, max_requests=50)

    assert (
        "sends     likely about 50 requests, at most 50\n"
        in contracts("plan", "shop.json", "--target", "lab").out
    )


def test_without_a_delete_all_that_is_made_stays(
    contracts: Contracts, shop: Shop, tmp_path: Path
) -> None:
    project(tmp_path, shop.url, has_delete=False)

    api = plan_of(contracts, "--target", "lab")["apis"]["shop"]

    assert api["left_behind"] == {"thing": "POST /things", "note": "POST /notes"}
    assert api["removed_by"] == {}


def test_read_only_target_gets_no_writes(contracts: Contracts, shop: Shop) -> None:
    api = plan_of(contracts, "--target", "lab", "--read-only")["apis"]["shop"]

    assert (api["safety"], api["writes"], api["left_behind"]) == ("read-only", [], {})
    assert set(api["requests_at_most"]) == {"GET"}
    assert "shop::examples[POST /things]" in api["left_out"]["write blocked"]


def test_duration_follows_the_rate_limit(contracts: Contracts, shop: Shop) -> None:
    words = ("--target", "lab", "--kind", "fuzzing", "--max-examples", "10")

    told = plan_of(contracts, *words, "--rate-limit", "30/m")

    assert told["seconds_at_rate_limit"] == sum(told["requests_at_most"].values()) * 2
    assert (
        "at 30 requests per minute"
        in contracts("plan", "shop.json", *words, "--rate-limit", "30/m").out
    )


def test_missing_roles_are_named_or_their_way_told(contracts: Contracts) -> None:
    told = plan_of_criteo(contracts)

    assert any(reason.startswith("no role campaign.capped; it is looked for by searchCampaigns")
               for reason in told["depends_on"])  # fmt: skip
    assert "no role campaign.outside_portfolio" in told["left_out"]


def plan_of_criteo(contracts: Contracts) -> Record:
    ended = contracts("plan", "criteo", "--target", "http://127.0.0.1:9", "--json")
    api: Record = json.loads(ended.out)["apis"]["criteo"]
    return api


def test_reset_target_is_left_as_it_was(contracts: Contracts) -> None:
    told = json.loads(contracts("plan", "criteo", "--json").out)["apis"]["criteo"]

    assert (told["left_behind"], told["left_changed"], told["left_out"]) == ({}, [], {})


def test_plan_in_which_nothing_runs_is_an_error(contracts: Contracts, shop: Shop) -> None:
    ended = contracts(
        "plan", "shop.json", "--target", "lab", "--read-only", "--include-operation-id", "makeNote"
    )

    assert ended.code == 2
    assert "nothing would be judged" in ended.out


def test_unknown_operation_is_one_paragraph(contracts: Contracts, shop: Shop) -> None:
    ended = contracts("plan", "shop.json", "--target", "lab", "--include-operation-id", "makeThin")

    assert (ended.code, ended.out) == (2, "")
    assert "Did you mean makeThing?" in ended.err


def test_plan_needs_no_sender(contracts: Contracts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(Sender, "send")

    assert contracts("plan").code == 0
