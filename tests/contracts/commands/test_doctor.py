"""`contracts doctor`: what is there, what is missing, what to add; reads only."""

import json
import tomllib
from pathlib import Path

import pytest

from specs.values import Record
from tests.contracts.commands.conftest import Contracts
from tests.support.shop import Shop, project


def test_complete_target_is_healthy(contracts: Contracts, shop: Shop) -> None:
    ended = contracts("doctor", "shop.json", "--target", "lab")

    assert ended.code == 0, ended.out
    assert "credentials  good: GET /things answered 200" in ended.out
    assert {line.split()[0] for line in shop.log} == {"GET"}


def test_own_mock_is_healthy(contracts: Contracts) -> None:
    ended = contracts("doctor")

    assert ended.code == 0, ended.out
    assert "everything that this target allows can be judged" in ended.out


def test_refused_credentials_are_told(
    contracts: Contracts, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHOP_TOKEN", "wrong-password")

    ended = contracts("doctor", "shop.json", "--target", "lab")

    assert ended.code == 1
    assert "credentials  bad: GET /things answered 401" in ended.out
    assert "wrong-password" not in ended.out


def test_missing_role_comes_with_its_line(contracts: Contracts, shop: Shop, tmp_path: Path) -> None:
    text = (tmp_path / "contracts.toml").read_text().replace('"thing.known" = "t1"\n', "")
    (tmp_path / "contracts.toml").write_text(text)

    ended = contracts("doctor", "shop.json", "--target", "lab")

    assert ended.code == 1
    assert "roles        2 in the document: 1 configured, 1 to be named by you\n" in ended.out
    assert "hostile_input_is_survived" not in ended.out
    assert "# below [targets.lab.apis.shop.roles], which is there:" in ended.out
    assert '"thing.known" = "..."  # A thing that is there.' in ended.out
    assert ended.out.endswith("not everything can be judged: 1 role to be named by you\n")
    lines = ended.out.splitlines()
    assert lines[1].startswith("  credentials  good")
    assert all(line == line.rstrip() for line in lines)
    verbose = contracts("doctor", "shop.json", "--target", "lab", "--verbose").out
    assert "thing.known  A thing that is there." in verbose
    assert "hostile_input_is_survived" in verbose


def test_lines_for_a_url_are_a_whole_target(contracts: Contracts, mock_url: str) -> None:
    out = contracts("doctor", "criteo", "--target", mock_url).out

    block = out.partition("Add to contracts.toml, with what the target has:")[2]
    told = tomllib.loads(block.partition("\nThen: ")[0])["targets"]["my-target"]
    assert told["apis"]["criteo"]["url"].startswith(mock_url)
    assert told["apis"]["criteo"]["auth"]["oauth2"]["client_secret"].startswith("${")
    assert f"{len(told['apis']['criteo']['roles']) + 1} to be named by you" in out
    assert "contracts test --target my-target" in out
    assert "with --own-mock its roles, credentials and control are known" in out


def test_other_servers_are_not_taken_for_the_mock(contracts: Contracts, shop: Shop) -> None:
    assert "--own-mock" not in contracts("doctor", "shop.json", "--target", shop.url).out


def test_found_and_missing_roles_are_told_apart(contracts: Contracts, mock_url: str) -> None:
    told = examined(
        contracts, "criteo", "--target", mock_url, "-H", "Authorization: Bearer demo-token"
    )

    assert told["roles"]["campaign.capped"] == "found"
    gap = next(one for one in told["missing_roles"] if one["name"] == "campaign.outside_portfolio")
    assert "outside_campaign_cannot_be_read" in gap["laws"]
    assert gap["add"] == '"campaign.outside_portfolio" = "..."'
    assert [one["name"] for one in told["missing_roles"]].count("caller.default") == 0


def test_error_codes_without_their_role_are_named(contracts: Contracts, mock_url: str) -> None:
    told = examined(contracts, "criteo", "--target", mock_url)

    gap = next(one for one in told["missing_roles"] if one["name"] == "campaign.unknown")
    assert "campaign-not-found" in gap["codes"]
    default = next(one for one in told["missing_roles"] if one["name"] == "caller.default")
    assert default["add"].startswith('"caller.default" = { oauth2 = { token = "${')


def test_control_and_its_laws_are_told(contracts: Contracts, mock_url: str) -> None:
    without = examined(contracts, "criteo", "--target", mock_url)
    with_it = examined(contracts, "criteo", "--target", mock_url, "--own-mock")

    assert "spend" in [one["name"] for one in without["missing_controls"]]
    assert "spend" in with_it["controls"]
    assert with_it["missing_controls"] == []


def test_read_only_target_says_what_that_leaves_out(contracts: Contracts, shop: Shop) -> None:
    ended = contracts("doctor", "shop.json", "--target", "lab", "--read-only")

    assert ended.code == 0, ended.out
    assert "safety       read-only" in ended.out
    assert "write blocked" in ended.out


def test_unreachable_target_is_one_paragraph(contracts: Contracts, tmp_path: Path) -> None:
    project(tmp_path, "http://127.0.0.1:9")

    ended = contracts("doctor", "shop.json", "--target", "lab")

    assert ended.code == 2
    assert "cannot be reached for shop" in ended.err
    assert "Traceback" not in ended.err


def test_missing_variable_is_named(
    contracts: Contracts, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SHOP_TOKEN")

    ended = contracts("doctor", "shop.json", "--target", "lab")

    assert ended.code == 2
    assert "SHOP_TOKEN" in ended.err


def examined(contracts: Contracts, api: str, *words: str) -> Record:
    told: Record = json.loads(contracts("doctor", api, *words, "--json").out)["apis"][api]
    return told
