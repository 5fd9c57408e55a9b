"""Secrets in bodies: masked where they stand, whatever the body's form; all else stays."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockserver.journal import SecretNames
from mockserver.journal.secret_bodies import mask_body, mask_pairs

NAMES = SecretNames(members=frozenset(["pass"]))


def masked(kind: str, body: str) -> str:
    return mask_body(kind, body.encode(), NAMES, lambda secret: None).decode()


def found_in(kind: str, body: str) -> set[bytes]:
    found: set[bytes] = set()
    mask_body(kind, body.encode(), NAMES, found.add)
    return found


_PLAIN_NAMES = st.sampled_from(["id", "campaigns", "tokenId", "nextPageToken", "as", "Zoë", 'a"b'])
_SECRET_NAMES = st.sampled_from(
    ["token", "API-Key", "pass", "pass_word", "x" * 120 + "secret", "s-i-d", "S_ID", "Ötp", "o\tp"]
)
_NESTED = st.recursive(
    st.none() | st.integers() | st.text(max_size=5) | st.sampled_from(["token", "my secret"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(_PLAIN_NAMES | _SECRET_NAMES | st.text(max_size=6), inner, max_size=3)
    ),
    max_leaves=10,
)


@given(value=_NESTED, is_ascii=st.booleans(), cut=st.integers(0, 40))
def test_a_quick_look_overlooks_nothing(value, is_ascii, cut):
    text = json.dumps(value, ensure_ascii=is_ascii)
    text = text[: max(0, len(text) - cut)] if cut < 10 else text
    # Only what says that it is JSON is looked at quickly.
    assert masked("application/json", text) == masked("text/plain", text)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('{"password": "x", "a": 1}', '{"password": "***", "a": 1}'),
        ('{"pass":"x"}', '{"pass":"***"}'),
        ('{"a": {"token": "x\\"y"}}', '{"a": {"token": "***"}}'),
        ('{"p\\u0061ssword": "x"}', '{"p\\u0061ssword": "***"}'),
        ('{"otp": 123456}', '{"otp": "***"}'),
        ('{"max_tokens": 5}', '{"max_tokens": 5}'),
        ('{"tokens": ["x", "y"]}', '{"tokens": "***"}'),
        ('{"credentials": {"user": "x"}, "b": 2}', '{"credentials": "***", "b": 2}'),
        ('{"password": ""}', '{"password": ""}'),
        ('{"password": null, "token": true}', '{"password": null, "token": true}'),
        ('{"tokens": []}', '{"tokens": []}'),
        ('{"sessionId": "42"}', '{"sessionId": "42"}'),
        ('{"note": "\\"password\\": \\"x\\""}', '{"note": "\\"password\\": \\"x\\""}'),
        ('{"a": ",", "b": ":"}', '{"a": ",", "b": ":"}'),
        ('["password", "x"]', '["password", "x"]'),
        ('{"password": "x", "password": "y"}', '{"password": "***", "password": "***"}'),
        ("password", "password"),
    ],
)
def test_json_members_are_masked(body, expected):
    assert masked("application/json", body) == expected


@pytest.mark.parametrize(
    "body",
    [
        '{"password": "sesa',
        '{"password": "sesa\\',
        '{"password": "sesa\\u00',
        '{"tokens": ["sesa", "se',
        '{"credentials": {"a": {"b": "sesa',
        '{"password": "sesame" oops',
    ],
)
def test_json_that_is_cut_or_broken_is_masked_too(body):
    assert "sesa" not in masked("application/json", body)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("password=x&a=1", "password=***&a=1"),
        ("a=1&pass=x+y%20z", "a=1&pass=***"),
        ("p%61ssword=x", "p%61ssword=***"),
        ("password=&password", "password=&password"),
        ("a=%FF&b", "a=%FF&b"),
    ],
)
def test_form_fields_are_masked(body, expected):
    assert masked("application/x-www-form-urlencoded", body) == expected
    assert mask_pairs(body, NAMES, lambda secret: None) == expected


def test_parts_are_masked():
    body = (
        '--b\r\nContent-Disposition: form-data; name="password"\r\n\r\nsesame\r\n'
        '--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n'
        "Content-Type: text/plain\r\n\r\nhello\r\n--b--\r\n"
    )

    expected = body.replace("sesame", "***")
    assert masked("multipart/form-data; boundary=b", body) == expected


@pytest.mark.parametrize(
    "body", ['--b\r\ncontent-disposition: form-data; NAME="token"\r\n\r\nsesa']
)
def test_parts_that_are_cut_are_masked_too(body):
    assert masked("multipart/form-data", body).endswith("\r\n\r\n***")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<a><password>x</password><b>y</b></a>", "<a><password>***</password><b>y</b></a>"),
        ('<n:token kind="t">x</n:token>', '<n:token kind="t">***</n:token>'),
        ("<token/><b>y</b>", "<token/><b>y</b>"),
        ("<password>sesa", "<password>***"),
    ],
)
def test_elements_are_masked(body, expected):
    assert masked("application/soap+xml", body) == expected


def test_what_was_masked_is_told():
    assert found_in("application/json", '{"token": "a\\u00e9"}') == {
        b"a\\u00e9",
        "aé".encode(),
    }
    assert found_in("application/json", '{"tokens": ["one", "two"]}') == {b"one", b"two"}
    assert found_in("application/x-www-form-urlencoded", "token=a%2Fb") == {b"a/b"}


_KINDS = st.sampled_from(
    ["application/json", "application/x-www-form-urlencoded", "multipart/form-data", "text/xml", ""]
)


@settings(deadline=None)
@given(_KINDS, st.binary())
def test_any_bytes_without_secrets_stay_as_they_are(kind, body):
    masked_body = mask_body(kind, body, SecretNames(), lambda secret: None)

    assert masked_body == body or b"***" in masked_body


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["a", "b", 'x"y', "password", "é"]), inner)
    ),
    max_leaves=10,
)


@settings(deadline=None)
@given(_VALUES, st.booleans())
def test_masked_json_is_json_with_only_secrets_changed(value, is_ascii):
    def is_hidden(one) -> bool:
        return not (one is None or isinstance(one, bool) or one in ("", [], {}))

    def expected(item):
        if isinstance(item, list):
            return [expected(one) for one in item]
        if not isinstance(item, dict):
            return item
        return {
            name: "***" if name == "password" and is_hidden(one) else expected(one)
            for name, one in item.items()
        }

    text = masked("application/json", json.dumps(value, ensure_ascii=is_ascii))
    assert json.loads(text) == expected(value)
