"""The token URL speaks RFC 6749: client credentials in, an uncached token or a coded error out."""

import base64

import pytest

from tests.support.documents import api, operation, write_api, write_file
from tests.support.worlds import send, server

GRANT = {"grant_type": "client_credentials"}
CLIENT = {**GRANT, "client_id": "ann", "client_secret": "secret"}
ISSUER = """
@issue_token('oauth')
async def issue(request, world):
    shown = [request.grant_type, request.client_id, request.client_secret, request.scope]
    if request.client_id == 'broken':
        raise KeyError('a secret')
    if request.client_secret == 'wrong':
        raise Refused(Reply(401, {'error': 'invalid_client'}))
    world.put('token', await world.new_uuid(), {'client': request.client_id})
    return Reply(200, {'access_token': '|'.join(str(item) for item in shown)})
"""


def document(url: str = "https://auth.example.test/oauth/token"):
    flows = {"clientCredentials": {"tokenUrl": url, "scopes": {}}}
    schemes = {"oauth": {"type": "oauth2", "flows": flows}}
    entry = operation("listOrders", security=[{"oauth": []}])
    return api({"/orders": {"get": entry}}, components={"securitySchemes": schemes})


@pytest.fixture
def judged(tmp_path):
    return server(write_api(tmp_path, document(), ISSUER))


@pytest.fixture
def bare(tmp_path):
    return server(write_file(tmp_path, document()))


def basic(text: str) -> dict[str, str]:
    return {"authorization": "Basic " + base64.b64encode(text.encode()).decode()}


def ask(app, **options):
    return send(app, "POST", "/oauth/token", **options)


def test_credentials_may_come_in_the_form(judged):
    found = ask(judged, data={**CLIENT, "scope": "a b"})

    assert found.json()["access_token"] == "client_credentials|ann|secret|a b"


def test_credentials_may_come_by_basic(judged):
    found = ask(judged, data=GRANT, headers=basic("ann:sec:ret"))

    assert found.json()["access_token"] == "client_credentials|ann|sec:ret|None"


def test_basic_credentials_are_form_encoded(judged):
    found = ask(judged, data=GRANT, headers=basic("a%3Ab:c+d"))

    assert found.json()["access_token"] == "client_credentials|a:b|c d|None"


def test_what_is_missing_is_none(judged):
    assert ask(judged, data={"a": "1"}).json()["access_token"] == "None|None|None|None"


def test_a_token_is_never_cached(judged):
    assert ask(judged, data=CLIENT).headers["cache-control"] == "no-store"


def test_a_body_that_is_no_form_is_refused(judged):
    found = ask(judged, json=CLIENT)

    assert (found.status_code, found.json()["error"]) == (400, "invalid_request")
    assert found.headers["cache-control"] == "no-store"


def test_an_issuer_may_refuse(judged):
    found = ask(judged, data={**CLIENT, "client_secret": "wrong"})

    assert (found.status_code, found.json()) == (401, {"error": "invalid_client"})
    assert found.headers["mock-answer"] == "refusal"


def test_what_an_issuer_stores_belongs_to_its_api(judged):
    ask(judged, data=CLIENT)
    state = send(judged, "GET", "/_mock/state").json()

    assert list(state["shop"]["token"].values()) == [{"client": "ann"}]


def test_an_issuer_that_crashes_is_a_problem(judged, caplog):
    found = ask(judged, data={**CLIENT, "client_id": "broken"})

    assert (found.status_code, found.json()["type"][-13:]) == (500, ":crashed_stub")
    assert "a secret" not in found.text
    assert "KeyError: 'a secret'" in caplog.text


def test_a_token_url_takes_post_only(judged):
    found = send(judged, "GET", "/oauth/token")

    assert (found.status_code, found.headers["allow"]) == (405, "POST")


def test_a_body_too_large_is_refused(judged, monkeypatch):
    monkeypatch.setattr("mockserver.lane.request.LIMIT_BYTES", 3)

    assert ask(judged, data=CLIENT).status_code == 413


def test_a_bare_description_hands_a_token_to_anyone(bare):
    found = ask(bare, data=GRANT)

    assert found.status_code == 200
    assert found.json()["token_type"] == "Bearer"
    assert found.json()["expires_in"] == 3600
    assert found.headers["cache-control"] == "no-store"


def test_the_token_of_a_bare_description_is_taken(bare):
    token = ask(bare, data=GRANT).json()["access_token"]

    assert send(bare, "GET", "/orders").status_code == 401
    headers = {"authorization": f"Bearer {token}"}
    assert send(bare, "GET", "/orders", headers=headers).status_code == 200


def test_another_grant_is_not_served(bare):
    found = ask(bare, data={"grant_type": "password"})

    assert (found.status_code, found.json()["error"]) == (400, "unsupported_grant_type")


def test_a_missing_grant_is_an_invalid_request(bare):
    assert ask(bare, data={"client_id": "ann"}).json()["error"] == "invalid_request"


def test_tokens_of_equal_seeds_are_equal(tmp_path):
    folder = write_file(tmp_path, document())

    one, two = (ask(server(folder), data=GRANT).content for _ in range(2))

    assert one == two


def test_a_token_url_without_a_host_is_served_too(tmp_path):
    app = server(write_file(tmp_path, document("/oauth/token")))

    assert ask(app, data=GRANT).status_code == 200


def test_a_prefix_goes_before_the_token_url(tmp_path):
    app = server(write_api(tmp_path, document(), ISSUER), prefixed=True)

    assert send(app, "POST", "/shop/oauth/token", data=CLIENT).status_code == 200
