"""Bodies that no honest client would send, and content types that do not fit them."""

import gzip

import httpx2
import orjson
import pytest

from specs.values import Json
from tests.end_to_end.doors import BODY_DOORS, Door, door
from tests.end_to_end.judging import (
    assert_declared,
    assert_refused,
    code_of,
    nothing_changes,
)
from tests.end_to_end.wire import Answer, request

MALFORMED = {"criteo": (400, "invalid-syntax"), "sessionm": (400, "argument_error")}
NO_JSON = {
    "blank": b"  ",
    "half": b'{"data": [',
    "rest behind": b"{}{}",
    "single quotes": b"{'data': {}}",
    "comma at the end": b'{"data": {},}',
    "comment": b"{/* data */}",
    "no number": b'{"data": NaN}',
    "infinity": b'{"data": Infinity}',
    "minus infinity": b'{"data": -Infinity}',
    "number with zeros": b'{"data": 007}',
    "invalid utf-8": b'{"data": "\xff\xfe"}',
    "overlong utf-8": b'{"data": "\xc0\xaf"}',
    "surrogate": b'{"data": "\xed\xa0\x80"}',
    "half a pair": b'{"data": "\\ud800"}',
    "raw control character": b'{"data": "\x01"}',
    "nul": b"\x00",
    "utf-16": '{"data": {}}'.encode("utf-16"),
    "100,000 lists": b'{"data": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "100,000 objects": b'{"data":' * 100_000 + b"1" + b"}" * 100_000,
    "100,000 lists, open": b"[" * 100_000,
    "form": b"data=1&filters=2",
    "xml": b"<?xml version='1.0'?><data/>",
    "zipped": gzip.compress(b"{}"),
}
WRONG_JSON = {
    "null": b"null",
    "list": b"[]",
    "number": b"1",
    "text": b'"data"',
    "true": b"true",
    "wrong members": b'{"data": 1, "campaign": 1, "filters": 1}',
    "null members": b'{"data": null, "campaign": null, "filters": null}',
    "10,000 nulls": b'{"data": [' + b",".join([b"null"] * 10_000) + b'], "filters": []}',
}
ODD_JSON = {
    "5000 digits": b"1" * 5000,
    "40 digits": b"9" * 40,
    "minus 40 digits": b"-" + b"9" * 40,
    "beyond a double": b"1e999",
    "tiny": b"5e-324",
    "minus zero": b"-0.0",
    "nul text": b'"\\u0000"',
    "1 MB text": b'"' + b"x" * 1_000_000 + b'"',
    "1 MB of escapes": b'"' + b"\\u00e9" * 170_000 + b'"',
    "1 MB name": b'{"' + b"x" * 1_000_000 + b'": 1}',
    "100,000 members": orjson.dumps({str(number): number for number in range(100_000)}),
    "200 deep": b'{"a":' * 200 + b"1" + b"}" * 200,
    "300 deep": b'{"a":' * 300 + b"1" + b"}" * 300,
    "1000 deep": b'{"a":' * 1000 + b"1" + b"}" * 1000,
    "1000 lists deep": b"[" * 1000 + b"]" * 1000,
}
WRONG_TYPES = [
    "text/plain",
    "text/json",
    "text/html",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/xml",
    "*/*",
    "json",
    "",
    "application/json, text/plain",
    "application/json; charset=klingon",
    "application/json; charset=utf-16",
    "application/json; charset=latin-1",
    "application/json; charset=rot13",
    "application/json; charset=zlib_codec",
    "application/json; charset=undefined",
    b"application/json; charset=\xff",
]
RIGHT_TYPES = [
    "application/json",
    "Application/JSON; charset=UTF-8",
    'application/json;charset="utf-8"',
    "APPLICATION/JSON",
    "application/json;",
]


def put_in(door: Door, body: bytes) -> bytes:
    """Returns the operation's example with a further member."""
    example = door.body
    assert example is not None
    assert example.endswith(b"}")
    return example[:-1] + b', "extra": ' + body + b"}"


def ask(url: str, door: Door, body: bytes) -> Answer:
    return request(url, door.operation.method, door.target(), door.headers, body)


@pytest.mark.parametrize("door", BODY_DOORS, ids=str)
@pytest.mark.parametrize("body", NO_JSON.values(), ids=NO_JSON.keys())
def test_body_that_is_no_json_is_refused(
    mock: httpx2.Client, mock_url: str, door: Door, body: bytes
) -> None:
    with nothing_changes(mock):
        answer = ask(mock_url, door, body)

    assert_refused(door, answer)
    assert (answer.status, code_of(door.api, answer)) == MALFORMED[door.api]


@pytest.mark.parametrize("door", BODY_DOORS, ids=str)
@pytest.mark.parametrize("body", WRONG_JSON.values(), ids=WRONG_JSON.keys())
def test_json_of_a_wrong_shape_is_refused(
    mock: httpx2.Client, mock_url: str, door: Door, body: bytes
) -> None:
    with nothing_changes(mock):
        answer = ask(mock_url, door, body)

    assert_refused(door, answer)
    assert answer.status in (200, 400)
    assert len(answer.content) < 100_000


@pytest.mark.parametrize("door", BODY_DOORS, ids=str)
@pytest.mark.parametrize("body", ODD_JSON.values(), ids=ODD_JSON.keys())
def test_odd_json_gets_a_documented_answer(
    mock: httpx2.Client, mock_url: str, door: Door, body: bytes
) -> None:
    before = mock.get("/_mock/state").json()

    answer = ask(mock_url, door, put_in(door, body))

    assert_declared(door, answer)
    assert answer.status < 500
    if answer.status >= 400:
        assert mock.get("/_mock/state").json() == before


@pytest.mark.parametrize("member", ["metadata", "targeting"])
@pytest.mark.parametrize("depth", [200, 246, 248, 250, 252, 254, 260, 400, 1000])
def test_deep_campaign_is_kept_or_refused(
    mock: httpx2.Client, mock_url: str, member: str, depth: int
) -> None:
    create = door("sessionm", "createCampaign")
    campaign = orjson.dumps(
        {
            "name": "Deep",
            "status": "live",
            "starts_at": "2026-01-01T00:00:00Z",
            "ends_at": "2036-01-01T00:00:00Z",
        }
    )
    deep = b'{"a":' * depth + b"1" + b"}" * depth
    body = b'{"campaign":' + campaign[:-1] + b',"' + member.encode() + b'":' + deep + b"}}"

    answer = ask(mock_url, create, body)

    assert_declared(create, answer)
    assert answer.status < 500
    mock.get("/_mock/state").raise_for_status()
    for name in ("listActiveCampaigns", "listExternalCustomerCampaigns"):
        reading = door("sessionm", name)
        assert_declared(reading, request(mock_url, "GET", reading.target(), reading.headers))


@pytest.mark.parametrize("door", BODY_DOORS, ids=str)
def test_empty_body_is_refused(mock: httpx2.Client, mock_url: str, door: Door) -> None:
    with nothing_changes(mock):
        empty = ask(mock_url, door, b"")
        absent = request(mock_url, door.operation.method, door.target(), door.headers)

    assert_refused(door, empty)
    assert (absent.status, absent.json()) == (empty.status, empty.json())


@pytest.mark.parametrize("door", BODY_DOORS, ids=str)
@pytest.mark.parametrize("content_type", WRONG_TYPES)
def test_wrong_content_type_is_refused(
    mock: httpx2.Client, mock_url: str, door: Door, content_type: str | bytes
) -> None:
    headers = [*door.headers[:1], ("Content-Type", content_type)]

    with nothing_changes(mock):
        answer = request(mock_url, door.operation.method, door.target(), headers, door.body)

    assert answer.status == 415
    assert_refused(door, answer)


@pytest.mark.parametrize("encoding", ["gzip", "br", "nonsense", "deflate, gzip"])
@pytest.mark.parametrize("door", BODY_DOORS, ids=str)
def test_content_encoding_is_refused(
    mock: httpx2.Client, mock_url: str, door: Door, encoding: str
) -> None:
    headers = [*door.headers, ("Content-Encoding", encoding)]
    body = gzip.compress(door.body or b"") if encoding == "gzip" else door.body

    with nothing_changes(mock):
        answer = request(mock_url, door.operation.method, door.target(), headers, body)

    assert answer.status == 415
    assert_refused(door, answer)


@pytest.mark.parametrize("door", BODY_DOORS, ids=str)
@pytest.mark.parametrize("content_type", RIGHT_TYPES)
def test_content_type_is_read_as_http_says(
    mock: httpx2.Client, mock_url: str, door: Door, content_type: str
) -> None:
    headers = [*door.headers[:1], ("Content-Type", content_type)]

    answer = request(mock_url, door.operation.method, door.target(), headers, door.body)

    assert_declared(door, answer)
    assert answer.status in (200, 201)


@pytest.mark.parametrize("door", BODY_DOORS, ids=str)
def test_body_without_content_type_is_answered(
    mock: httpx2.Client, mock_url: str, door: Door
) -> None:
    answer = request(mock_url, door.operation.method, door.target(), door.headers[:1], door.body)

    assert_declared(door, answer)
    assert answer.status in (200, 201, 400, 415)


def test_second_of_two_equal_keys_counts_or_none(mock: httpx2.Client, mock_url: str) -> None:
    patch = door("criteo", "updateCampaigns")
    item = b'{"type": "Campaign", "id": "50001"}'

    answer = ask(mock_url, patch, b'{"data": [], "data": [' + item + b"]}")

    assert_declared(patch, answer)
    assert answer.status == 400 or [one["id"] for one in answer.json()["data"]] == ["50001"]


@pytest.mark.parametrize("length", [1_000_000, 15_000_000])
def test_long_name_is_kept_to_the_last_letter(
    mock: httpx2.Client, mock_url: str, length: int
) -> None:
    create = door("criteo", "createCampaign")
    body: Json = orjson.loads(create.body or b"")
    body["data"]["attributes"]["name"] = "ü" * (length // 2)

    made = ask(mock_url, create, orjson.dumps(body))
    path = "/marketing-solutions/campaigns/" + made.json()["data"]["id"]
    read = request(mock_url, "GET", path, create.headers[:1])

    assert made.status == 201
    assert read.json()["data"]["attributes"]["name"] == "ü" * (length // 2)


@pytest.mark.parametrize("door", BODY_DOORS, ids=str)
def test_body_of_17_megabytes_is_too_large(mock: httpx2.Client, mock_url: str, door: Door) -> None:
    with nothing_changes(mock):
        answer = ask(mock_url, door, put_in(door, b'"' + b"x" * 17_000_000 + b'"'))

    assert answer.status == 413
    assert_refused(door, answer)
