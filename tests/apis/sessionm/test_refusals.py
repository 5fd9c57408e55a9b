"""Whatever the mock refuses, it refuses in the API's envelope and with a declared status."""

import pytest

from specs.bundle import Bundle
from specs.discovery import BUNDLED

OPERATIONS = Bundle.load(BUNDLED / "sessionm").operations
IDS = [operation.operation_id for operation in OPERATIONS]
VALUES = {
    "api_key": "demo-key",
    "user_id": "0a000000-0000-4000-8000-000000000001",
    "external_id": "member-1",
    "campaign_id": "1001",
    "ad_campaign_id": "1001",
    "permalink": "spring-steps",
    "campaign_ref": "1001",
}


def path_of(operation, **changes):
    return operation.path.format(**{**VALUES, **changes})


def has_token(operation):
    return any("auth_token" in alternative for alternative in operation.security)


@pytest.mark.parametrize("operation", OPERATIONS, ids=IDS)
def test_an_unknown_method_is_refused(house, operation):
    """R52."""
    answer = house.ask(path_of(operation), method="PATCH")

    assert answer.status_code == 405
    assert answer.json()["errors"]["code"] == "not_available"
    assert operation.method in answer.headers["allow"]


@pytest.mark.parametrize("operation", OPERATIONS, ids=IDS)
def test_no_credentials_give_no_data(house, operation):
    """R22 R23."""
    answer = house.ask(path_of(operation), method=operation.method, auth=None)

    code = "invalid_auth_token" if has_token(operation) else "access_denied"
    assert answer.status_code == 401
    assert set(answer.json()) == {"status", "errors"}
    assert answer.json()["errors"]["code"] == code
    assert ("www-authenticate" in answer.headers) == (not has_token(operation))


@pytest.mark.parametrize("operation", OPERATIONS, ids=IDS)
def test_an_unknown_key_has_the_method_s_own_code(house, operation):
    """R93: where the method documents one."""
    query = "?auth_token=guest-token" if has_token(operation) else ""

    answer = house.code(path_of(operation, api_key="nowhere") + query, method=operation.method)

    documented = "Invalid_api_key" in str(operation.responses["200"].media[0].examples)
    assert answer == ((200, "Invalid_api_key") if documented else (401, "invalid_api_key"))


@pytest.mark.parametrize(
    "operation",
    [operation for operation in OPERATIONS if "campaign_id}" in operation.path],
    ids=lambda operation: operation.operation_id,
)
@pytest.mark.parametrize("campaign", ["4711", "abc", "1.5", "-1", "0", "99999999999999999999"])
def test_an_id_that_names_nothing_is_an_unknown_campaign(house, operation, campaign):
    """R91 R102 R111."""
    name = "ad_campaign_id" if "{ad_campaign_id}" in operation.path else "campaign_id"
    query = "?auth_token=guest-token" if has_token(operation) else ""

    status, code = house.code(path_of(operation, **{name: campaign}) + query)

    assert (status, code) in {
        (404, "not_found"),
        (200, "no_campaign_found"),
        (200, "No_active_campaign_found"),
    }


@pytest.mark.parametrize(
    "operation",
    [operation for operation in OPERATIONS if "user" in operation.path],
    ids=lambda operation: operation.operation_id,
)
@pytest.mark.parametrize("campaign", ["4711", "abc", "1.5", "-1", "0", "99999999999999999999"])
def test_an_unknown_customer_comes_before_an_unknown_campaign(house, operation, campaign):
    """R16 R92: also before a campaign id that cannot be read."""
    nobody = {"user_id": "nobody", "external_id": "nobody"}
    nowhere = dict.fromkeys(
        ("campaign_id", "ad_campaign_id", "permalink", "campaign_ref"), campaign
    )

    answer = house.code(path_of(operation, **nobody, **nowhere))

    documented = "User_not_found" in str(operation.responses["200"].media[0].examples)
    assert answer == ((200, "User_not_found") if documented else (404, "user_not_found"))


@pytest.mark.parametrize("campaign", ["campaigns/4711", "campaigns/abc", "external/campaigns/x"])
def test_a_token_of_nobody_comes_before_an_unknown_campaign(house, campaign):
    """R16."""
    path = f"/api/v1/apps/demo-key/{campaign}/progress?auth_token=guest-token-lost"

    assert house.code(path, auth=None) == (404, "user_not_found")


def test_the_form_of_a_request_comes_before_the_customer(house):
    """R16: a value that cannot be read decides, unless it is a campaign's id."""
    pages = "/priv/v2/apps/demo-key/external/users/nobody/campaigns?page=0"
    information = "/priv/v1/apps/demo-key/campaigns/abc/info?api_version=1&api_version=2"

    assert house.code(pages) == (200, "argument_error")
    assert house.code(information) == (200, "argument_error")


@pytest.mark.parametrize("kind", ["", "[]", "0", '"text"', "null", '{"campaign": 7}'])
def test_a_body_without_campaign_data_is_missing_data(house, kind):
    """R24 R54."""
    answer = house.code(
        "/priv/v1/apps/demo-key/management/campaigns",
        method="POST",
        content=kind,
        headers={"content-type": "application/json"},
    )

    assert answer == (200, "missing_data")


@pytest.mark.parametrize("operation", ["optIn", "optInExternalUser"])
@pytest.mark.parametrize("fault", [{}, {"user_id": "x", "external_id": "x"}, {"campaign_id": "x"}])
def test_no_cache_keeps_an_opt_in(house, operation, fault):
    """R59: success and refusals alike."""
    (found,) = [item for item in OPERATIONS if item.operation_id == operation]

    assert house.ask(path_of(found, **fault)).headers["cache-control"] == "no-store"


def test_a_refusal_for_the_body_s_sake_is_worded_like_any_other(house):
    """R52."""
    path = "/priv/v1/apps/demo-key/management/campaigns"
    for content, kind, status in [("{", "application/json", 400), ("x", "text/plain", 415)]:
        headers = {"content-type": kind}
        answer = house.code(path, method="POST", content=content, headers=headers)
        assert answer == (status, "argument_error")


def test_a_body_that_is_too_large_is_refused(house):
    """R52."""
    answer = house.code(
        "/priv/v1/apps/demo-key/management/campaigns",
        method="POST",
        content=b" " * (16 * 1024 * 1024 + 1),
        headers={"content-type": "application/json"},
    )

    assert answer == (413, "argument_error")


def test_an_unknown_path_is_refused_in_the_same_envelope(house):
    assert house.code("/priv/v1/apps/demo-key/campaigns/1001") == (404, "not_found")


@pytest.mark.parametrize("permalink", ["spring-steps", "nowhere"])
def test_a_repeated_version_switch_is_an_argument_error(house, permalink):
    """R131."""
    path = f"/priv/v1/apps/demo-key/external/campaigns/{permalink}/info?api_version=1&api_version=2"

    assert house.code(path) == (200, "argument_error")
