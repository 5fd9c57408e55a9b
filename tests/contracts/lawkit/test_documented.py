import pytest

from contracts.finding import Exchange, Request
from contracts.lawkit import (
    documented,
    is_error,
    reports_error,
    sent_codes,
    succeeded,
    success_data,
)
from specs.values import Json, Record
from tests.support.documents import response
from tests.support.exchanges import bundled, operation_of, shop
from tests.support.sessions import reply


def facts(api: str, operation_id: str):
    bundle = bundled(api)
    return documented(bundle, operation_of(bundle, operation_id))


def answer(status: int, body: Json) -> Exchange:
    return Exchange(Request("GET", "/"), reply(status, body))


def test_codes_of_an_operation_and_its_responses_are_one_list() -> None:
    known = facts("criteo", "updateCampaigns")

    assert known.places == ("/errors/*/code", "/warnings/*/code")
    assert known.error_places == ("/errors/*/code",)
    assert {code.status for code in known.codes} == {200, 400, 401, 403, 405, 413, 415}


def test_code_without_a_rule_may_be_assumed() -> None:
    known = {code.code: code for code in facts("criteo", "updateCampaigns").codes}

    assert known["invalid"].is_assumed
    assert not known["campaign--campaign-update-check--spend-limit-does-not-exist"].is_assumed


@pytest.mark.parametrize(
    ("api", "operation", "members"),
    [
        ("criteo", "getCampaign", {"data"}),
        ("sessionm", "optIn", {"campaigns"}),
        ("sessionm", "getCampaignInfo", {"campaign"}),
        ("spaaza", "interactCampaign", {"results"}),
    ],
)
def test_members_of_a_success_are_those_that_no_error_has(
    api: str, operation: str, members: set[str]
) -> None:
    assert facts(api, operation).successes == (frozenset(members),)


def test_forms_without_codes_cannot_be_told_apart() -> None:
    ok: Record = {"type": "object", "required": ["item"], "properties": {"item": {}}}
    bad: Record = {"type": "object", "required": ["message"]}
    bundle = shop({"200": response({"oneOf": [ok, bad]})})
    plain = shop({"200": response(ok)})

    assert not documented(bundle, bundle.operations[0]).tells_success
    assert documented(plain, plain.operations[0]).tells_success


def test_facts_are_worked_out_once() -> None:
    assert facts("criteo", "getCampaign") is facts("criteo", "getCampaign")


def test_codes_are_found_with_their_pointers() -> None:
    body = {"errors": [{"code": "a"}, {}, {"code": "b"}], "warnings": [{"code": "c"}]}

    assert [found[1:] for found in sent_codes(facts("criteo", "updateCampaigns"), body)] == [
        ("/errors/0/code", "a"),
        ("/errors/2/code", "b"),
        ("/warnings/0/code", "c"),
    ]
    assert list(sent_codes(facts("criteo", "updateCampaigns"), [1])) == []


def test_error_is_told_by_status_or_by_code() -> None:
    bundle = bundled("sessionm")
    operation = operation_of(bundle, "getProgress")
    known = documented(bundle, operation)

    assert is_error(operation, known, answer(404, {}))
    assert is_error(operation, known, answer(200, {"errors": {"code": "x"}}))
    assert not is_error(operation, known, answer(200, {"status": "ok", "campaign": {}}))


def test_batch_with_failures_is_no_error_as_a_whole() -> None:
    bundle = bundled("criteo")
    operation = operation_of(bundle, "updateCampaigns")
    body = {"data": [], "errors": [{"code": "x"}]}

    assert not is_error(operation, documented(bundle, operation), answer(200, body))
    assert reports_error(documented(bundle, operation), body)


@pytest.mark.parametrize(
    ("status", "body", "is_done"),
    [
        (200, {"data": {"id": "1"}}, True),
        (201, {"data": {}}, True),
        (200, {"data": {"id": "1"}, "errors": [{"code": "x"}]}, False),
        (200, {}, False),
        (404, {"data": {"id": "1"}}, False),
        (302, {}, False),
    ],
)
def test_success_has_its_status_and_its_members(status: int, body: Json, is_done: bool) -> None:
    bundle = bundled("criteo")

    got = succeeded(bundle, operation_of(bundle, "createCampaign"), answer(status, body))

    assert got is is_done


def test_success_without_documented_members_is_told_by_its_status() -> None:
    bundle = shop({"204": {"description": "d"}})

    assert succeeded(bundle, bundle.operations[0], Exchange(Request("GET", "/"), reply(204)))


@pytest.mark.parametrize(
    ("body", "member"),
    [
        ({"data": {"id": "1"}}, "data"),
        ({"data": "some text"}, "data"),
        ({"data": {}}, None),
        ({"data": None}, None),
        ({"errors": []}, None),
        ([1], None),
    ],
)
def test_data_is_what_is_not_empty(body: Json, member: str | None) -> None:
    assert success_data(facts("criteo", "getCampaign"), body) == member
