"""`contracts replay`: the story again, with today's secrets, names and ids."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from contracts.finding import Exchange, Finding, Reply, Request
from contracts.run.journal import read_journal
from tests.contracts.commands.conftest import Contracts
from tests.support.shop import RUN, TOKEN, Shop, kept, made_then_read, project, run_of, wrong_status


def test_finding_that_still_shows_is_exit_1(
    contracts: Contracts, shop: Shop, tmp_path: Path
) -> None:
    shop.keeps_names = False
    kept(tmp_path, run_of(made_then_read()))

    ended = contracts("replay", "F1")

    assert ended.code == 1, ended.out + ended.err
    assert "F1: still shows" in ended.out
    assert "POST /things  (make a thing)  201 as in the run\n" in ended.out


def test_finding_that_is_fixed_is_exit_0(contracts: Contracts, shop: Shop, tmp_path: Path) -> None:
    kept(tmp_path, run_of(made_then_read()))

    ended = contracts("replay", "F1")

    assert ended.code == 0, ended.out + ended.err
    assert 'at /name: "a thing" then and "ck-' in ended.out
    assert "F1: does not show any more" in ended.out


def test_ids_and_names_are_those_of_today(contracts: Contracts, shop: Shop, tmp_path: Path) -> None:
    kept(tmp_path, run_of(made_then_read()))

    contracts("replay", "F1")

    assert shop.log[-2:] == ["POST /things", "GET /things/t101"]
    assert shop.things["t101"].endswith("-item-1")
    assert RUN not in shop.things["t101"]


def test_what_a_replay_makes_is_journalled(
    contracts: Contracts, shop: Shop, tmp_path: Path
) -> None:
    folder = kept(tmp_path, run_of(made_then_read()))

    contracts("replay", "F1")

    (entry,) = read_journal(folder.journal)
    assert (entry.id, entry.name) == ("t101", shop.things["t101"])


def test_another_status_means_fixed(contracts: Contracts, shop: Shop, tmp_path: Path) -> None:
    shop.read_status = 404
    kept(tmp_path, run_of(made_then_read()))

    ended = contracts("replay", "F1")

    assert ended.code == 0
    assert "answered 200 then and 404 now" in ended.out


def test_story_that_takes_another_turn_cannot_tell(
    contracts: Contracts, shop: Shop, tmp_path: Path
) -> None:
    finding = made_then_read()
    first = replace(finding.story[0], reply=Reply(200))
    kept(tmp_path, run_of(replace(finding, story=(first, finding.story[1]))))

    ended = contracts("replay", "F1")

    assert ended.code == 2
    assert "cannot tell: the story took another turn" in ended.out


@pytest.mark.parametrize(("status", "code"), [(299, 1), (200, 0), (298, 1)])
def test_check_judges_the_new_answer(
    contracts: Contracts, shop: Shop, tmp_path: Path, status: int, code: int
) -> None:
    shop.read_status = status
    kept(tmp_path, run_of(wrong_status()))

    ended = contracts("replay", wrong_status().fingerprint)

    assert ended.code == code, ended.out + ended.err
    assert ("in another way" in ended.out) == (status == 298)


def test_secrets_are_not_printed(contracts: Contracts, shop: Shop, tmp_path: Path) -> None:
    kept(tmp_path, run_of(leaky()))

    ended = contracts("replay", "F1")

    assert shop.things["t101"] == TOKEN
    assert TOKEN not in ended.out + ended.err


def leaky() -> Finding:
    """A story whose body holds a secret, by name."""
    story = made_then_read().story
    body = json.dumps({"name": "$SHOP_TOKEN"}).encode()
    first = replace(story[0], request=replace(story[0].request, body=body))
    return replace(made_then_read(), story=(first, story[1]))


def test_answers_as_in_the_run_are_folded(contracts: Contracts, shop: Shop, tmp_path: Path) -> None:
    made, read = made_then_read().story
    kept(tmp_path, run_of(replace(made_then_read(), story=(made, *[read] * 60))))

    ended = contracts("replay", "F1")

    assert "  … 59 more, each with the status of the run\n" in ended.out
    assert len(ended.out.splitlines()) < 8


def test_read_only_target_is_not_written_to(
    contracts: Contracts, shop: Shop, tmp_path: Path
) -> None:
    project(tmp_path, shop.url, safety="read-only")
    kept(tmp_path, run_of(made_then_read()))

    ended = contracts("replay", "F1")

    assert ended.code == 2
    assert "cannot tell: write blocked: POST /things" in ended.out
    assert "POST /things" not in shop.log


def test_control_without_control_cannot_tell(
    contracts: Contracts, shop: Shop, tmp_path: Path
) -> None:
    control = Exchange(
        Request("POST", "/control/shop/rain"), Reply(200), note="control", api="shop"
    )
    finding = made_then_read()
    kept(tmp_path, run_of(replace(finding, story=(control, *finding.story))))

    ended = contracts("replay", "F1")

    assert ended.code == 2
    assert "the target names no control" in ended.out


def test_unreachable_target_is_one_paragraph(contracts: Contracts, tmp_path: Path) -> None:
    project(tmp_path, "http://127.0.0.1:9")
    kept(tmp_path, run_of(made_then_read()))

    ended = contracts("replay", "F1")

    assert ended.code == 2
    assert "cannot be reached for shop" in ended.err


def test_target_that_is_gone_is_named(contracts: Contracts, shop: Shop, tmp_path: Path) -> None:
    kept(tmp_path, run_of(made_then_read()), target="staging")

    ended = contracts("replay", "F1")

    assert ended.code == 2
    assert "there is no target 'staging'" in ended.err


def test_mock_in_this_process_is_replayed_too(contracts: Contracts, tmp_path: Path) -> None:
    kept(tmp_path, run_of(spent_campaign(), target="mock"), apis=["criteo"], target=None)

    ended = contracts("replay", "F1")

    assert ended.code == 1, ended.out + ended.err
    assert "POST /control/criteo/spend" in ended.out
    assert "F1: still shows" in ended.out


def spent_campaign() -> Finding:
    """A story that the mock tells: some money is spent, then the campaign is read."""
    spend = json.dumps({"campaign": "50001", "period": 5}).encode()
    kind = (("Content-Type", "application/json"),)
    control = Request("POST", "/control/criteo/spend", (), kind, spend, "nobody")
    token = (("Authorization", "Bearer $CALLER_DEFAULT_OAUTH2_TOKEN"),)
    read = Request("GET", "/marketing-solutions/campaigns/50001", (), token)
    shown = json.dumps({"data": {"attributes": {"goal": "Acquisition"}}}).encode()
    label = "GET /marketing-solutions/campaigns/{campaignId}"
    return replace(
        made_then_read(),
        api="criteo",
        operation=label,
        pointer="/data/attributes/goal",
        story=(
            Exchange(control, Reply(200), note="control", api="criteo"),
            Exchange(read, Reply(200, body=shown), operation=label, api="criteo"),
        ),
    )
