"""What the express answers at once, and what it leaves to the lane as if it had not looked.

Each row is put to two mocks, with the express and without: answers, records and journals are the
same byte for byte, whichever way the request went.
"""

import json

import pytest

from tests.mockserver.express.asking import BIRTH, EXPRESS, LANE, ask, bodies, ways

pytestmark = pytest.mark.usefixtures("quiet")

DEEPEST = 200
ONE = {"n": 1}
TEXT = json.dumps(ONE).encode()
PLAIN = ("Content-Type", "application/json")


def nested(levels: int) -> bytes:
    return b'{"n":1,"deep":' + b"[" * levels + b"]" * levels + b"}"


def put(*lines: tuple[str, str], body: bytes = TEXT, target: str = "/things/1"):
    return ask("PUT", target, *lines, body=body)


AT_ONCE = {
    "a read": ask("GET", "/things/1"),
    "a read that finds nothing": ask("GET", "/things/99"),
    "a read of the starting state": ask("GET", "/things/7"),
    "a list": ask("GET", "/things?limit=2&tag=a&tag=b&other=c"),
    "a query without values": ask("GET", "/things?&a&=b&c="),
    "a query in latin-1 and UTF-8": ask("GET", "/things?tag=%FC&tag=%C3%BC&tag=+"),
    "a write": put(PLAIN),
    "a drawn id": ask("POST", "/things", json_body=ONE),
    "a body without a content type": put(),
    "a body in a known charset": put(("Content-Type", "application/json; charset=UTF-8")),
    "a content type in odd case": put(("Content-Type", "Application/JSON")),
    "the last of two content types": put(("Content-Type", "text/plain"), PLAIN),
    "an empty body that may be left out": ask("POST", "/maybe"),
    "a body that may be left out": ask("POST", "/maybe", json_body={"a": 1}),
    "a key that is sent twice": put(PLAIN, body=b'{"n":1,"n":2}'),
    "a body as deep as may be": put(PLAIN, body=nested(DEEPEST)),
    "brackets in a text": put(PLAIN, body=b'{"n":1,"deep":"' + b"[" * 500 + b'"}'),
    "the largest body": put(PLAIN, body=TEXT + b" " * (64 * 1024 - len(TEXT))),
    "parameters in header and cookie": ask("GET", "/parts", ("X-Page", "3"), ("Cookie", "c=4")),
    "an encoded letter in the path": ask("GET", "/th%69ngs/%31"),
    "a header that is repeated": ask("GET", "/parts", ("X-Page", "3"), ("X-Page", "4")),
    "a header in latin-1": ask("GET", "/parts", ("X-Other", "ü")),
    "the default sandbox by its header": ask("GET", "/things/1", ("Mock-Sandbox", " default ")),
    "the default sandbox by its prefix": ask("GET", "/~default/things/1"),
    "the prefix before the header": ask("GET", "/~default/things/1", ("Mock-Sandbox", "two")),
    "an encoded name in the prefix": ask("GET", "/~def%61ult/things/1"),
    "a cookie of somebody else": ask("GET", "/things/1", ("Cookie", "session=mock")),
    "an accepted media type": ask("GET", "/pages", ("Accept", "application/json")),
    "a key that nobody judges": ask("GET", "/keyed", ("X-Key", "k")),
    "a refusal of the caller": ask("GET", "/secret"),
    "a token that nobody granted": ask("GET", "/secret", ("Authorization", "Bearer nobody")),
    "credentials of another form": ask("GET", "/secret", ("Authorization", "Basic nobody")),
    "what is remembered without a stub": ask("GET", "/crates/5"),
    "what a list shows without a stub": ask("GET", "/crates"),
    "what is made without a stub": ask("POST", "/crates", json_body=ONE),
    "a written example": ask("GET", "/examples"),
    "a made-up answer": ask("GET", "/made"),
    "a header of the stub": ask("GET", "/answers?as=headers"),
    "a content type of the stub": ask("GET", "/answers?as=content-type"),
    "bytes of the stub": ask("GET", "/answers?as=bytes"),
    "a text of the stub": ask("GET", "/answers?as=text"),
    "a number beyond 64 bits": ask("GET", "/answers?as=huge-number"),
    "null": ask("GET", "/answers?as=null"),
    "a status that only the default describes": ask("GET", "/answers?as=undeclared-text"),
    "an answer longer than the journal keeps": ask("GET", "/answers?as=large"),
    "a length that the stub says wrongly": ask("GET", "/answers?as=length"),
}


@pytest.mark.parametrize("sent", AT_ONCE.values(), ids=AT_ONCE)
def test_is_answered_at_once(shop, sent):
    assert ways(shop.after_birth(sent)) == [EXPRESS]


LEFT = {
    "a preference": ask("GET", "/things/1", ("Prefer", "code=404")),
    "an unknown preference": ask("GET", "/things/1", ("Prefer", "safe")),
    "a preference in the query": ask("GET", "/things/1?__code=404"),
    "a preference in the query, encoded": ask("GET", "/things/1?%5F%5fcode=404"),
    "a preference in the query, half encoded": ask("GET", "/things/1?a=b&_%5Fdynamic"),
    "a scenario": ask("GET", "/things/1", ("Mock-Scenario", "shop/none")),
    "a page of this machine": ask("GET", "/things/1", ("Origin", "http://localhost:3000")),
    "a page of elsewhere": ask("GET", "/things/1", ("Origin", "https://elsewhere.example")),
    "a content encoding": put(PLAIN, ("Content-Encoding", "gzip")),
    "a content encoding that changes nothing": put(PLAIN, ("Content-Encoding", "identity")),
    "an unknown path": ask("GET", "/nothing"),
    "a path that ends in a slash": ask("GET", "/things/"),
    "an empty parameter": ask("GET", "/things//"),
    "an encoded slash": ask("GET", "/things%2F1"),
    "an unknown method": ask("PATCH", "/things/1", json_body=ONE),
    "HEAD": ask("HEAD", "/things/1"),
    "HEAD that is described": ask("HEAD", "/heads"),
    "OPTIONS": ask("OPTIONS", "/things/1"),
    "a wrong parameter in the path": ask("GET", "/things/one"),
    "a zero byte in the path": ask("GET", "/things/1%00"),
    "a wrong parameter in the query": ask("GET", "/things?limit=0"),
    "a parameter that is sent twice": ask("GET", "/things?limit=1&limit=2"),
    "a wrong header": ask("GET", "/parts", ("X-Page", "three")),
    "a wrong cookie": ask("GET", "/parts", ("Cookie", "c=four")),
    "a body that is not as described": put(PLAIN, body=b'{"n":"one"}'),
    "a body that is no JSON": put(PLAIN, body=b'{"n":1'),
    "a body that is not UTF-8": put(PLAIN, body=b'{"n":1,"deep":"\xff"}'),
    "NaN": put(PLAIN, body=b'{"n":1,"deep":NaN}'),
    "a byte order mark": put(PLAIN, body=b"\xef\xbb\xbf" + TEXT),
    "spaces for a body": put(PLAIN, body=b"  "),
    "a body that is needed and missing": ask("PUT", "/things/1", PLAIN),
    "a body where none is described": ask("GET", "/things/1", body=b"abc"),
    "a body that is announced and does not come": ask("GET", "/things/1", ("Content-Length", "5")),
    "a length that is no number": ask("GET", "/things/1", ("Content-Length", "x")),
    "a length beyond all numbers": ask("GET", "/things/1", ("Content-Length", "9" * 30)),
    "a body that is too deep": put(PLAIN, body=nested(DEEPEST + 1)),
    "a body beyond the largest": put(PLAIN, body=TEXT + b" " * (64 * 1024 + 1 - len(TEXT))),
    "a wrong content type": put(("Content-Type", "text/plain")),
    "no content type at all": put(("Content-Type", "")),
    "a charset": put(("Content-Type", "application/json; charset=latin-1")),
    "a key that is missing": ask("GET", "/keyed"),
    "a token that is missing where nobody judges": ask("GET", "/keyed", ("X-Other", "k")),
    "a sandbox that is not born": ask("GET", "/things/1", ("Mock-Sandbox", "two")),
    "a sandbox that is not born, by its prefix": ask("GET", "/~two/things/1"),
    "a sandbox in a cookie": ask("GET", "/things/1", ("Cookie", "mock-sandbox=two")),
    "a sandbox in the first of two cookie lines": ask(
        "GET", "/things/1", ("Cookie", "mock-sandbox=two"), ("Cookie", "c=4")
    ),
    "a name that no sandbox can have": ask("GET", "/things/1", ("Mock-Sandbox", "a b")),
    "an empty name": ask("GET", "/things/1", ("Mock-Sandbox", "")),
    "a name in the prefix that no sandbox can have": ask("GET", "/~%20/things/1"),
    "an empty name in the prefix": ask("GET", "/~/things/1"),
    "a snapshot for a sandbox": ask("GET", "/~default@first/things/1"),
    "a sandbox and nothing else": ask("GET", "/~default"),
    "the admin API": ask("GET", "/_mock/clock"),
    "the admin API of another sandbox": ask("GET", "/~two/_mock/clock"),
    "a token URL": ask(
        "POST",
        "/oauth/token",
        ("Content-Type", "application/x-www-form-urlencoded"),
        body=b"grant_type=client_credentials",
    ),
    "a form": ask(
        "POST", "/forms", ("Content-Type", "application/x-www-form-urlencoded"), body=b"a=1"
    ),
    "a text": ask("POST", "/texts", ("Content-Type", "text/plain"), body=b"a"),
    "an upgrade": ask("GET", "/things/1", ("Upgrade", "websocket")),
    "a media type that is not there": ask("GET", "/pages", ("Accept", "image/png")),
    "an answer without a body": ask("GET", "/specials/204"),
    "a body where HTTP has none": ask("GET", "/specials/304"),
    "a status before the answer": ask("GET", "/specials/199"),
    "a status that HTTP has not": ask("GET", "/specials/600"),
    "a header that varies": ask("GET", "/specials/vary"),
    "a header of the connection": ask("GET", "/specials/connection"),
    "a header that frames the body": ask("GET", "/specials/chunked"),
    "a line break in a header": ask("GET", "/fails/break"),
    "a control character in a header": ask("GET", "/specials/control"),
    "a space in a header's name": ask("GET", "/specials/no-name"),
    "a header that is not as described": ask("GET", "/fails/wrong-header"),
    "NaN in an answer": ask("GET", "/fails/nan"),
    "an answer that is no JSON": ask("GET", "/fails/no-json"),
    "an answer that is not as described": ask("GET", "/fails/lie"),
    "a refusal that is not as described": ask("GET", "/fails/refused-lie"),
    "no answer": ask("GET", "/fails/nothing"),
    "a stub that crashes": ask("GET", "/fails/crash"),
    "a stub that is cancelled": ask("GET", "/fails/cancelled"),
    "a stub that waits a turn": ask("GET", "/waits/turn"),
    "a stub that waits for a task": ask("GET", "/waits/task"),
    "a stub that waits for several": ask("GET", "/waits/gather"),
    "a stub that waits for so long": ask("GET", "/waits/timeout"),
    "a stub that waits while it is given up": ask("GET", "/waits/finally"),
}


@pytest.mark.parametrize("sent", LEFT.values(), ids=LEFT)
def test_is_left_to_the_lane(shop, sent):
    assert ways(shop.after_birth(sent)) == [LANE]


@pytest.mark.parametrize("sent", LEFT.values(), ids=LEFT)
def test_what_is_left_draws_no_id_and_keeps_nothing(shop, sent):
    """What comes afterwards is what it would be had the express not looked."""
    told = shop.after_birth(sent, ask("POST", "/things", json_body=ONE), ask("GET", "/things"))

    assert ways(told)[1:] == [EXPRESS, EXPRESS]
    assert "spoilt" not in bodies(told)[2]["things"]


@pytest.mark.parametrize("kind", ["put", "broken", "long"])
def test_a_body_in_pieces_is_the_same_body(shop, kind):
    text = {"put": TEXT, "broken": TEXT[:-1], "long": TEXT + b" " * 70_000}[kind]
    pieces = (text[:3], b"", text[3:], b"")

    told = shop.after_birth(ask("PUT", "/things/1", PLAIN, body=pieces), ask("GET", "/things/1"))

    assert [answer.status for _, answer in told] == [400 if kind == "broken" else 200, 200]


def test_the_first_request_to_a_sandbox_is_left_and_the_next_are_not(shop):
    told = shop(BIRTH, ask("GET", "/things/1"), ask("GET", "/~two/now"), ask("GET", "/~two/now"))

    assert ways(told) == [LANE, EXPRESS, LANE, EXPRESS]


def test_a_refusal_gives_birth_to_nothing(shop):
    assert ways(shop(ask("GET", "/things/99"), ask("GET", "/things/99"))) == [LANE, LANE]


def test_sandboxes_see_their_own_records_only(shop):
    told = shop(
        ask("PUT", "/~one/things/1", json_body={"n": 11}),
        ask("PUT", "/~two/things/1", json_body={"n": 22}),
        ask("GET", "/things/1", ("Mock-Sandbox", "one")),
        ask("GET", "/~two/things/1"),
        ask("PUT", "/~one/things/1", json_body={"n": 12}),
        ask("GET", "/~two/things/1"),
        ask("GET", "/~one/things/1"),
    )

    assert ways(told)[2:] == [EXPRESS] * 5
    found = [one["found"]["n"] for one in bodies(told) if "found" in one]
    assert found == [11, 22, 22, 12]


def test_ids_and_draws_go_on_where_the_lane_left_them(shop):
    make = ask("POST", "/things", json_body=ONE)
    by_lane = ask("POST", "/things", ("Prefer", "safe"), json_body=ONE)

    told = shop.after_birth(make, by_lane, make, make, by_lane, ask("GET", "/things"))

    assert ways(told) == [EXPRESS, LANE, EXPRESS, EXPRESS, LANE, EXPRESS]
    assert [one["id"] for one in bodies(told)[:-1]] == ["2", "3", "4", "5", "6"]
    assert len({one["key"] for one in bodies(told)[:-1]}) == 5


def test_each_kind_of_answer_is_learnt_once_and_stays_right(shop):
    kinds = ["plain", "headers", "null", "bytes", "plain", "null", "headers", "undeclared-text"]

    told = shop.after_birth(*(ask("GET", f"/answers?as={kind}") for kind in kinds))

    assert ways(told) == [EXPRESS] * len(kinds)
    assert [answer.status for _, answer in told] == [200, 202, 200, 200, 200, 200, 202, 299]


def test_content_types_are_told_apart_however_many_there_are(shop):
    types = [f"application/json; v={number}" for number in range(100)]
    sent = [put(("Content-Type", name)) for name in (*types, "text/plain", *types[-2:])]

    told = shop.after_birth(*sent)

    assert ways(told) == [EXPRESS] * 100 + [LANE] + [EXPRESS] * 2
