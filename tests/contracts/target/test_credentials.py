"""Each security scheme gets what it asks for, and nothing else is sent."""

from base64 import b64decode
from typing import Any

import pytest

from contracts.target.credentials import WRONG_VALUE, show, wrong_credentials
from specs.operation import Operation
from tests.support.documents import api, bundle_of, operation

SCHEMES = {
    "basic": {"type": "http", "scheme": "basic"},
    "bearer": {"type": "http", "scheme": "bearer"},
    "digest": {"type": "http", "scheme": "digest"},
    "head": {"type": "apiKey", "in": "header", "name": "X-Key"},
    "ask": {"type": "apiKey", "in": "query", "name": "key"},
    "jar": {"type": "apiKey", "in": "cookie", "name": "session"},
    "jar2": {"type": "apiKey", "in": "cookie", "name": "user"},
    "oauth": {
        "type": "oauth2",
        "flows": {"clientCredentials": {"tokenUrl": "/token", "scopes": {}}},
    },
}


def secured(*alternatives: Any) -> Operation:
    document = api(
        {"/": {"get": operation("it", security=list(alternatives))}},
        components={"securitySchemes": SCHEMES},
    )
    return bundle_of(document).operations[0]


def test_basic_sends_user_and_password() -> None:
    shown = show(secured({"basic": []}), {"basic": {"username": "me", "password": "p:é"}}, {})

    ((name, value),) = shown.headers
    word, _, packed = value.partition(" ")
    assert (name, word) == ("Authorization", "Basic")
    assert b64decode(packed).decode() == "me:p:é"


@pytest.mark.parametrize(
    ("scheme", "members", "headers", "query"),
    [
        ("bearer", {"token": "t"}, (("Authorization", "Bearer t"),), ()),
        ("oauth", {"token": "t"}, (("Authorization", "Bearer t"),), ()),
        ("digest", {"value": "v"}, (("Authorization", "Digest v"),), ()),
        ("head", {"value": "v"}, (("X-Key", "v"),), ()),
        ("ask", {"value": "v"}, (), (("key", "v"),)),
        ("jar", {"value": "v"}, (("Cookie", "session=v"),), ()),
    ],
)
def test_scheme_is_shown_in_its_place(
    scheme: str, members: dict[str, str], headers: tuple[Any, ...], query: tuple[Any, ...]
) -> None:
    shown = show(secured({scheme: []}), {scheme: members}, {})

    assert (shown.headers, shown.query) == (headers, query)


def test_fetched_token_is_sent_for_client_credentials() -> None:
    members = {"client_id": "c", "client_secret": "s"}

    shown = show(secured({"oauth": []}), {"oauth": members}, {"oauth": "fetched"})

    assert shown.headers == (("Authorization", "Bearer fetched"),)


def test_several_cookies_travel_in_one_header() -> None:
    both = {"jar": {"value": "1"}, "jar2": {"value": "2"}}

    assert show(secured({"jar": [], "jar2": []}), both, {}).headers == (
        ("Cookie", "session=1; user=2"),
    )


def test_first_alternative_that_is_complete_is_shown() -> None:
    guarded = secured({"head": [], "ask": []}, {"bearer": []})

    shown = show(guarded, {"head": {"value": "h"}, "bearer": {"token": "t"}}, {})

    assert shown.headers == (("Authorization", "Bearer t"),)
    assert shown.query == ()


def test_half_an_alternative_is_shown_if_there_is_no_whole_one() -> None:
    shown = show(secured({"head": [], "ask": []}), {"head": {"value": "h"}}, {})

    assert (shown.headers, shown.query) == ((("X-Key", "h"),), ())


def test_open_operation_shows_nothing() -> None:
    shown = show(secured(), {"basic": {"username": "me", "password": "word"}}, {})

    assert (shown.headers, shown.query) == ((), ())


def test_nobody_shows_nothing() -> None:
    shown = show(secured({"basic": []}), {}, {})

    assert (shown.headers, shown.query) == ((), ())


@pytest.mark.parametrize("scheme", sorted(SCHEMES))
def test_wrong_credentials_have_the_form_of_right_ones(scheme: str) -> None:
    guarded = secured({scheme: []})

    shown = show(guarded, wrong_credentials(guarded), {})

    told = [value for _, value in (*shown.headers, *shown.query)]
    assert len(told) == 1
    if scheme == "basic":
        assert WRONG_VALUE in b64decode(told[0].partition(" ")[2]).decode()
    else:
        assert WRONG_VALUE in told[0]
