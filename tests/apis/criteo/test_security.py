"""Tokens and scopes."""

import asyncio

import pytest

CREDENTIALS = {
    "grant_type": "client_credentials",
    "client_id": "demo-client",
    "client_secret": "demo-secret",
}


def read(desk, token):
    return asyncio.run(desk.ask("getCampaign", campaignId="99999", token=token))


@pytest.mark.parametrize(
    ("token", "status", "code"),
    [
        (None, 401, "authorization-token-missing"),
        ("nobodys", 401, "authorization-token-invalid"),
        ("expired-token", 401, "authorization-token-expired"),
        ("manage-only-token", 403, "insufficient-permissions"),
    ],
)
def test_token_decides_before_anything_else(desk, token, status, code):
    before = asyncio.run(desk.state())

    reply = read(desk, token)

    assert (reply.status, reply.body["errors"][0]["code"]) == (status, code)
    assert reply.headers["WWW-Authenticate"].startswith("Bearer")
    assert asyncio.run(desk.state()) == before


def test_many_tokens_live_at_once(desk):
    tokens = [asyncio.run(desk.token(**CREDENTIALS)).body["access_token"] for _ in range(3)]

    assert len(set(tokens)) == 3
    assert {read(desk, token).status for token in tokens} == {200}


def test_token_expires_exactly_after_its_lifetime(desk):
    token = asyncio.run(desk.token(**CREDENTIALS)).body["access_token"]

    desk.advance(seconds=899, microseconds=999_999)
    assert read(desk, token).status == 200
    desk.advance(microseconds=1)
    assert read(desk, token).body["errors"][0]["code"] == "authorization-token-expired"


def test_token_issued_between_seconds_lives_no_shorter(desk):
    desk.advance(microseconds=400_000)
    token = asyncio.run(desk.token(**CREDENTIALS)).body["access_token"]

    desk.advance(seconds=900, microseconds=-1)

    assert read(desk, token).status == 200


def test_token_has_the_scopes_that_were_asked_for(desk):
    reply = asyncio.run(desk.token(**CREDENTIALS, scope="MarketingSolutions_Campaign_Manage"))

    assert read(desk, reply.body["access_token"]).status == 403


@pytest.mark.parametrize(
    ("change", "status", "error"),
    [
        ({"grant_type": None}, 400, "invalid_request"),
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
        ({"client_id": None}, 401, "invalid_client"),
        ({"client_id": "nobody"}, 401, "invalid_client"),
        ({"client_secret": None}, 401, "invalid_client"),
        ({"client_secret": "wrong"}, 401, "invalid_client"),
        ({"scope": "MarketingSolutions_Campaign_Read everything"}, 400, "invalid_scope"),
    ],
)
def test_faulty_token_request_issues_nothing(desk, change, status, error):
    before = asyncio.run(desk.state())

    reply = asyncio.run(desk.token(**{**CREDENTIALS, **change}))

    assert (reply.status, reply.body["error"]) == (status, error)
    assert asyncio.run(desk.state()) == before
