"""All servers do the same work: the file that they serve, and the requests that they get."""

from pathlib import Path
from typing import Any

import jsonschema_rs
import openapi_spec_validator
import pytest
import yaml

from bench.peers.filling import fewest
from bench.peers.many_operations import described, last_path
from bench.peers.settling import dealt
from bench.peers.wiremock import inlined
from bench.peers.work import (
    COMMON,
    EXPECTED,
    GET,
    OTHER,
    OWNER,
    PATCH,
    SEARCH,
    SPEC,
    UPDATED,
    Request,
    campaigns_in,
)

ROOT = Path(__file__).parents[3]
DOCUMENT = yaml.safe_load(SPEC.read_text("utf-8"))
CRITEO = yaml.safe_load((ROOT / "specs/criteo/seed.yaml").read_text("utf-8"))
JSON = "application/json"


def operation(request: Request) -> dict[str, Any]:
    path = request.path.replace(UPDATED[0], "{campaignId}")
    told: dict[str, Any] = DOCUMENT["paths"][path][request.method.lower()]
    return told


def written_answer(request: Request) -> Any:
    return operation(request)["responses"]["200"]["content"][JSON]["examples"]["written"]["value"]


def owners(state: dict[str, Any]) -> list[str]:
    return [campaign["attributes"]["advertiserId"] for campaign in state["campaign"].values()]


def test_common_file_is_openapi() -> None:
    openapi_spec_validator.validate(DOCUMENT)


@pytest.mark.parametrize("request_", COMMON, ids=lambda request: request.name)
def test_written_answer_fits_its_schema_and_is_the_one_expected(request_: Request) -> None:
    schema = operation(request_)["responses"]["200"]["content"][JSON]["schema"]
    answer = written_answer(request_)

    jsonschema_rs.validate(inlined(schema, DOCUMENT), answer)
    assert campaigns_in(request_, answer) == EXPECTED[request_.name]


@pytest.mark.parametrize("request_", [PATCH, SEARCH], ids=lambda request: request.name)
def test_what_is_sent_is_what_the_file_shows(request_: Request) -> None:
    body = operation(request_)["requestBody"]["content"][JSON]

    assert body["examples"]["written"]["value"] == request_.body
    jsonschema_rs.validate(inlined(body["schema"], DOCUMENT), request_.body)


@pytest.mark.parametrize(
    "answer",
    [
        None,
        [],
        {},
        {"data": None},
        {"data": []},
        {"data": [{"type": "Campaign"}]},
        {"data": {"type": "Campaign", "id": "99999"}},
    ],
)
def test_an_answer_without_campaigns_is_none(answer: Any) -> None:
    assert campaigns_in(GET, answer) == 0


def test_a_batch_answer_needs_references_only() -> None:
    answer = {"data": [{"type": "Campaign", "id": "1"}, {"type": "Campaign", "id": "2"}]}

    assert campaigns_in(PATCH, answer) == 2
    assert campaigns_in(SEARCH, answer) == 0


def test_records_of_criteo_are_dealt_so_that_a_search_finds_one_or_seven() -> None:
    told = dealt(CRITEO)

    assert owners(told).count(OWNER) == EXPECTED["search"]
    assert owners(told).count(OTHER) == EXPECTED["search_seven"]
    assert told["campaign"][UPDATED[0]]["attributes"]["advertiserId"] == OWNER
    assert told["campaign"].keys() == CRITEO["campaign"].keys()


def test_both_advertisers_belong_to_the_caller() -> None:
    caller = CRITEO["token"]["demo-token"]["application"]

    assert {OWNER, OTHER} <= set(CRITEO["application"][caller]["advertisers"])


def test_a_small_store_keeps_the_campaigns_of_the_common_work() -> None:
    told = fewest(dealt(CRITEO), 10)

    assert len(told["campaign"]) == 10
    assert set(UPDATED) <= told["campaign"].keys()


@pytest.mark.parametrize("operations", [5, 10, 100])
def test_a_description_has_as_many_operations_as_was_asked(operations: int) -> None:
    document = described(operations)
    methods = {"get", "post", "patch", "delete"}

    assert sum(len(item.keys() & methods) for item in document["paths"].values()) == operations
    assert last_path(operations).replace("99999", "{itemId}") in document["paths"]
    openapi_spec_validator.validate(document)
