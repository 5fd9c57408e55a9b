"""No secret is shown: where it stands, and where another part repeats it."""

import json
from base64 import b64encode
from urllib.parse import quote

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mockserver.journal import (
    NotedRefusal,
    Query,
    SecretNames,
    detail,
    har,
    mask,
    summary,
)
from mockserver.journal.events import event_text
from mockserver.stubkit import Violation
from tests.mockserver.journal.test_record import ENTRIES
from tests.support.journals import FORM_HEADERS, JSON_HEADERS, entry

NAMES = SecretNames(
    headers=frozenset(["x-pass"]),
    members=frozenset(["pass"]),
    paths=frozenset([("apps", "{api_key}"), ("v2", "{id}", "{token}")]),
)


def header(name: str, value: str) -> str:
    shown = mask(entry(headers=((name.encode(), value.encode("latin-1")),)), NAMES)
    return shown.headers[0][1].decode("latin-1")


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("authorization", "Bearer abc", "Bearer ***"),
        ("Authorization", "Basic dTpw", "Basic ***"),
        ("authorization", "Digest username=a, response=b", "Digest ***"),
        ("authorization", "abcdef", "***"),
        ("authorization", "", ""),
        ("proxy-authorization", "Bearer abc", "Bearer ***"),
        ("cookie", "sid=abc; theme=dark", "sid=***; theme=***"),
        ("cookie", "mock-sandbox=w3; sid=abc", "mock-sandbox=w3; sid=***"),
        ("set-cookie", "sid=abc; Path=/; HttpOnly", "sid=***; Path=/; HttpOnly"),
        ("x-api-key", "abc", "***"),
        ("x-pass", "abc", "***"),
        ("x-session-user-id", "4296", "4296"),
        ("x-session-key", "4296", "***"),
        ("accept", "text/html", "text/html"),
        ("idempotency-key", "abc", "abc"),
    ],
)
def test_headers_are_masked_by_name(name, value, shown):
    assert header(name, value) == shown


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/apps/abc/things", "/apps/***/things"),
        ("/apps/abc", "/apps/***"),
        ("/apps/a%20c/nothing/such", "/apps/***/nothing/such"),
        ("/%61pps/abc", "/%61pps/***"),
        ("/apps//x", "/apps//x"),
        ("/apps", "/apps"),
        ("/v2/7/abc", "/v2/7/***"),
        ("/v1/7/abc", "/v1/7/abc"),
        ("/", "/"),
    ],
)
def test_paths_are_masked_by_the_names_of_their_parameters(path, shown):
    assert mask(entry(path=path), NAMES).path == shown


def test_the_query_is_masked():
    assert mask(entry(query=b"a=1&auth_token=abc&pass=x"), NAMES).query == (
        b"a=1&auth_token=***&pass=***"
    )


def test_both_bodies_are_masked():
    shown = mask(
        entry(
            headers=FORM_HEADERS,
            body=b"client_secret=abc",
            answer_headers=JSON_HEADERS,
            answer_body=b'{"access_token": "abc"}',
        ),
        NAMES,
    )

    assert (shown.body, shown.answer_body) == (b"client_secret=***", b'{"access_token": "***"}')


def test_an_answer_that_repeats_a_secret_is_masked():
    shown = mask(
        entry(
            path="/apps/open-sesame/x",
            answer_headers=((b"location", b"/apps/open-sesame/x/1"),),
            answer_body=b'{"instance": "/apps/open-sesame/x", "open": "open-sesames"}',
        ),
        NAMES,
    )

    assert shown.answer_headers[0][1] == b"/apps/***/x/1"
    assert shown.answer_body == b'{"instance": "/apps/***/x", "open": "open-sesames"}'


def test_the_password_of_basic_credentials_is_a_secret():
    packed = b64encode(b"user:open sesame")
    shown = mask(
        entry(
            headers=((b"authorization", b"Basic " + packed),),
            answer_body=b"no user with open sesame",
        ),
        NAMES,
    )

    assert shown.answer_body == b"no user with ***"


def test_a_part_of_a_credential_is_a_secret():
    shown = mask(
        entry(
            headers=((b"authorization", b"Bearer 17:opensesame"),),
            answer_body=b"opensesame is not 17",
        ),
        NAMES,
    )

    assert shown.answer_body == b"*** is not 17"


def test_of_very_many_secrets_each_is_masked_in_its_own_place():
    body = b"&".join(b"token=sesame%d" % number for number in range(500))
    shown = mask(entry(headers=FORM_HEADERS, body=body), NAMES)

    assert shown.body == b"&".join([b"token=***"] * 500)


@pytest.mark.parametrize("secret", ["abc", "4296"])
def test_what_may_be_anything_is_masked_in_its_own_place_only(secret):
    shown = mask(entry(query=f"auth_token={secret}".encode(), answer_body=secret.encode()), NAMES)

    assert (shown.query, shown.answer_body) == (b"auth_token=***", secret.encode())


def test_the_words_of_a_refusal_are_masked():
    about_secret = Violation("query", "pass", "", "minLength", '"abc" is too short')
    about_other = Violation("body", "", "/a", "const", '"open-sesame" is not 1')
    refusal = NotedRefusal(
        "invalid_request",
        f"query pass: {about_secret.message}; body /a: {about_other.message}.",
        (about_secret, about_other),
    )
    shown = mask(entry(query=b"pass=abc&token=open-sesame", refusal=refusal), NAMES).refusal

    assert [item.message for item in shown.violations] == [
        "the value breaks minLength",
        '"***" is not 1',
    ]
    assert shown.detail == 'query pass: the value breaks minLength; body /a: "***" is not 1.'


def test_a_missing_secret_is_told_as_missing():
    missing = Violation("header", "X-Pass", "", "required", "it is missing")
    shown = mask(entry(refusal=NotedRefusal("k", "d", (missing,))), NAMES)

    assert shown.refusal.first == "header X-Pass: it is missing"


def test_an_entry_without_secrets_stays_as_it_is():
    plain = entry(
        path="/orders/5",
        query=b"a=%20b",
        headers=[(b"accept", b"*/*")],
        body=b'{"item":  "tea"}',
        answer_headers=[(b"location", b"/x")],
    )

    assert mask(plain, NAMES) == plain


SECRETS = st.text('abcdefgXYZ089-_.~+/=& éß"\\', min_size=6, max_size=20).filter(
    lambda text: text.strip() == text and not text.isdecimal() and text.strip("*")
)


def entries_with(secret: str) -> dict:
    """An entry for each place where a secret can stand; each repeats it in its answer."""
    raw = secret.encode()
    line = secret.encode("latin-1")
    form = quote(secret, safe="").encode()
    bodies = {
        "json": (JSON_HEADERS, json.dumps({"password": secret}).encode()),
        "plain json": (JSON_HEADERS, json.dumps({"password": secret}, ensure_ascii=False).encode()),
        "cut json": (JSON_HEADERS, json.dumps({"token": secret}).encode()[:-3]),
        "form": (FORM_HEADERS, b"client_secret=" + form),
        "deep": (JSON_HEADERS, json.dumps({"credentials": [{"x": secret}]}).encode()),
    }
    return {
        **{name: {"headers": kind, "body": body} for name, (kind, body) in bodies.items()},
        "path": {"path": "/apps/" + form.decode() + "/x"},
        "query": {"query": b"auth_token=" + form},
        "scheme": {"headers": ((b"authorization", b"Bearer " + line),)},
        "key": {"headers": ((b"x-api-key", line),)},
        "basic": {"headers": ((b"authorization", b"Basic " + b64encode(b"u:" + raw)),)},
        "answer": {"answer_headers": JSON_HEADERS, "answer_body": bodies["json"][1]},
    }


def everything_shown(one) -> str:
    shown = mask(one, NAMES)
    query = Query(path="/nowhere", headers={"authorization": "x", "x-api-key": "x"})
    differences = [item.says for item in query.differences(one, shown)]
    told = [summary(shown), detail(shown), har([shown]), differences]
    return json.dumps(told, ensure_ascii=False) + event_text(shown)


@pytest.mark.parametrize("place", entries_with("-"))
@settings(max_examples=20, deadline=None)
@given(secret=SECRETS)
@example(secret="p4ss w/rd+é")
def test_a_secret_is_shown_nowhere(place, secret):
    text = everything_shown(entry(**entries_with(secret)[place]))

    forms = {
        secret,
        quote(secret, safe=""),
        json.dumps(secret)[1:-1],
        b64encode(f"u:{secret}".encode()).decode(),
    }
    assert [form for form in forms if form in text] == []


@pytest.mark.parametrize("place", [name for name in entries_with("-") if name != "answer"])
@settings(max_examples=20, deadline=None)
@given(
    secret=st.text("abcdefgXYZ089-_.", min_size=6, max_size=20).filter(
        lambda text: text[0].isalnum() and text[-1].isalnum() and not text.isdecimal()
    )
)
def test_a_repeated_secret_is_shown_nowhere(place, secret):
    members = entries_with(secret)[place]
    if place == "cut json":
        secret = secret[:-1]
    answer = json.dumps({"instance": f"/x/{secret}", "detail": f"No {secret}."}).encode()
    refusal = NotedRefusal("unknown_path", f"No operation has the path /{secret}.")
    one = entry(**{**members, "answer_body": answer, "refusal": refusal, "notes": (secret,)})

    assert secret not in everything_shown(one)


@settings(deadline=None)
@given(ENTRIES)
def test_masking_again_changes_nothing(one):
    once = mask(one, NAMES)

    assert mask(once, NAMES) == once
