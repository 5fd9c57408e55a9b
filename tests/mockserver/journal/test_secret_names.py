"""Names of secrets, and names that only look like them."""

import pytest

from mockserver.journal import SecretNames, secret_names
from mockserver.journal.secret_names import (
    header_says_secret,
    is_count,
    is_plain_id,
    says_secret,
)
from specs.discovery import discover
from specs.operation import SecurityScheme


@pytest.mark.parametrize(
    "name",
    [
        "password", "Password", "user_password", "newPassword", "passwd", "pwd", "passphrase",
        "secret", "client_secret", "clientSecret", "token", "auth_token", "accessToken",
        "refresh-token", "id_token", "csrf_token", "api_key", "apiKey", "X-API-KEY", "privateKey",
        "secret_access_key", "credentials", "authorization", "auth", "jwt", "otp", "sessionId",
        "session_id", "tokens", "passwords",
    ],
)  # fmt: skip
def test_a_name_says_secret(name):
    assert says_secret(name)


@pytest.mark.parametrize(
    "name",
    [
        "name", "id", "token_type", "token_url", "client_id", "nextPageToken", "page_token",
        "continuation_token", "key", "author", "authority", "secretary", "password_changed_at",
        "cookie_policy", "username", "expires_in", "",
    ],
)  # fmt: skip
def test_a_name_does_not_say_secret(name):
    assert not says_secret(name)


@pytest.mark.parametrize(
    "name",
    [
        "Authorization", "Proxy-Authorization", "Cookie", "Set-Cookie", "X-Api-Key", "X-Apikey",
        "X-Auth-Token", "X-Session-Key", "X-Session-User-Id", "X-Auth", "Api-Secret",
    ],
)  # fmt: skip
def test_a_header_says_secret(name):
    assert header_says_secret(name)


@pytest.mark.parametrize(
    "name",
    [
        "Accept", "Host", "X-Author", "Idempotency-Key", "X-Idempotency-Key", "WWW-Authenticate",
        "Proxy-Authenticate", "Mock-Sandbox", "Location", "Sec-WebSocket-Key",
    ],
)  # fmt: skip
def test_a_header_does_not_say_secret(name):
    assert not header_says_secret(name)


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("X-Session-User-Id", "4296", True),
        ("X-Session-User-Id", "4296a", False),
        ("X-Session-User-Id", "1234567890", False),
        ("auth_token", "4296", False),
        ("sessionId", "12", True),
    ],
)
def test_the_number_of_a_user_is_no_secret(name, value, expected):
    assert is_plain_id(name, value) is expected


@pytest.mark.parametrize(("name", "expected"), [("max_tokens", True), ("token", False)])
def test_plural_numbers_are_counts(name, expected):
    assert is_count(name) is expected


SCHEMES = [
    SecurityScheme("a", "apiKey", place="header", parameter="X-Pass"),
    SecurityScheme("b", "apiKey", place="query", parameter="pass"),
    SecurityScheme("c", "apiKey", place="cookie", parameter="crumb"),
    SecurityScheme("d", "http", http_scheme="bearer"),
]


def test_schemes_name_secrets():
    names = SecretNames.of(SCHEMES, [])

    assert names.has_header("x-pass")
    assert names.has_member("pass")
    assert not names.has_header("x-other")
    assert not names.has_member("crumb")


def test_long_names_say_it_at_their_end():
    assert SecretNames().has_member("x" * 500 + "_token")
    assert not SecretNames().has_member("token_" + "x" * 500)


def test_path_parameters_name_secrets():
    names = SecretNames.of(
        [], ["/v1/{api_key}/a", "/v1/{api_key}/b/{token}.json", "/v1/{id}", "/v2"]
    )

    assert names.paths == {("v1", "{api_key}"), ("v1", "{api_key}", "b", "{token}.json")}


def test_the_bundled_apis_name_theirs():
    bundles = discover()
    schemes = [scheme for bundle in bundles for scheme in bundle.schemes.values()]
    paths = [operation.path for bundle in bundles for operation in bundle.operations]
    names = SecretNames.of(schemes, paths)

    assert names.has_header("X-Spaaza-Session-Key")
    assert names.has_member("auth_token")
    assert ("priv", "v1", "apps", "{api_key}") in names.paths


@pytest.mark.parametrize("word", sorted({*secret_names._ALL_ENDINGS, *secret_names._WHOLE}))
def test_a_quick_look_sees_every_word_that_says_secret(word):
    assert SecretNames().may_stand_in(f'{{"{word}": 1}}'.encode())
    assert SecretNames().may_stand_in(f'{{"{"-".join(word.upper())}":1}}'.encode())


def test_a_quick_look_passes_over_what_says_nothing():
    assert not SecretNames().may_stand_in(b'{"id": "1", "campaigns": [{"id": 7}]}')
    assert SecretNames(members=frozenset(["q"])).may_stand_in(b'{"q": "1"}')
