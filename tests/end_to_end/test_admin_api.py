"""The admin API under /_mock: closed to strangers, strict with friends."""

import httpx2
import jsonschema_rs
import pytest

from specs.values import Json
from tests.end_to_end.conftest import NOW
from tests.end_to_end.doors import BUNDLES, door
from tests.end_to_end.judging import assert_problem, nothing_changes
from tests.end_to_end.wire import Answer, head, request, send

JSON = [("Content-Type", "application/json")]
DOORS = [
    ("GET", "/clock", None),
    ("PATCH", "/clock", b'{"advance": "1d"}'),
    ("DELETE", "/clock", None),
    ("GET", "/state", None),
    ("GET", "/state/criteo", None),
    ("PUT", "/state/criteo", b"{}"),
    ("POST", "/reset", None),
    ("GET", "/control", None),
    ("POST", "/control/spaaza/points", b'{"user": "5001", "points": 5}'),
]
FOREIGN_ORIGINS = [
    "http://evil.example.test",
    "http://localhost.evil.example.test",
    "http://localhost@evil.example.test",
    "http://127.0.0.1.evil.example.test",
    "http://[::1].evil.example.test",
    "file://",
    "null",
]
FOREIGN_HOSTS = [
    "evil.example.test",
    "localhost.evil.example.test",
    "127.0.0.1.evil.example.test:4010",
    "localhost@evil.example.test",
    "evil.example.test#localhost",
    "192.168.0.10",
    "0x7f.1.evil",
    "",
]
CONTROLS: dict[tuple[str, str], Json] = {
    ("criteo", "spend"): {"campaign": "50001", "lifetime": 50, "period": 5},
    ("criteo", "permission"): {"campaign": "50001", "may_update": False},
    ("criteo", "feature"): {"advertiser": "12345", "may_update_spend_limits": False},
    ("criteo", "portfolio"): {
        "application": "demo-client",
        "advertiser": "67890",
        "member": True,
    },
    ("criteo", "limit_in_force"): {"campaign": "50001"},
    ("sessionm", "customer-event"): {
        "customer": "0a000000-0000-4000-8000-000000000001",
        "event_name": "steps.walked",
    },
    ("sessionm", "opt-out"): {
        "customer": "0a000000-0000-4000-8000-000000000001",
        "campaign": 1001,
    },
    ("sessionm", "tag"): {"customer": "0a000000-0000-4000-8000-000000000001", "add": ["new"]},
    ("sessionm", "campaign-status"): {"campaign": 1001, "status": "paused"},
    ("spaaza", "points"): {"user": "5001", "points": 7},
    ("spaaza", "stock"): {"campaign": "712", "stock": 1},
    ("spaaza", "redeem"): {"campaign": "701", "user": "5001"},
}
BAD_CLOCKS: list[tuple[bytes, int]] = [
    (b"", 400),
    (b"{", 400),
    (b"[]", 400),
    (b"{}", 400),
    (b'{"hours": 3}', 400),
    (b'{"advance": 3}', 400),
    (b'{"advance": "3"}', 400),
    (b'{"advance": "3 days"}', 400),
    (b'{"advance": "1.5h"}', 400),
    (b'{"advance": "1d\\n"}', 400),
    (b'{"advance": "\\u0663d"}', 400),
    (b'{"advance": "9999999999d"}', 400),
    (b'{"advance": "999999999d"}', 422),
    (b'{"advance": "-999999999d"}', 422),
    (b'{"frozen": "yes"}', 400),
    (b'{"now": "yesterday"}', 400),
    (b'{"now": "2026-02-30T00:00:00Z"}', 400),
    (b'{"now": "2026-01-15T12:00:00"}', 400),
    (b'{"now": "0001-01-01T00:00:00+14:00"}', 422),
    (b'{"now": "9999-12-31T23:59:59-14:00"}', 422),
    (b'{"frozen": false, "advance": "999999999d"}', 422),
    (b'{"now": "2030-01-01T00:00:00Z", "advance": "999999999d"}', 422),
]


def call(url: str, method: str, path: str, body: bytes | None = None) -> Answer:
    return request(url, method, "/_mock" + path, JSON if body is not None else [], body)


def clock(mock: httpx2.Client) -> Json:
    return mock.get("/_mock/clock").raise_for_status().json()


@pytest.mark.parametrize("origin", FOREIGN_ORIGINS)
def test_foreign_page_may_not_use_the_admin_api(
    mock: httpx2.Client, mock_url: str, origin: str
) -> None:
    with nothing_changes(mock):
        for method, path, body in DOORS:
            answer = request(
                mock_url, method, "/_mock" + path, [("Origin", origin), *JSON], body
            )

            assert_problem(answer, 403)
    assert clock(mock) == {"now": NOW, "frozen": True}


@pytest.mark.parametrize("host", FOREIGN_HOSTS)
def test_foreign_host_may_not_use_the_admin_api(
    mock: httpx2.Client, mock_url: str, host: str
) -> None:
    with nothing_changes(mock):
        for method, path, body in DOORS:
            headers = [*JSON, ("Content-Length", str(len(body or b"")))]
            answer = send(mock_url, head(method, "/_mock" + path, headers, host=host) + (body or b""))

            assert_problem(answer, 403)
    assert clock(mock) == {"now": NOW, "frozen": True}


@pytest.mark.parametrize("host", ["localhost", "localhost:4010", "127.0.0.1", "[::1]", "LOCALHOST"])
def test_this_machine_may_use_the_admin_api(
    mock: httpx2.Client, mock_url: str, host: str
) -> None:
    answer = send(mock_url, head("GET", "/_mock/clock", host=host))

    assert answer.status == 200


def test_health_names_the_apis_served(mock: httpx2.Client) -> None:
    answer = mock.get("/_mock/health")

    assert answer.json() == {"status": "ok", "apis": sorted(BUNDLES)}


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("POST", "/health", {"GET"}),
        ("GET", "/reset", {"POST"}),
        ("DELETE", "/state", {"GET"}),
        ("POST", "/state/criteo", {"GET", "PUT"}),
        ("PUT", "/clock", {"GET", "PATCH", "DELETE"}),
        ("POST", "/control", {"GET"}),
        ("GET", "/control/criteo/spend", {"POST"}),
    ],
)
def test_wrong_admin_method_names_the_right_ones(
    mock: httpx2.Client, mock_url: str, method: str, path: str, allowed: set[str]
) -> None:
    answer = call(mock_url, method, path)

    assert_problem(answer, 405)
    assert set(answer.headers["allow"].split(", ")) == allowed


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", ""),
        ("GET", "/"),
        ("GET", "/nothing"),
        ("GET", "/state/"),
        ("GET", "/state/nobody"),
        ("PUT", "/state/nobody"),
        ("GET", "/state/..%2fclock"),
        ("GET", "/state/%ff"),
        ("GET", "/state/" + "9" * 5000),
        ("GET", "/control/criteo"),
        ("POST", "/control/nobody/spend"),
        ("POST", "/control/criteo/nothing"),
        ("POST", "/control/criteo/points"),
        ("POST", "/control/criteo/%00"),
        ("POST", "/control/criteo/__class__"),
    ],
)
def test_nothing_of_that_name_is_a_problem(
    mock: httpx2.Client, mock_url: str, method: str, path: str
) -> None:
    body = b"{}" if method != "GET" else None

    answer = call(mock_url, method, path, body)

    assert_problem(answer, 404)


def test_unknown_control_action_names_the_known_ones(mock: httpx2.Client, mock_url: str) -> None:
    answer = call(mock_url, "POST", "/control/criteo/spent", b"{}")

    known = {action for api, action in CONTROLS if api == "criteo"}
    assert all(action in answer.json()["detail"] for action in known)


@pytest.mark.parametrize(("body", "status"), BAD_CLOCKS)
def test_clock_refuses_what_is_no_time(
    mock: httpx2.Client, mock_url: str, body: bytes, status: int
) -> None:
    answer = call(mock_url, "PATCH", "/clock", body)

    assert_problem(answer, status)
    assert clock(mock) == {"now": NOW, "frozen": True}


@pytest.mark.parametrize(
    "instant",
    ["0001-01-01T00:00:00Z", "0999-06-01T00:00:00Z", "1600-01-01T00:00:00Z", "9999-12-31T23:59:59Z"],
)
def test_clock_at_the_edge_of_time_breaks_nothing(
    mock: httpx2.Client, mock_url: str, instant: str
) -> None:
    body = b'{"now": "%s"}' % instant.encode()

    moved = call(mock_url, "PATCH", "/clock", body)
    reset = call(mock_url, "POST", "/reset")
    read = [
        request(mock_url, one.operation.method, one.target(), one.headers, one.body)
        for one in (
            door("criteo", "searchCampaigns"),
            door("sessionm", "listExternalCustomerCampaigns"),
            door("spaaza", "interactCampaign"),
        )
    ]

    assert moved.status in (200, 422)
    assert clock(mock)["now"] == (instant if moved.status == 200 else NOW)
    assert reset.status == 204
    assert all(answer.status < 500 for answer in read)


def test_clock_is_set_moved_frozen_and_freed(mock: httpx2.Client) -> None:
    def move(body: Json) -> Json:
        return mock.patch("/_mock/clock", json=body).raise_for_status().json()

    assert move({"now": "2030-01-01T00:00:00Z"}) == {"now": "2030-01-01T00:00:00Z", "frozen": True}
    assert move({"advance": "90m"})["now"] == "2030-01-01T01:30:00Z"
    assert move({"advance": "-2d"})["now"] == "2029-12-30T01:30:00Z"
    assert move({"now": "2030-01-01T02:00:00+02:00"})["now"] == "2030-01-01T00:00:00Z"
    assert move({"now": NOW, "advance": "1s"})["now"] == "2026-01-15T12:00:01Z"
    assert move({"frozen": False})["frozen"] is False
    assert mock.delete("/_mock/clock").json()["frozen"] is False
    assert clock(mock)["now"] > "2026-01-15T12:00:01Z"


def test_clock_takes_every_spelling_of_an_instant(mock: httpx2.Client) -> None:
    for instant in ("2026-03-01T10:00:00Z", "2026-03-01t10:00:00z", "2026-03-01T10:00:00.000Z"):
        answer = mock.patch("/_mock/clock", json={"now": instant})

        assert answer.json().get("now") == "2026-03-01T10:00:00Z", instant


def test_clock_decides_what_a_token_is_worth(mock: httpx2.Client) -> None:
    headers = {"Authorization": f"Bearer {_token(mock)}"}
    path = "/marketing-solutions/campaigns/50001"
    mock.patch("/_mock/clock", json={"advance": "899s"})
    early = mock.get(path, headers=headers)

    mock.patch("/_mock/clock", json={"advance": "2s"})
    late = mock.get(path, headers=headers)

    assert (early.status_code, late.status_code) == (200, 401)
    assert late.json()["errors"][0]["code"] == "authorization-token-expired"


def _token(mock: httpx2.Client) -> Json:
    answer = mock.post(
        "/oauth2/token",
        data={
            "grant_type": "client_credentials",
            "client_id": "demo-client",
            "client_secret": "demo-secret",
        },
    )
    return answer.raise_for_status().json()["access_token"]


def test_every_control_action_is_listed_with_its_schema(mock: httpx2.Client) -> None:
    listed = mock.get("/_mock/control").json()["controls"]

    assert {(one["api"], one["action"]) for one in listed} == set(CONTROLS)
    for one in listed:
        assert one["description"].endswith(".")
        validator = jsonschema_rs.Draft202012Validator(one["schema"])
        assert validator.is_valid(CONTROLS[one["api"], one["action"]])
        assert not validator.is_valid({"nothing": "known"})


@pytest.mark.parametrize(("api", "action"), CONTROLS)
def test_control_action_runs_and_answers(mock: httpx2.Client, api: str, action: str) -> None:
    spaaza = door("spaaza", "interactCampaign")
    mock.get(spaaza.target(), headers=dict(spaaza.headers)).raise_for_status()

    answer = mock.post(f"/_mock/control/{api}/{action}", json=CONTROLS[api, action])

    assert answer.status_code == 200, answer.text


@pytest.mark.parametrize(("api", "action"), CONTROLS)
@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"null", 400),
        (b"[]", 400),
        (b"{}", 400),
        (b'{"nothing": "known"}', 400),
        (b'{"campaign": [], "user": [], "customer": [], "advertiser": []}', 400),
        (b'{"campaign": ' + b"[" * 300 + b"]" * 300 + b"}", 400),
        (b"[" * 100_000, 400),
        (b" " * 17_000_000, 413),
    ],
    ids=lambda value: repr(value)[:20],
)
def test_control_action_refuses_a_wrong_body(
    mock: httpx2.Client, mock_url: str, api: str, action: str, body: bytes, status: int
) -> None:
    with nothing_changes(mock):
        answer = call(mock_url, "POST", f"/control/{api}/{action}", body)

    assert_problem(answer, status)


@pytest.mark.parametrize(
    ("api", "action", "member", "nobody"),
    [
        ("criteo", "spend", "campaign", "40404"),
        ("criteo", "spend", "campaign", "9" * 5000),
        ("criteo", "permission", "campaign", "40404"),
        ("criteo", "feature", "advertiser", "40404"),
        ("criteo", "portfolio", "application", "nobody"),
        ("criteo", "limit_in_force", "campaign", "40404"),
        ("sessionm", "customer-event", "customer", "nobody"),
        ("sessionm", "opt-out", "customer", "nobody"),
        ("sessionm", "opt-out", "campaign", 4040404),
        ("sessionm", "tag", "customer", "nobody"),
        ("sessionm", "campaign-status", "campaign", 4040404),
        ("spaaza", "points", "user", "40404"),
        ("spaaza", "stock", "campaign", "40404"),
        ("spaaza", "redeem", "campaign", "40404"),
    ],
)
def test_control_action_on_nobody_is_refused(
    mock: httpx2.Client, api: str, action: str, member: str, nobody: Json
) -> None:
    body = {**CONTROLS[api, action], member: nobody}

    with nothing_changes(mock):
        answer = mock.post(f"/_mock/control/{api}/{action}", json=body)

    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("api", BUNDLES)
def test_state_that_is_read_can_be_put_back(mock: httpx2.Client, api: str) -> None:
    before = mock.get("/_mock/state").json()

    answer = mock.put(f"/_mock/state/{api}", json=before[api])

    assert answer.status_code == 204
    assert mock.get("/_mock/state").json() == before


@pytest.mark.parametrize("api", BUNDLES)
def test_state_is_replaced_and_comes_back_on_reset(mock: httpx2.Client, api: str) -> None:
    before = mock.get("/_mock/state").json()

    replaced = mock.put(f"/_mock/state/{api}", json={})
    between = mock.get("/_mock/state").json()
    mock.post("/_mock/reset").raise_for_status()

    assert replaced.status_code == 204
    assert between == {**before, api: {}}
    assert mock.get("/_mock/state").json() == before


@pytest.mark.parametrize("api", BUNDLES)
def test_broken_record_is_refused_and_nothing_changes(mock: httpx2.Client, api: str) -> None:
    state = mock.get(f"/_mock/state/{api}").json()

    with nothing_changes(mock):
        for kind, records in state.items():
            broken = {**state, kind: {**records, "new": {"nothing": "known", "id": []}}}
            answer = mock.put(f"/_mock/state/{api}", json=broken)

            assert answer.status_code == 422, kind
            assert answer.json()["violations"], kind
            assert f"/{kind}/new" in answer.text


@pytest.mark.parametrize("api", BUNDLES)
@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"[]", 400),
        (b"null", 400),
        (b'{"campaign": []}', 400),
        (b'{"campaign": {"1": 5}}', 400),
        (b'{"campaign": {"1": {}}}', 422),
        (b'{"nothing": {}}', 422),
        (b'{"campaign": {"1": ' + b'{"a":' * 300 + b"1" + b"}" * 302, 400),
        (b'{"campaign": {"1": ' + b'{"a":' * 1000 + b"1" + b"}" * 1002, 400),
        (b'{"campaign": {"1": {"at": "$now+999999999d"}}}', 422),
        (b'{"campaign": {"1": {"at": "$now-999999999d"}}}', 422),
        (b" " * 17_000_000, 413),
    ],
    ids=lambda value: repr(value)[:45],
)
def test_wrong_state_is_refused_and_nothing_changes(
    mock: httpx2.Client, mock_url: str, api: str, body: bytes, status: int
) -> None:
    with nothing_changes(mock):
        answer = call(mock_url, "PUT", f"/state/{api}", body)

    assert answer.status in {status, 422}
    assert_problem(answer, answer.status)


def test_state_in_plain_text_is_refused(mock: httpx2.Client, mock_url: str) -> None:
    with nothing_changes(mock):
        answer = request(
            mock_url, "PUT", "/_mock/state/criteo", [("Content-Type", "text/plain")], b"{}"
        )

    assert_problem(answer, 415)


def test_reset_does_not_move_the_clock(mock: httpx2.Client) -> None:
    mock.patch("/_mock/clock", json={"advance": "10d"}).raise_for_status()

    mock.post("/_mock/reset").raise_for_status()

    assert clock(mock) == {"now": "2026-01-25T12:00:00Z", "frozen": True}
