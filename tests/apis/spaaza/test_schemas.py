"""What the response schemas admit, and what they turn away."""

import pytest

SENTENCE = "Any sentence."
ENVELOPE = {"result": {"code": 2, "status": "error"}}
OK = {
    "result": {"code": 1, "status": "ok"},
    "results": {"success": True, "result_type": "interact-campaign"},
}
WARNING = {"code": 450, "name": "campaign_fully_redeemed", "description": SENTENCE}


@pytest.fixture(scope="module")
def admits(bundle):
    def judge(status, body):
        response = bundle.operations[0].response(status)
        return bundle.schemas.compile(response.media[0].schema, "response").is_valid(body)

    return judge


def one(code, name):
    return {**ENVELOPE, "error": {"code": code, "name": name, "description": SENTENCE}}


def test_every_example_belongs_to_its_own_status_only(bundle, admits):
    responses = bundle.operations[0].responses
    for status, response in responses.items():
        for body in response.media[0].examples.values():
            fitting = {other for other in responses if other != "405" and admits(int(other), body)}
            assert fitting == {status} - {"405"}


def test_code_name_and_status_belong_together(admits):
    assert admits(401, one(6, "no_valid_session"))
    assert not admits(401, one(6, "no_valid_user"))
    assert not admits(401, one(246, "campaign_id_not_found"))
    assert not admits(400, one(6, "no_valid_session"))
    assert not admits(400, one(999, "campaign_not_active"))


@pytest.mark.parametrize("missing", ["code", "name", "description"])
def test_an_error_has_all_three_members(admits, missing):
    body = one(449, "campaign_not_active")
    del body["error"][missing]

    assert not admits(400, body)


def test_older_shapes_of_an_error_are_admitted(admits):
    error = {"name": "campaign_not_active", "description": SENTENCE}

    assert admits(400, {**ENVELOPE, "errors": {"449": error}})
    assert admits(400, {**ENVELOPE, "errors": {"449": {"code": 449, **error}}})
    assert admits(400, {**ENVELOPE, "errors": [{"code": 449, **error}]})


def test_older_shapes_bind_code_and_name_too(admits):
    error = {"name": "campaign_not_active", "description": SENTENCE}

    assert not admits(400, {**ENVELOPE, "errors": {"451": error}})
    assert not admits(400, {**ENVELOPE, "errors": {"449": {"code": 451, **error}}})
    assert not admits(400, {**ENVELOPE, "errors": {"6": error}})
    assert not admits(400, {**ENVELOPE, "errors": {}})
    assert not admits(400, {**ENVELOPE, "errors": [{"code": 451, **error}]})
    assert not admits(400, {**ENVELOPE, "errors": []})


def test_an_error_never_looks_like_a_success(admits):
    body = one(449, "campaign_not_active")

    assert not admits(400, body | {"result": {"code": 1, "status": "error"}})
    assert not admits(400, body | {"result": {"code": 2, "status": "ok"}})
    assert not admits(400, ENVELOPE)
    assert not admits(400, OK)


def test_a_success_is_told_by_its_two_members(admits):
    assert admits(200, OK)
    assert admits(200, OK | {"warnings": []})
    assert not admits(200, {"result": OK["result"]})
    assert not admits(200, OK | {"result": {"code": 2, "status": "ok"}})
    assert not admits(200, OK | {"results": {"success": 1, "result_type": "interact-campaign"}})
    assert not admits(200, OK | {"results": {"success": True, "result_type": "interaction"}})


def test_a_warning_binds_code_and_name(admits):
    assert admits(200, OK | {"warnings": [WARNING, {**WARNING, "code": 7, "name": "later"}]})
    assert not admits(200, OK | {"warnings": [{**WARNING, "name": "later"}]})
    assert not admits(200, OK | {"warnings": [{**WARNING, "code": 7}]})
    assert not admits(200, OK | {"warnings": {"450": WARNING}})
