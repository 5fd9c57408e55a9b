"""The archive is HAR 1.2, and what only a mock knows stands beside it."""

import json
from base64 import b64decode
from dataclasses import replace

import jsonschema_rs
from hypothesis import given, settings

from mockserver.journal import NotedRefusal, SecretNames, har, mask
from tests.mockserver.journal.test_record import ENTRIES
from tests.support.har_schema import HAR
from tests.support.journals import FORM_HEADERS, JSON_HEADERS, entry

JUDGE = jsonschema_rs.Draft202012Validator(HAR, validate_formats=True)


def archived(*entries):
    archive = har([mask(one, SecretNames()) for one in entries])
    assert [error.message for error in JUDGE.iter_errors(archive)] == []
    return json.loads(json.dumps(archive))["log"]["entries"]


def test_no_entries_are_an_archive_too():
    assert archived() == []


def test_an_entry_is_told_as_har_has_it():
    (found,) = archived(
        entry(
            number=7,
            query=b"a=1&b=%20",
            headers=((b"host", b"localhost:4010"), *JSON_HEADERS),
            body=b'{"item": "tea"}',
            answer_headers=((b"location", b"/orders/1"), *JSON_HEADERS),
            answer_body=b'{"id": 1}',
            seconds=0.0125,
        )
    )

    assert (found["startedDateTime"], found["time"]) == ("2026-01-15T12:00:00.000Z", 12.5)
    request, response = found["request"], found["response"]
    assert request["url"] == "http://localhost:4010/orders?a=1&b=%20"
    assert request["queryString"] == [{"name": "a", "value": "1"}, {"name": "b", "value": " "}]
    assert request["postData"] == {"mimeType": "application/json", "text": '{"item": "tea"}'}
    assert (response["status"], response["statusText"]) == (201, "Created")
    assert response["redirectURL"] == "/orders/1"
    assert response["content"] == {"size": 9, "mimeType": "application/json", "text": '{"id": 1}'}


def test_what_only_the_mock_knows_stands_beside():
    refused = entry(number=7, fault="f1", forced=("code=404",), refusal=NotedRefusal("k", "d"))
    (found,) = archived(refused)

    assert found["_mock"] == {
        "number": 7,
        "sandbox": "default",
        "api": "shop",
        "operation": "POST /orders",
        "operationId": "createOrder",
        "speaker": "stub",
        "refusal": "k",
        "fault": "f1",
        "forced": ["code=404"],
        "proxied": "",
    }


def test_a_request_without_a_body_posts_nothing():
    assert "postData" not in archived(entry())[0]["request"]


def test_bytes_that_are_no_text_are_kept():
    (found,) = archived(entry(body=b"\x89\xff", answer_body=b"\x89\xfe"))

    posted, content = found["request"]["postData"], found["response"]["content"]
    assert (posted["_encoding"], b64decode(posted["text"])) == ("base64", b"\x89\xff")
    assert (content["encoding"], b64decode(content["text"])) == ("base64", b"\x89\xfe")


def test_the_fields_of_a_form_are_listed():
    (found,) = archived(entry(headers=FORM_HEADERS, body=b"a=1&password=x"))

    assert found["request"]["postData"]["params"] == [
        {"name": "a", "value": "1"},
        {"name": "password", "value": "***"},
    ]


def test_cookies_are_listed_without_their_values():
    (found,) = archived(
        entry(
            headers=((b"cookie", b"a=1; b=2"),),
            answer_headers=((b"set-cookie", b"c=3; Path=/"),),
        )
    )

    assert [one["name"] for one in found["request"]["cookies"]] == ["a", "b"]
    assert found["response"]["cookies"] == [{"name": "c", "value": "***"}]


def test_a_cut_body_says_so():
    (found,) = archived(entry(body=b"12", body_bytes=9, answer_body=b"34", answer_body_bytes=8))

    assert found["request"]["bodySize"] == 9
    assert found["request"]["postData"]["comment"] == "The first 2 of 9 bytes."
    assert found["response"]["content"]["size"] == 8


def test_a_request_without_a_host_has_a_url():
    assert archived(entry())[0]["request"]["url"] == "http://mock.invalid/orders"


def test_a_status_without_a_name_has_none():
    assert archived(entry(status=299))[0]["response"]["statusText"] == ""


@settings(max_examples=50, deadline=None)
@given(ENTRIES)
def test_any_entry_can_be_archived(one):
    archived(replace(one, path="/", query=b"", headers=()))


def test_the_schema_of_the_test_refuses_what_is_no_archive():
    archive = har([mask(entry(), SecretNames())])
    del archive["log"]["entries"][0]["request"]["cookies"]

    assert not JUDGE.is_valid(archive)
