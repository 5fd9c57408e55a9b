"""What the mock itself refuses, said in the words of the API that was called."""

import httpx2
import orjson
import pytest

from specs.values import Json
from tests.end_to_end.doors import BODY_DOORS, DOORS, Door, door
from tests.end_to_end.judging import (
    assert_own_error,
    assert_problem,
    assert_refused,
    code_of,
    nothing_changes,
)
from tests.end_to_end.wire import request

WRONG_CREDENTIALS: dict[str, list[tuple[list[tuple[str, str]], int, Json]]] = {
    "criteo": [
        ([], 401, "authorization-token-missing"),
        ([("Authorization", "Bearer nobody")], 401, "authorization-token-invalid"),
        ([("Authorization", "demo-token")], 401, "authorization-token-invalid"),
        ([("Authorization", "Basic ZGVtbw==")], 401, "authorization-token-invalid"),
        ([("Authorization", "Bearer expired-token")], 401, "authorization-token-expired"),
    ],
    "sessionm": [
        ([], 401, "access_denied"),
        ([("Authorization", "Basic ZGVtby1rZXk6d3Jvbmc=")], 401, "access_denied"),
        ([("Authorization", "Basic bm9ib2R5OmRlbW8tc2VjcmV0")], 401, "access_denied"),
        ([("Authorization", "Bearer demo-token")], 401, "access_denied"),
    ],
    "spaaza": [
        ([], 401, 6),
        ([("Authorization", "Basic ZGVtbw==")], 400, 265),
        ([("Authorization", "Bearer no-colon")], 400, 265),
        ([("Authorization", "Bearer nobody:demo-secret")], 401, 266),
        (
            [("Authorization", "Bearer 10000000-0000-4000-8000-000000000001:wrong")],
            401,
            266,
        ),
        (
            [("X-Spaaza-Session-User-Id", "5001"), ("X-Spaaza-Session-Key", "wrong")],
            401,
            6,
        ),
    ],
}
UNKNOWN_PATHS = {
    "criteo": [
        "/marketing-solutions",
        "/marketing-solutions/",
        "/marketing-solutions/campaign",
        "/marketing-solutions/campaigns/",
        "/marketing-solutions/campaigns/50001/ads",
    ],
    "sessionm": [
        "/priv/v1/apps/demo-key/nothing",
        "/priv/v1/apps/demo-key/users/1/campaigns/1001/opt-in",
        "/priv/v2/apps/demo-key/campaigns/1001",
        "/api/v1/apps/demo-key/campaigns/1001",
        "/v1/apps/demo-key/campaigns/1001",
        "/priv/v1/apps",
    ],
    "spaaza": ["/interact-campaign/", "/interact-campaign/701"],
}
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "TRACE")
METHOD_CODES = {
    "criteo": ("/errors/0/code", "method-not-allowed"),
    "sessionm": ("/errors/code", "not_available"),
    "spaaza": ("/error/name", "method_not_allowed"),
}
MALFORMED = {"criteo": "invalid-syntax", "sessionm": "argument_error"}
WRONG_TYPE = {"criteo": "unsupported-media-type", "sessionm": "argument_error"}
TOO_LARGE = {"criteo": "payload-too-large", "sessionm": "argument_error"}
SPAAZA_PARAMETERS = [
    ("user_id=5001", 400, 245),
    ("campaign_id=&user_id=5001", 400, 245),
    ("campaign_id=abc&user_id=5001", 400, 247),
    ("campaign_id=-701&user_id=5001", 400, 247),
    ("campaign_id=0&user_id=5001", 400, 247),
    ("campaign_id=0701&user_id=5001", 400, 247),
    ("campaign_id=701.0&user_id=5001", 400, 247),
    ("campaign_id=" + "9" * 40 + "&user_id=5001", 400, 247),
    ("campaign_id=701&campaign_id=701&user_id=5001", 400, 416),
    ("campaign_id=701&user_id=5001&member_number=M-5001", 400, 416),
    ("campaign_id=701&user_id=12345678901", 400, 154),
    ("campaign_id=701&user_id=-5001", 400, 154),
    ("campaign_id=701&user_id=", 400, 154),
    ("campaign_id=701&user_id=5001&chain_id=x", 400, 419),
    ("campaign_id=701&member_number=%20", 400, 419),
    ("campaign_id=701&user_id=5001&auth_method=telepathy", 500, 228),
    ("campaign_id=9007199254740991&user_id=5001", 404, 246),
    ("campaign_id=701&user_id=4999", 404, 270),
]
SESSIONM_PARAMETERS = ["page=0", "page=-1", "page=x", "page=1.5", "page_size=0", "page=1&page=2"]


@pytest.mark.parametrize("door", [one for one in DOORS if not one.takes_token_in_query], ids=str)
def test_wrong_credentials_are_refused(mock: httpx2.Client, mock_url: str, door: Door) -> None:
    with nothing_changes(mock):
        for headers, status, code in WRONG_CREDENTIALS[door.api]:
            answer = request(
                mock_url,
                door.operation.method,
                door.target(),
                [*headers, *door.body_headers],
                door.body,
            )

            assert_refused(door, answer)
            assert (answer.status, code_of(door.api, answer)) == (status, code), headers


@pytest.mark.parametrize("door", [one for one in DOORS if one.takes_token_in_query], ids=str)
@pytest.mark.parametrize("query", ["", "?auth_token=", "?auth_token=nobody"])
def test_wrong_token_in_query_is_refused(
    mock: httpx2.Client, mock_url: str, door: Door, query: str
) -> None:
    answer = request(mock_url, "GET", door.path() + query)

    assert_refused(door, answer)
    assert (answer.status, code_of("sessionm", answer)) == (401, "invalid_auth_token")


@pytest.mark.parametrize("door", DOORS, ids=str)
def test_credentials_are_judged_before_the_request(
    mock: httpx2.Client, mock_url: str, door: Door
) -> None:
    body = b"{" if door.body else None

    answer = request(mock_url, door.operation.method, door.path(), door.body_headers, body)

    assert_refused(door, answer)
    assert answer.status == 401


@pytest.mark.parametrize(
    ("api", "path"), [(api, path) for api, paths in UNKNOWN_PATHS.items() for path in paths]
)
@pytest.mark.parametrize("method", ["GET", "POST", "PATCH", "OPTIONS"])
def test_unknown_path_is_refused_in_own_words(
    mock: httpx2.Client, mock_url: str, api: str, path: str, method: str
) -> None:
    with nothing_changes(mock):
        answer = request(mock_url, method, path)

    assert_own_error(api, answer, 404)


@pytest.mark.parametrize("path", ["/", "/nothing", "/favicon.ico", "/openapi.json", "/ui/", "//"])
def test_path_of_no_api_is_a_problem(mock: httpx2.Client, mock_url: str, path: str) -> None:
    answer = request(mock_url, "GET", path)

    assert_problem(answer, 404)
    assert path in answer.json()["detail"]


@pytest.mark.parametrize("door", DOORS, ids=str)
def test_wrong_method_names_the_right_ones(mock: httpx2.Client, mock_url: str, door: Door) -> None:
    allowed = {
        one.operation.method
        for one in DOORS
        if (one.api, one.operation.path) == (door.api, door.operation.path)
    }

    with nothing_changes(mock):
        for method in sorted(set(METHODS) - allowed):
            answer = request(mock_url, method, door.target())

            assert_refused(door, answer)
            assert answer.status == 405
            assert set(answer.headers["allow"].split(", ")) == allowed
            at, code = METHOD_CODES[door.api]
            assert orjson.dumps(code) in answer.content, at


@pytest.mark.parametrize("door", BODY_DOORS, ids=str)
@pytest.mark.parametrize(
    ("body", "content_type", "status", "codes"),
    [
        (b"{", "application/json", 400, MALFORMED),
        (b"{}", "text/plain", 415, WRONG_TYPE),
        (b" " * 17_000_000, "application/json", 413, TOO_LARGE),
    ],
    ids=["malformed", "wrong type", "too large"],
)
def test_unusable_body_is_refused_in_own_words(
    mock: httpx2.Client,
    mock_url: str,
    door: Door,
    body: bytes,
    content_type: str,
    status: int,
    codes: dict[str, str],
) -> None:
    headers = [*door.headers[:1], ("Content-Type", content_type)]

    with nothing_changes(mock):
        answer = request(mock_url, door.operation.method, door.target(), headers, body)

    assert_refused(door, answer)
    assert (answer.status, code_of(door.api, answer)) == (status, codes[door.api])
    assert answer.headers["mock-answer"] == "refusal"


@pytest.mark.parametrize(("query", "status", "code"), SPAAZA_PARAMETERS)
def test_spaaza_names_the_invalid_parameter(
    mock: httpx2.Client, mock_url: str, query: str, status: int, code: int
) -> None:
    spaaza = door("spaaza", "interactCampaign")

    with nothing_changes(mock):
        answer = request(mock_url, "GET", f"/interact-campaign?{query}", spaaza.headers)

    assert_refused(spaaza, answer)
    assert (answer.status, code_of("spaaza", answer)) == (status, code)


@pytest.mark.parametrize("query", SESSIONM_PARAMETERS)
@pytest.mark.parametrize("name", ["listEligibleCampaigns", "listExternalCustomerEligibleCampaigns"])
def test_sessionm_refuses_an_invalid_page(
    mock: httpx2.Client, mock_url: str, name: str, query: str
) -> None:
    one = door("sessionm", name)

    answer = request(mock_url, "GET", one.target(more=query), one.headers)

    assert_refused(one, answer)
    assert (answer.status, code_of("sessionm", answer)) == (200, "argument_error")


@pytest.mark.parametrize(
    ("member", "value", "code", "instance"),
    [
        ("goal", None, "required-field", "@data/attributes/goal"),
        ("goal", "Unspecified", "invalid", "@data/attributes/goal"),
        ("advertiserId", "x", "invalid", "@data/attributes/advertiserId"),
        ("name", 5, "invalid", "@data/attributes/name"),
    ],
)
def test_criteo_names_the_invalid_member(
    mock: httpx2.Client, mock_url: str, member: str, value: object, code: str, instance: str
) -> None:
    create = door("criteo", "createCampaign")
    body = orjson.loads(create.body or b"")
    body["data"]["attributes"][member] = value
    if value is None:
        del body["data"]["attributes"][member]

    with nothing_changes(mock):
        answer = request(mock_url, "POST", create.target(), create.headers, orjson.dumps(body))

    assert_refused(create, answer)
    assert answer.status == 400
    assert [(one["code"], one["instance"]) for one in answer.json()["errors"]] == [(code, instance)]
