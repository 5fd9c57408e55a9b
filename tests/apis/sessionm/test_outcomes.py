"""A forced error reads like a real one, in the spelling of the application that asks."""

import pytest

from specs.bundle import Bundle
from specs.discovery import BUNDLED
from tests.support.outcomes import passing_requests, sendable, told_in_stories, told_on_demand

BUNDLE = Bundle.load(BUNDLED / "sessionm")
HEADERS = ("content-type", "cache-control", "www-authenticate")
OWN_SPELLING = "codes_in_lower_case"
DETAILED = {"validation", "argument_error"}
"""Codes whose message tells what is wrong with the request at hand."""


def shown(key, answer):
    """What is compared of an answer: all of it but a message of the request at hand."""
    body = answer.json()
    _, status, code = key
    if code in DETAILED or status == 405:
        body["errors"]["message"] = "..."
    return body, [answer.headers.get(name) for name in HEADERS]


def test_every_code_reads_as_where_something_is_wrong(mock_client):
    real = told_in_stories(mock_client, BUNDLE, but=OWN_SPELLING)
    forced = told_on_demand(mock_client, BUNDLE, real, but=OWN_SPELLING)

    assert len({code for _, _, code in real}) > 15
    for key, [answer] in forced.items():
        assert shown(key, answer) in [shown(key, other) for other in real[key]], key


def test_the_documented_sentence_of_an_unknown_attribute_is_kept(mock_client):
    real = told_in_stories(mock_client, BUNDLE, but=OWN_SPELLING)
    key = ("createCampaign", 200, "argument_error")
    [[answer]] = told_on_demand(mock_client, BUNDLE, {key: []}, but=OWN_SPELLING).values()

    assert answer.json() in [other.json() for other in real[key]]


@pytest.mark.parametrize("code", ["user_not_found", "no_active_campaign_found", "invalid_api_key"])
def test_the_application_chooses_the_spelling(mock_client, code):
    request = passing_requests(BUNDLE)["listExternalCustomerCampaigns"]
    answer = mock_client.request(**sendable(request, prefer=f"error={code}"))

    assert "lower-key" in request["path"]
    assert answer.json()["errors"]["code"] == code
    assert answer.headers["preference-applied"] == f"error={code}"
