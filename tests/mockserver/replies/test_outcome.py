"""An operation answers its first success, or the status or example that is asked for."""

import pytest

from mockserver.replies.errors import CannotGenerate, UnknownOutcome
from mockserver.replies.outcome import chosen_outcome, may_have_body
from tests.support.documents import api, bundle_of, response


def outcome(responses, status=None, example=None):
    """The key of the response that is chosen, and the status that it is sent with."""
    if not isinstance(responses, dict):
        responses = {name: response() for name in responses}
    bundle = bundle_of(api({"/x": {"get": {"responses": responses}}}))
    found = chosen_outcome(bundle.operations[0], status, example)
    return found.response.status, found.status


@pytest.mark.parametrize(
    ("declared", "key", "status"),
    [
        (["404", "201", "200"], "200", 200),
        (["default", "201"], "201", 201),
        (["404", "2XX"], "2XX", 200),
        (["2XX", "204"], "204", 204),
        (["200", "2XX"], "200", 200),
        (["404", "500"], "404", 404),
        (["4XX"], "4XX", 400),
        (["default"], "default", 200),
        (["404", "default"], "default", 200),
        (["302"], "302", 302),
        (["101", "204"], "204", 204),
        (["3XX"], "3XX", 302),
        (["4xx"], "4XX", 400),
    ],
)
def test_the_first_success_is_chosen(declared, key, status):
    assert outcome(declared) == (key, status)


@pytest.mark.parametrize(
    ("declared", "asked", "key"),
    [
        (["200", "404"], 404, "404"),
        (["200", "4XX"], 418, "4XX"),
        (["200", "default"], 503, "default"),
        (["404", "4XX", "default"], 404, "404"),
    ],
)
def test_an_asked_status_finds_its_response(declared, asked, key):
    assert outcome(declared, asked) == (key, asked)


@pytest.mark.parametrize(
    ("declared", "key", "status"),
    [
        (["404", "4XX"], "4XX", 400),
        (["400", "4XX"], "4XX", 404),
        (["200", "default"], "default", 500),
    ],
)
def test_a_range_is_sent_with_a_status_that_is_its_own(declared, key, status):
    responses = {name: response({}, examples={name: {"value": 1}}) for name in declared}

    assert outcome(responses, example=key) == (key, status)


def test_a_status_that_is_not_described_is_refused_with_those_that_are():
    with pytest.raises(UnknownOutcome, match="418") as raised:
        outcome(["200", "404"], 418)

    assert (raised.value.kind, raised.value.known) == ("status", ("200", "404"))


def test_a_status_that_only_announces_is_refused():
    with pytest.raises(UnknownOutcome):
        outcome(["101", "200"], 101)


def test_an_example_leads_to_the_response_that_has_it():
    responses = {"200": response({}), "404": response({}, examples={"gone": {"value": 1}})}

    assert outcome(responses, example="gone") == ("404", 404)


def test_an_example_of_the_first_success_stays_there():
    both = {"examples": {"one": {"value": 1}}}
    responses = {"404": response({}, **both), "200": response({}, **both)}

    assert outcome(responses, example="one") == ("200", 200)


@pytest.mark.parametrize("declared", [[], ["101"]])
def test_an_operation_without_a_response_has_no_outcome(declared):
    with pytest.raises(CannotGenerate, match="GET /x"):
        outcome(declared)


@pytest.mark.parametrize(
    ("status", "allowed"),
    [(200, True), (404, True), (204, False), (205, False), (304, False), (100, False)],
)
def test_http_says_which_answers_have_a_body(status, allowed):
    assert may_have_body(status) == allowed
