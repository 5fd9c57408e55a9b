import pytest

from contracts.checks.json_is_well_formed import json_is_well_formed
from contracts.finding import Request
from tests.support.documents import response
from tests.support.exchanges import shop, speaking, subject, verdicts
from tests.support.sessions import reply

API = shop({"200": response({"type": "object"}), "204": {"description": "d"}})


def causes(body: bytes, content_type: str = "application/json") -> list[str]:
    judged = subject(API, got=reply(200, body, Content_Type=content_type))
    return [found.cause for found in verdicts(json_is_well_formed, judged)]


@pytest.mark.parametrize(
    ("body", "cause"),
    [
        (b"{", "syntax"),
        (b"{'a': 1}", "syntax"),
        (b'{"a": 1,}', "syntax"),
        (b'{"a": 1} x', "syntax"),
        (b'{"a": NaN}', "constant"),
        (b'{"a": [-Infinity]}', "constant"),
        (b'{"a": 1, "a": 1}', "duplicate"),
        (b'{"b": [{"a": 1, "c": 2, "a": 3}]}', "duplicate"),
        (b'\xef\xbb\xbf{"a": 1}', "bom"),
        (b'{"a": "\xff"}', "utf-8"),
        (b'{"a": "\xed\xa0\x80"}', "utf-8"),
        ('{"a": "é"}'.encode("latin-1"), "utf-8"),
    ],
)
def test_fault_is_found(body: bytes, cause: str) -> None:
    assert causes(body) == [cause]


@pytest.mark.parametrize(
    "body",
    [
        b'{"a":1}',
        b'{"a": 1.0, "b": [1, 1], "c": {"a": 1}}',
        b' \n{ "a" : "\\u00e9" }\n',
        '{"a": "é"}'.encode(),
        b'{"a": 123456789012345678901234567890}',
        b'{"a": "\\ud800"}',
        b"[" * 3000 + b"]" * 3000,
    ],
)
def test_good_json_is_fine(body: bytes) -> None:
    assert causes(body) == []


def test_other_charset_is_found_where_it_matters() -> None:
    kind = "application/json; charset=iso-8859-1"

    assert causes('{"a":"é"}'.encode(), kind) == ["charset"]
    assert causes(b'{"a":"e"}', kind) == []


def test_problem_json_is_judged_and_text_is_not() -> None:
    assert causes(b"{", "application/problem+json") == ["syntax"]
    assert causes(b"{", "text/plain") == []


def test_missing_body_is_found_where_one_is_documented() -> None:
    (found,) = verdicts(json_is_well_formed, subject(API, got=200))

    assert found.cause == "empty"
    assert verdicts(json_is_well_formed, subject(API, got=204)) == []


def test_answer_to_head_needs_no_body() -> None:
    assert verdicts(json_is_well_formed, subject(API, request=Request("HEAD", "/items/1"))) == []


def test_schema_is_not_asked_as_well() -> None:
    assert speaking(subject("criteo", "getCampaign", reply(200, b'{"data": '))) == {
        "json_is_well_formed"
    }
