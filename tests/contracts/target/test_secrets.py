"""Secrets come from the environment, and leave no trace in what is kept."""

from base64 import b64encode
from json import dumps
from urllib.parse import quote

import pytest

from contracts.errors import ConfigError
from contracts.finding import Exchange, Reply, Request
from contracts.target import Secrets
from contracts.target.secrets import expand

NASTY = 'p/1+"q" \\ %é'
"""A secret that looks different in each place where it travels."""


def knowing(*texts: str) -> Secrets:
    secrets = Secrets()
    for number, text in enumerate(texts):
        secrets.add(text, f"NAME_{number}")
    return secrets


def test_variables_are_put_into_every_text() -> None:
    value = {"a": ["x-${ONE}", 3, None], "b": {"c": "${ONE}${TWO}"}}

    assert expand(value, {"ONE": "1", "TWO": "2"}, "here") == {
        "a": ["x-1", 3, None],
        "b": {"c": "12"},
    }


def test_variable_is_not_expanded_twice() -> None:
    assert expand("${ONE}", {"ONE": "${TWO}", "TWO": "2"}, "here") == "${TWO}"


def test_missing_variable_is_named_with_its_place_and_remedy() -> None:
    with pytest.raises(ConfigError) as caught:
        expand({"oauth2": {"token": "${NOT_SET}"}}, {}, "targets.staging.apis.criteo.auth")

    text = str(caught.value)
    assert "targets.staging.apis.criteo.auth.oauth2.token" in text
    assert "export NOT_SET=" in text
    assert "\n" not in text


def test_empty_variable_is_set() -> None:
    assert expand("a${EMPTY}b", {"EMPTY": ""}, "here") == "ab"


def test_dollar_without_braces_stays() -> None:
    assert expand("$HOME costs $5", {"HOME": "x"}, "here") == "$HOME costs $5"


@pytest.mark.parametrize(
    "form",
    [
        NASTY,
        quote(NASTY),
        quote(NASTY, safe=""),
        quote(NASTY, safe="").replace("%20", "+"),
        quote(NASTY, safe="").lower(),
        dumps(NASTY)[1:-1],
        dumps(NASTY, ensure_ascii=False)[1:-1],
        b64encode(NASTY.encode()).decode(),
        b64encode(f"user:{NASTY}".encode()).decode(),
    ],
    ids=["plain", "path", "percent", "form", "small-percent", "ascii", "json", "base64", "basic"],
)
def test_secret_is_masked_in_every_form(form: str) -> None:
    secrets = Secrets()
    secrets.add_credentials("caller.default", {"basic": {"username": "user", "password": NASTY}})

    masked = secrets.mask(f"before {form} after")

    assert form not in masked
    assert masked.startswith("before $CALLER_DEFAULT_BASIC")
    assert masked.endswith(" after")


def test_longer_secret_wins_over_one_inside_it() -> None:
    assert knowing("token", "token-and-more").mask("token-and-more") == "$NAME_1"


def test_first_name_of_a_secret_stays() -> None:
    assert knowing("same-text", "same-text").mask("same-text") == "$NAME_0"


@pytest.mark.parametrize("text", ["", "a", "abc"])
def test_short_text_is_no_secret(text: str) -> None:
    assert knowing(text).mask("a abc abc") == "a abc abc"


def test_user_names_and_client_ids_are_shown() -> None:
    secrets = Secrets()
    secrets.add_credentials(
        "caller.default",
        {"oauth2": {"client_id": "our-client", "client_secret": "hush-hush", "token_url": "/t"}},
    )

    assert secrets.mask("our-client hush-hush") == "our-client $CALLER_DEFAULT_OAUTH2_CLIENT_SECRET"


def test_parts_of_a_token_are_secrets_too() -> None:
    secrets = Secrets()
    secrets.add_credentials("caller.default", {"bearer": {"token": "id-0001:hidden-part"}})

    assert "hidden-part" not in secrets.mask("the key hidden-part is wrong")


def test_exchange_is_masked_everywhere() -> None:
    secret = "very-secret-words"
    exchange = Exchange(
        request=Request(
            "POST",
            f"/users/{secret}",
            query=(("token", secret),),
            headers=(("Authorization", f"Bearer {secret}"),),
            body=f'{{"key": "{secret}"}}'.encode(),
        ),
        reply=Reply(200, (("X-Token", secret),), f"you said {secret}".encode()),
        operation="POST /users/{id}",
        api="shop",
        note="a note",
    )

    masked = knowing(secret).mask_exchange(exchange)

    assert secret not in repr(masked)
    assert (masked.operation, masked.api, masked.note) == ("POST /users/{id}", "shop", "a note")


def test_body_that_is_no_text_is_masked_as_well() -> None:
    exchange = Exchange(Request("GET", "/"), Reply(200, (), b"\xff\xfevery-secret\x00"))

    masked = knowing("very-secret").mask_exchange(exchange)

    assert masked.reply is not None
    assert masked.reply.body.startswith(b"\xff\xfe")
    assert b"very-secret" not in masked.reply.body


def test_exchange_without_an_answer_can_be_masked() -> None:
    exchange = Exchange(Request("GET", "/"), None, "timeout")

    assert knowing("very-secret").mask_exchange(exchange) == exchange


def test_number_of_a_user_is_no_secret() -> None:
    secrets = Secrets()
    secrets.add_credentials(
        "caller.user", {"Id": {"value": "880214"}, "Key": {"value": "k-880214"}}
    )

    assert secrets.mask('{"user_id": 880214}') == '{"user_id": 880214}'
    assert "k-880214" not in secrets.mask("X-Key: k-880214")
