"""Peers that cannot use the common file as it is are given what their users would write."""

import json
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from bench.peers.asking import Answer
from bench.peers.catalogue import BARE, OURS, Kind, catalogue
from bench.peers.installed import Installed
from bench.peers.mockoon import with_examples
from bench.peers.probes import broken_file, verdict
from bench.peers.wiremock import inlined, write_stubs
from bench.peers.work import COMMON, PATCH, SPEC

GOOD = '{"data":{"spendLimitAmount":5}}'
BROKEN = '{"data":{"spendLimitAmount":"a lot"}}'


def stub(folder: Path, name: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((folder / "mappings" / f"{name}.json").read_text())
    return told


def test_schemas_stand_alone_for_those_who_know_no_references() -> None:
    document = {"components": {"schemas": {"Amount": {"type": "number", "nullable": True}}}}
    schema = {"properties": {"amount": {"$ref": "#/components/schemas/Amount"}}}

    assert inlined(schema, document) == {"properties": {"amount": {"type": ["number", "null"]}}}


def test_each_operation_gets_a_stub_that_answers_the_example(tmp_path: Path) -> None:
    write_stubs(SPEC, tmp_path, schemas=False)

    told = stub(tmp_path, "readCampaign")
    assert told["request"]["urlPathTemplate"] == "/marketing-solutions/campaigns/{campaignId}"
    assert told["response"]["status"] == 200
    assert told["response"]["jsonBody"]["data"]["id"] == "99999"
    assert stub(tmp_path, "dropCampaign")["response"] == {"status": 204}
    assert len(list((tmp_path / "mappings").iterdir())) == 5


def test_stubs_with_schemas_take_good_bodies_and_refuse_the_rest(tmp_path: Path) -> None:
    write_stubs(SPEC, tmp_path, schemas=True)

    good, rest = stub(tmp_path, "updateCampaigns"), stub(tmp_path, "updateCampaigns-refused")
    judge = jsonschema_rs.validator_for(good["request"]["bodyPatterns"][0]["matchesJsonSchema"])
    assert judge.is_valid(PATCH.body)
    assert not judge.is_valid({"data": []})
    assert good["priority"] < rest["priority"]
    assert rest["response"]["status"] == 400


def test_mockoon_answers_the_written_example_first() -> None:
    made_up = {"statusCode": 200, "label": "Made up", "default": True}
    written = {"statusCode": 200, "label": "written", "default": False}
    refused = {"statusCode": 400, "label": "written", "default": False}
    bare = {"statusCode": 204, "label": "", "default": True}

    told = with_examples(
        {"routes": [{"responses": [made_up, refused, written]}, {"responses": [bare]}]}
    )

    chosen = [one["default"] for one in told["routes"][0]["responses"]]
    assert chosen == [False, False, True]
    assert told["routes"][1] == {"responses": [bare]}


def test_every_written_answer_is_broken_for_the_probe(tmp_path: Path) -> None:
    told = broken_file(tmp_path).read_text()

    assert told.count('"spendLimitAmount": "a lot"') == 3
    assert SPEC.read_text().count("spendLimitAmount: 123.45") == 4, "the request's is as it was"


@pytest.mark.parametrize(
    ("answer", "log", "said"),
    [
        (Answer(500, "", ""), "", "yes"),
        (Answer(200, GOOD, ""), "", "yes"),
        (Answer(200, BROKEN, ""), "Violation: must be number", "told"),
        (Answer(200, BROKEN, "sl-violations: amount must be number"), "", "told"),
        (Answer(200, BROKEN, ""), "GET /campaigns 200", "no"),
    ],
)
def test_what_became_of_a_broken_answer_is_told(answer: Answer, log: str, said: str) -> None:
    assert verdict(answer, log, narrowed=False) == said


def test_where_no_answer_could_fit_a_good_one_was_not_checked() -> None:
    assert verdict(Answer(200, GOOD, ""), "", narrowed=True) == "no"
    assert verdict(Answer(500, "", ""), "", narrowed=True) == "yes"


def test_first_server_is_the_bare_one_and_names_are_unlike(tmp_path: Path) -> None:
    servers = catalogue(Installed(tmp_path))
    names = [server.name for server in servers]

    assert names[0] == BARE
    assert len(set(names)) == len(names)
    assert OURS in names


def test_without_a_folder_of_peers_ours_and_connexion_are_still_there(tmp_path: Path) -> None:
    there = {server.name for server in catalogue(Installed(tmp_path)) if server.missing is None}

    assert there == {BARE, "parsed-json", "connexion", "mockserver-file", OURS}


def test_node_of_the_folder_is_preferred(tmp_path: Path) -> None:
    own = tmp_path / "node_modules/node/bin/node"
    own.parent.mkdir(parents=True)
    own.touch()

    assert Installed(tmp_path).node == own


def test_row_of_the_goal_sends_credentials(tmp_path: Path) -> None:
    ours = next(server for server in catalogue(Installed(tmp_path)) if server.name == OURS)

    assert (ours.kind, ours.token, ours.pinned) == (Kind.OURS, "demo-token", True)
    assert len(COMMON) == 3
