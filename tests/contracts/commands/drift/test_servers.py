"""`contracts drift --target`: answers against the documents, reads only unless it is allowed."""

import json
from pathlib import Path

import pytest

from tests.contracts.commands.conftest import Contracts
from tests.support.shop import Shop

FEW = ("drift", "shop.json", "--target", "lab", "--max-examples", "2")


def methods(shop: Shop) -> set[str]:
    return {line.split()[0] for line in map(str, shop.log)}


def test_a_target_is_only_read(contracts: Contracts, shop: Shop) -> None:
    ended = contracts(*FEW, "--json")

    run = json.loads(ended.out)
    assert {item["kind"] for item in run["items"]} == {"drift"}
    by_label = {item["operation"]: item for item in run["items"]}
    assert by_label["GET /things"]["examples"] > 0
    assert by_label["POST /things"]["outcome"] == "not-judged"
    assert by_label["POST /things"]["requests"] == {}


def test_writing_must_be_allowed(contracts: Contracts, shop: Shop) -> None:
    ended = contracts(*FEW, "--writes", "--json")

    by_label = {item["operation"]: item for item in json.loads(ended.out)["items"]}
    assert by_label["POST /things"]["requests"].get("POST", 0) > 0
    assert contracts("cleanup", json.loads(ended.out)["run"]).code == 0


def test_what_the_server_answers_besides_is_found(
    contracts: Contracts, shop: Shop, tmp_path: Path
) -> None:
    document = json.loads((tmp_path / "shop.json").read_text())
    document["paths"]["/things"]["get"]["responses"] = {"201": {"description": "never"}}
    (tmp_path / "shop.json").write_text(json.dumps(document))

    ended = contracts(*FEW)

    assert ended.code == 1
    assert "undocumented_status" in ended.out
    assert contracts("explain", "F1").code == 0
    replayed = contracts("replay", "F1")
    assert replayed.code == 2
    assert "contracts drift --target lab shop.json" in replayed.err


@pytest.mark.parametrize("words", [("--target", "labb"), ("--target", "http://127.0.0.1:9")])
def test_a_target_that_is_not_there_is_one_paragraph(
    contracts: Contracts, shop: Shop, words: tuple[str, ...]
) -> None:
    ended = contracts("drift", "shop.json", *words)

    assert (ended.code, ended.out) == (2, "")
    assert len(ended.err.strip().splitlines()) == 1
