from base64 import b64encode

import pytest

from contracts.finding import Reply, Request
from contracts.lawkit import Law, NotJudged
from contracts.laws.operation_credentials import nearly_right_credentials_are_refused
from tests.support.exchanges import bundled, example
from tests.support.sessions import judged, reply

LAW: Law = nearly_right_credentials_are_refused
CAMPAIGN = example("criteo", "getCampaign", "200", "documented")
REFUSED = example("criteo", "getCampaign", "401", "missing")
DENIED = {"status": "error", "errors": {"code": "access_denied"}}
OK = {"status": "ok", "campaign": {"state": "qualified", "behaviors": []}}
INTERACTED = example("spaaza", "interactCampaign", "200", "interacted")
NO_SESSION = example("spaaza", "interactCampaign", "401", "no_valid_session")


OTHER_FORM = "an Authorization header of another form in oauth2"


def basic(pair: str) -> str:
    return f"Basic {b64encode(pair.encode()).decode()}"


def bearer(request: Request) -> str:
    return request.header("Authorization") or ""


@pytest.mark.parametrize(
    ("takes", "what"),
    [
        (lambda word: word.startswith("Bearer demo-token"), "one character too many in oauth2"),
        (lambda word: word == "Bearer demo-toke", "the last character missing in oauth2"),
        (lambda word: word.endswith(" demo-token"), OTHER_FORM),
        (lambda word: word == "Bearer", OTHER_FORM),
    ],
)  # fmt: skip
def test_token_that_is_nearly_right_and_served_is_found(takes, what: str) -> None:
    def server(request: Request) -> Reply:
        return reply(200, CAMPAIGN) if takes(bearer(request)) else reply(401, REFUSED)

    (found,) = judged(LAW, bundled("criteo"), server, operation="getCampaign")

    assert found.cause == what


def test_server_that_compares_whole_tokens_is_fine() -> None:
    def server(request: Request) -> Reply:
        return reply(200, CAMPAIGN) if bearer(request) == "Bearer demo-token" else reply(401)

    assert judged(LAW, bundled("criteo"), server, operation="getCampaign") == []


@pytest.mark.parametrize(
    ("pair", "what"),
    [
        ("demo-key:", "an empty password in basic"),
        ("demo-key:not-d", "another password in basic"),
        ("demo-key:demo-secret0", "one character too many in basic"),
    ],
)
def test_password_that_is_not_checked_is_found(pair: str, what: str) -> None:
    def server(request: Request) -> Reply:
        return reply(200, OK if bearer(request) == basic(pair) else DENIED)

    (found,) = judged(LAW, bundled("sessionm"), server, operation="getProgress")

    assert found.cause == what


def test_token_in_the_query_is_spoiled_there() -> None:
    sent = []

    def server(request: Request) -> Reply:
        sent.append(dict(request.query).get("auth_token"))
        return reply(401, DENIED)

    assert judged(LAW, bundled("sessionm"), server, operation="getAnonymousProgress") == []
    assert sent == ["guest-token0", "guest-toke"]


def spaaza(takes):
    def server(request: Request) -> Reply:
        user = request.header("X-Spaaza-Session-User-Id")
        key = request.header("X-Spaaza-Session-Key")
        return reply(200, INTERACTED) if takes(user, key) else reply(401, NO_SESSION)

    return [found.cause for found in judged(LAW, bundled("spaaza"), server)]


def test_session_that_is_half_right_is_found() -> None:
    assert spaaza(lambda user, key: user == "5001" and key is None) == ["without UserSessionKey"]
    assert spaaza(lambda user, key: user == "5001" and key == "user-key-5002") == [
        "another caller's UserSessionKey"
    ]
    assert spaaza(lambda user, key: (user, key) == ("5001", "demo-user-key")) == []


def test_no_good_credentials_are_sent() -> None:
    """Each call would be refused by a server that knows what is good."""
    good = {
        ("5001", "demo-user-key", None), ("5002", "user-key-5002", None),
        ("9001", "demo-admin-key", None), ("9002", "blind-admin-key", None),
    }  # fmt: skip

    def server(request: Request) -> Reply:
        names = ("X-Spaaza-Session-User-Id", "X-Spaaza-Session-Key", "Authorization")
        assert tuple(request.header(name) for name in names) not in good
        assert request.caller == "nobody"
        return reply(401, NO_SESSION)

    assert judged(LAW, bundled("spaaza"), server) == []


def test_caller_who_fetches_tokens_has_none_to_spoil() -> None:
    values = {
        "caller.default": {"oauth2": {"client_id": "a", "client_secret": "b"}},
        "campaign.capped": "1",
    }

    with pytest.raises(NotJudged):
        judged(LAW, bundled("criteo"), lambda _: reply(401), operation="getCampaign", values=values)
