from copy import deepcopy

import pytest

from contracts.checks.body_matches_schema import body_matches_schema
from contracts.finding import place_of
from specs.values import Json
from tests.support.documents import response
from tests.support.exchanges import example, shop, speaking, subject, verdicts
from tests.support.sessions import reply


def places(bundle: str, operation: str, status: int, body: Json) -> set[tuple[str, str]]:
    found = verdicts(body_matches_schema, subject(bundle, operation, status, body))
    return {(one.cause, one.pointer) for one in found}


def test_deep_member_is_named() -> None:
    body = deepcopy(example("criteo", "getCampaign", "200", "documented"))
    body["data"]["attributes"]["goal"] = "Fame"
    del body["data"]["id"]

    assert places("criteo", "getCampaign", 200, body) == {
        ("enum", "/data/attributes/goal"),
        ("required", "/data/id"),
    }


def test_message_says_what_the_schema_demands() -> None:
    body = deepcopy(example("criteo", "getCampaign", "200", "documented"))
    body["data"]["attributes"]["goal"] = "Fame"

    (found,) = verdicts(body_matches_schema, subject("criteo", "getCampaign", 200, body))

    assert found.expected == "/data/attributes/goal as the schema's `enum` demands"
    assert found.got == "'Fame' is none of Acquisition, Retention, Unspecified"


def test_nearest_of_several_forms_is_meant() -> None:
    body = {"status": "ok", "campaign": {"state": "lost", "behaviors": []}}

    assert places("sessionm", "getProgress", 200, body) == {("enum", "/campaign/state")}


def test_each_cause_is_told_once() -> None:
    campaign = example("criteo", "getCampaign", "200", "documented")["data"]
    body = {"data": [{**campaign, "type": "Advert"} for _ in range(30)]}

    (found,) = verdicts(body_matches_schema, subject("criteo", "searchCampaigns", 200, body))

    assert place_of(found.pointer) == "/data/*/type"


def test_at_most_five_are_told() -> None:
    api = shop({"200": response({"type": "object", "required": list("abcdefgh")})})

    found = verdicts(body_matches_schema, subject(api, got=200, body={}))

    assert [one.pointer for one in found] == ["/a", "/b", "/c", "/d", "/e"]


@pytest.mark.parametrize(
    ("operation", "status", "name"),
    [("optIn", "200", "opted_in"), ("getProgress", "200", "no_campaign_found")],
)
def test_documented_answer_is_fine(operation: str, status: str, name: str) -> None:
    body = example("sessionm", operation, status, name)

    assert speaking(subject("sessionm", operation, int(status), body)) == set()


def test_undocumented_status_is_left_to_its_check() -> None:
    assert speaking(subject("criteo", "getCampaign", 202, {"x": 1})) == {"status_documented"}


def test_status_without_a_schema_is_not_judged() -> None:
    api = shop({"200": {"description": "d", "content": {"application/json": {}}}})

    assert verdicts(body_matches_schema, subject(api, got=200, body=7)) == []


def test_member_that_a_client_alone_sends_is_not_demanded() -> None:
    secret = {"type": "string", "writeOnly": True}
    schema = {"type": "object", "required": ["secret"], "properties": {"secret": secret}}

    assert verdicts(body_matches_schema, subject(shop({"200": response(schema)}), body={})) == []


def test_text_in_place_of_json_is_left_to_the_content_type() -> None:
    judged = subject("criteo", "getCampaign", reply(200, b"{}", Content_Type="text/plain"))

    assert speaking(judged) == {"content_type_documented"}
