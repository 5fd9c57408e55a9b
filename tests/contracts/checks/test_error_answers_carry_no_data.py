import pytest

from contracts.checks.error_answers_carry_no_data import error_answers_carry_no_data
from contracts.finding import Request
from specs.values import Json, Record
from tests.support.documents import response
from tests.support.exchanges import example, shop, speaking, subject, verdicts

CAMPAIGN = example("criteo", "getCampaign", "200", "documented")
REFUSED = example("criteo", "getCampaign", "404", "unknown")
FAILED = {"status": "error", "errors": {"code": "no_campaign_found"}}
PROGRESS = {"campaign": {"state": "qualified", "behaviors": []}}
FLAT = example("sessionm", "getEligibleCampaignByPermalink", "200", "documented")


def members(api: str, operation: str, status: int, body: Json) -> list[str]:
    judged = subject(api, operation, status, body)
    return [found.cause for found in verdicts(error_answers_carry_no_data, judged)]


@pytest.mark.parametrize(
    ("api", "operation", "status", "body", "member"),
    [
        ("criteo", "getCampaign", 404, {**CAMPAIGN, **REFUSED}, "data"),
        ("criteo", "searchCampaigns", 403, {"data": [1], **REFUSED}, "data"),
        ("sessionm", "getProgress", 200, {**FAILED, **PROGRESS}, "campaign"),
        ("sessionm", "getProgress", 404, {**FAILED, **PROGRESS}, "campaign"),
        ("sessionm", "listActiveCampaigns", 401, {**FAILED, "campaigns": [{}]}, "campaigns"),
        ("spaaza", "interactCampaign", 400, {"results": {"success": True}}, "results"),
    ],
)
def test_data_of_a_success_beside_an_error_is_found(
    api: str, operation: str, status: int, body: Json, member: str
) -> None:
    assert members(api, operation, status, body) == [member]


def test_whole_flat_success_beside_an_error_is_found() -> None:
    body = {**FLAT, "status": "error", "errors": {"code": "not_available"}}

    assert len(members("sessionm", "getEligibleCampaignByPermalink", 200, body)) == 1


@pytest.mark.parametrize(
    ("api", "operation", "status", "body"),
    [
        ("criteo", "getCampaign", 404, REFUSED),
        ("criteo", "getCampaign", 404, {**REFUSED, "data": None}),
        ("criteo", "searchCampaigns", 400, {**REFUSED, "data": []}),
        ("criteo", "getCampaign", 200, CAMPAIGN),
        ("sessionm", "getProgress", 200, FAILED),
        ("sessionm", "getProgress", 200, {**FAILED, "campaign": {}}),
        ("sessionm", "listEligibleCampaigns", 200, {**FAILED, "page": 1, "message": "m"}),
        ("sessionm", "getEligibleCampaignByPermalink", 404, {**FAILED, "name": "not found"}),
        ("spaaza", "interactCampaign", 400, {"warnings": [{}], "error": {"code": 1}}),
    ],
)
def test_other_members_are_fine(api: str, operation: str, status: int, body: Json) -> None:
    assert members(api, operation, status, body) == []


def test_batch_has_successes_beside_failures() -> None:
    body = example("criteo", "updateCampaigns", "200", "documented_partial_failure")

    assert members("criteo", "updateCampaigns", 200, body) == []


def test_data_that_repeats_the_request_is_fine() -> None:
    request = Request("POST", "/marketing-solutions/campaigns", body=b'{"data": {"type": "x"}}')
    body = {**REFUSED, "data": {"type": "x"}}
    judged = subject("criteo", "createCampaign", 400, body, request=request)

    assert verdicts(error_answers_carry_no_data, judged) == []


def test_it_speaks_alone() -> None:
    judged = subject("criteo", "getCampaign", 404, {**CAMPAIGN, **REFUSED})

    assert speaking(judged) == {"error_answers_carry_no_data"}


def test_api_without_codes_is_judged_by_its_schemas() -> None:
    def shape(*names: str) -> Record:
        return response({"type": "object", "properties": {name: {} for name in names}})

    api = shop({"200": shape("item", "links"), "4XX": shape("title", "links")})

    (found,) = verdicts(
        error_answers_carry_no_data,
        subject(api, got=409, body={"item": {"a": 1}, "links": {"b": 2}}),
    )
    assert found.cause == "item"
