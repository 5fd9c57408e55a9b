"""Every member of every request body, one after the other, with values of the wrong kind."""

from collections.abc import Iterator

import httpx2
import orjson
import pytest

from specs.values import Json, pointer
from tests.end_to_end.doors import BODY_DOORS, Door, door
from tests.end_to_end.judging import assert_declared, assert_no_leak, is_error, nothing_changes
from tests.end_to_end.wire import Answer, request

VALUES = {
    "null": b"null",
    "true": b"true",
    "zero": b"0",
    "minus one": b"-1",
    "half": b"0.5",
    "minus 40 digits": b"-" + b"9" * 40,
    "40 digits": b"9" * 40,
    "beyond 2^64": b"18446744073709551617",
    "largest double": b"1.7976931348623157e308",
    "empty text": b'""',
    "blank": b'" \\t\\n"',
    "nul": b'"\\u0000"',
    "long text": b'"' + b"x" * 50_000 + b'"',
    "long digits": b'"' + b"1" * 50_000 + b'"',
    "date that is none": b'"2026-02-30T25:61:61Z"',
    "date of year 1": b'"0001-01-01T00:00:00Z"',
    "date beyond year 9999": b'"9999-12-31T23:59:59-23:59"',
    "date far away": b'"2026-01-01T00:00:00+99:99"',
    "date with 99 decimals": b'"2026-01-01T00:00:00.' + b"9" * 99 + b'Z"',
    "pattern": b'"((a+)+)+$"',
    "traversal": b'"../../etc/passwd"',
    "template": b'"{{7*7}}${7*7}<%= 7*7 %>"',
    "now": b'"$now+999999999d"',
    "emoji": '"👩‍👩‍👧 \u202e"'.encode(),
    "empty list": b"[]",
    "list of itself": b"[[[[]]]]",
    "empty object": b"{}",
    "object": b'{"value": {"value": 1}, "$ref": "#/", "__class__": "x"}',
    "operators": b'{"$not": {"$in": 5}, "user.tags": {"$regex": "(a+)+$"}}',
    "1000 items": b"[" + b",".join([b"1"] * 1000) + b"]",
}


def places(value: Json, where: str = "") -> Iterator[str]:
    """Yields a pointer to every member and item of a value, and to a member it does not have."""
    if isinstance(value, dict):
        for name, member in value.items():
            yield where + pointer(name)
            yield from places(member, where + pointer(name))
        yield where + "/no_such_member"
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield where + pointer(index)
            yield from places(item, where + pointer(index))


def replaced(value: Json, where: str, marker: str) -> Json:
    """Returns a copy in which the member or item at a pointer is the marker."""
    if not where:
        return marker
    first, _, rest = where[1:].partition("/")
    rest = "/" + rest if rest else ""
    if isinstance(value, list):
        return [
            replaced(item, rest, marker) if str(index) == first else item
            for index, item in enumerate(value)
        ]
    return {**value, first: replaced(value.get(first), rest, marker)}


def with_value(door: Door, where: str, value: bytes) -> bytes:
    body = replaced(whole_body(door), where, "<marker>")
    return orjson.dumps(body).replace(b'"<marker>"', value)


def send(url: str, door: Door, body: bytes | None) -> Answer:
    return request(url, door.operation.method, door.target(), door.headers, body)


def whole_body(door: Door) -> Json:
    """Returns the operation's example with all that the example leaves out."""
    body: Json = orjson.loads(door.body or b"")
    if str(door) == "sessionm-createCampaign":
        body["campaign"] |= {
            "starts_at": "2026-01-01T00:00:00Z",
            "ends_at": "2036-01-01T00:00:00Z",
            "targeting": {"user.tags": {"$in": ["gold"]}, "$and": [{"user.tags": {"$all": ["a"]}}]},
            "metadata": {"colour": "red"},
        }
    if str(door) == "criteo-searchCampaigns":
        filters = {"campaignIds": "50001", "advertiserIds": "12345", "spendLimitTypes": "capped"}
        body["filters"] = {name: [value] for name, value in filters.items()}
    return body


def members(door: Door) -> Iterator[str]:
    yield from places(whole_body(door))
    if str(door) == "sessionm-createCampaign":
        documented = door.bundle.document.at("/components/schemas/NewCampaign")["properties"]
        known = whole_body(door)["campaign"]
        yield from (pointer("campaign", name) for name in documented if name not in known)


READERS = {
    "criteo": [door("criteo", "searchCampaigns")],
    "sessionm": [
        door("sessionm", "listActiveCampaigns"),
        door("sessionm", "listExternalCustomerCampaigns"),
        door("sessionm", "listExternalCustomerEligibleCampaigns"),
    ],
}
MEMBERS = [(door, where) for door in BODY_DOORS for where in members(door)]


@pytest.mark.parametrize(("door", "where"), MEMBERS, ids=[f"{one}{at}" for one, at in MEMBERS])
def test_member_of_any_kind_gets_a_documented_answer(
    mock: httpx2.Client, mock_url: str, door: Door, where: str
) -> None:
    refused = []
    for kind, value in VALUES.items():
        body = with_value(door, where, value)
        answer = send(mock_url, door, body)

        assert_declared(door, answer)
        assert answer.status < 500, kind
        assert len(answer.content) < 500_000, kind
        if is_error(answer):
            refused.append(body)
        else:
            for reader in READERS[door.api]:
                assert_declared(reader, send(mock_url, reader, reader.body))
            mock.post("/_mock/reset").raise_for_status()

    with nothing_changes(mock):
        for body in refused:
            send(mock_url, door, body)


def test_marker_finds_every_place() -> None:
    value = {"a": [{"b": 1}]}

    found = list(places(value))

    assert found == ["/a", "/a/0", "/a/0/b", "/a/0/no_such_member", "/no_such_member"]
    assert replaced(value, "/a/0/b", "x") == {"a": [{"b": "x"}]}
    assert replaced(value, "/new", "x") == {"a": [{"b": 1}], "new": "x"}


FORMS = {
    "nothing": b"",
    "no pairs": b"&&&=&",
    "invalid utf-8": b"\xff=\xff",
    "escaped": b"grant_type=client_credentials&client_id=%ff&client_secret=%00",
    "broken escape": b"grant_type=client%5credentials&client_id=%zz",
    "twice": b"grant_type=client_credentials&grant_type=password&client_id=demo-client",
    "another grant": b"grant_type=password&username=a&password=b",
    "wrong secret": b"grant_type=client_credentials&client_id=demo-client&client_secret=x",
    "unknown scope": b"grant_type=client_credentials&client_id=demo-client"
    b"&client_secret=demo-secret&scope=" + b"x%20" * 5000,
    "many": b"a=1&" * 100_000,
    "long": b"grant_type=" + b"x" * 1_000_000,
    "json": b'{"grant_type": "client_credentials"}',
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())
@pytest.mark.parametrize(
    "content_type",
    [
        "application/x-www-form-urlencoded",
        "application/x-www-form-urlencoded; charset=klingon",
        "application/json",
        "multipart/form-data; boundary=x",
        b"\xff",
    ],
    ids=str,
)
def test_token_url_refuses_a_hostile_form(
    mock: httpx2.Client, mock_url: str, form: bytes, content_type: str | bytes
) -> None:
    before = mock.get("/_mock/state").content

    answer = request(mock_url, "POST", "/oauth2/token", [("Content-Type", content_type)], form)

    assert answer.status in (400, 401, 413, 415)
    assert answer.content_type == "application/json"
    assert isinstance(answer.json()["error"], str)
    assert_no_leak(answer)
    assert mock.get("/_mock/state").content == before


def test_name_in_any_script_comes_back_as_sent(mock: httpx2.Client, mock_url: str) -> None:
    create = door("criteo", "createCampaign")
    name = "Ünï 👩‍👩‍👧 \u202e\u0000\ufffe \U0010ffff \\u0041 <b>&amp;"
    body = orjson.loads(create.body or b"")
    body["data"]["attributes"]["name"] = name

    answer = request(mock_url, "POST", create.target(), create.headers, orjson.dumps(body))

    assert_declared(create, answer)
    assert answer.json()["data"]["attributes"]["name"] == name
