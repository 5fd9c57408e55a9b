"""What can be wrong with a request, or odd: each way a function that draws from a source."""

import json
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from random import Random
from typing import Final
from urllib.parse import quote_from_bytes

import orjson

from specs.values import Json
from tests.mockserver.lane.differential.messages import HOSTS, Sent

Spoil = Callable[[Random, Sent], Sent]

HOSTILE: Final = (
    None, True, False, 0, -1, 1, 1.0, 1.5, 1e308, -0.0, 2**31, 2**53 + 1, 2**63, 2**64, 10**30, "",
    " ", "0", "1", "-1", "1e3", "NaN", "null", "true", "x" * 300, "ä\u2028\U0001f600", "\x00",
    "a\nb", "../..", "%2e", [], [None], [[]], {}, {"": None}, {"a": {"b": []}}, ["a", "a"],
    "2026-01-15", "2026-01-15T12:00:00Z", "99999", "50001", "Campaign",
)  # fmt: skip
"""Values that somebody may send where something else is meant."""

RAW_VALUES: Final = (
    b"NaN", b"Infinity", b"-Infinity", b"1e999", b"-1e999", b"1" * 400, b"01", b"1.", b".5", b"+1",
    b"1_0", b"0x10", b"'a'", b'"\\ud800"', b'"\\u0000"', b'"\xff"', b'"\xed\xa0\x80"', b'"a\tb"',
    b'{"a":1,"a":2}', b"[1,]", b'{"a":1,}', b"/**/1", b"yes", b"12345678901234567890",
    b"0.1000000000000000055511151231257827", b"[" * 200 + b"]" * 200, b"[" * 202 + b"]" * 202,
    b'{"a":' * 202 + b"1" + b"}" * 202, b"-0", b"-0.0", b"1E400",
    b"1.0", b"1e2", b"100000000000000000000", b'"\\/"',
)  # fmt: skip
"""JSON values, and what is none, as they are written."""

TEXTS: Final = (
    b"", b"%", b"%zz", b"%00", b"%0A", b"%ff", b"%C3%A4", b"%c3%a4", b"%e2%82", b"+", b"%20",
    b"%2B", b"%2F", b"%2f..", b"%25", b"a,b", b",", b"a%2Cb", b";", b"a;b=c", b"a|b", b"a=b", b"[",
    b"null",
    b"None", b"true", b"True", b"1", b"01", b"-1", b"+1", b"1_0", b"1.0", b"1e3", b"1e999", b"nan",
    b"inf", b"0x1", b"%EF%BC%91", b"%D9%A1", b"99999999999999999999999", b"2026-13-45", b"x" * 500,
    b"%F0%9F%98%80", b".", b"..", b"%2e%2e", b"{id}", b"'", b'%22', b"%5B%5D", b"a%00b", b"~", b"*",
)  # fmt: skip
"""Texts in the place of a parameter, encoded or not."""

METHODS: Final = (
    "HEAD", "OPTIONS", "GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "get", "BREW",
    "PROPFIND", "",
)  # fmt: skip

LINES: Final = (
    (b"Mock-Sandbox", b"one"), (b"Mock-Sandbox", b"two"), (b"Mock-Sandbox", b" three "),
    (b"mock-sandbox", b""), (b"Mock-Sandbox", b"-no"), (b"Mock-Sandbox", b"a/b"),
    (b"Mock-Sandbox", b"one@kept"), (b"Mock-Sandbox", b"x" * 65), (b"Mock-Sandbox", b"\xff"),
    (b"Mock-Sandbox", b"_mock"), (b"MOCK-SANDBOX", b"default"),
    (b"Cookie", b"mock-sandbox=one"), (b"Cookie", b"a=b; mock-sandbox=two; c=d"),
    (b"Cookie", b"mock-sandbox="), (b"Cookie", b"mock-sandbox=/"), (b"Cookie", b"mock-sandbox"),
    (b"Cookie", b'mock-sandbox="one"'), (b"Cookie", b"amock-sandbox=one"), (b"Cookie", b"\xff;=;"),
    (b"Cookie", b"session=abc; a=1; a=2"), (b"cookie", b""),
    (b"Prefer", b"code=404"), (b"Prefer", b"code=200"), (b"Prefer", b"code=503"),
    (b"Prefer", b"code=999"), (b"Prefer", b"dynamic=true"), (b"Prefer", b"dynamic=maybe"),
    (b"Prefer", b"example=documented"), (b"Prefer", b"example=nobody"), (b"Prefer", b"delay=0"),
    (b"Prefer", b"error=campaign-not-found"), (b"Prefer", b"error=nothing, code=400"),
    (b"Prefer", b"fail-items=\"0,2\""), (b"Prefer", b"return=minimal, wait=10"), (b"Prefer", b""),
    (b"prefer", b"respond-async"), (b"Prefer", b"code=404; x=\"a,b\", code=500"), (b"Prefer", b","),
    (b"Origin", b"http://localhost:3000"), (b"Origin", b"http://127.0.0.1"), (b"Origin", b"null"),
    (b"Origin", b"https://evil.example.test"), (b"Origin", b""), (b"origin", b"HTTP://LOCALHOST"),
    (b"Access-Control-Request-Method", b"PATCH"), (b"Access-Control-Request-Headers", b"x-a"),
    (b"Access-Control-Request-Private-Network", b"true"),
    (b"Accept", b"application/json"), (b"Accept", b"*/*"), (b"Accept", b"text/html"),
    (b"Accept", b"application/xml;q=0.9, application/json;q=0"), (b"Accept", b"\xff;q=x,,"),
    (b"Accept", b""), (b"Accept", b"application/*;q=0.1"), (b"Accept", b"application/problem+json"),
    (b"Content-Type", b"application/json"), (b"Content-Type", b"Application/JSON"),
    (b"Content-Type", b"application/json; charset=utf-8"), (b"Content-Type", b"text/plain"),
    (b"Content-Type", b"application/json;charset=latin-1"), (b"Content-Type", b""),
    (b"Content-Type", b"application/json; charset=utf-16"), (b"Content-Type", b"json"),
    (b"Content-Type", b"application/json;charset=bogus"), (b"Content-Type", b"application/xml"),
    (b"Content-Type", b"application/merge-patch+json"), (b"Content-Type", b"application/json;"),
    (b"Content-Type", b"application/x-www-form-urlencoded"), (b"Content-Type", b"*/*"),
    (b"Content-Type", b"multipart/form-data; boundary=b"), (b"Content-Type", b"a/b/c"),
    (b"Content-Type", b"application/json, application/json"), (b"Content-Type", b"\xff/json"),
    (b"Content-Encoding", b"gzip"), (b"Content-Encoding", b"identity"), (b"Content-Encoding", b""),
    (b"Authorization", b""), (b"Authorization", b"Bearer"), (b"Authorization", b"Bearer wrong"),
    (b"Authorization", b"bearer demo-token"), (b"Authorization", b"BEARER  demo-token"),
    (b"Authorization", b"Bearer demo-token "), (b"Authorization", b"Bearer other-token"),
    (b"Authorization", b"Bearer read-only-token"), (b"Authorization", b"Bearer expired-token"),
    (b"Authorization", b"Basic"), (b"Authorization", b"Basic !!!"),
    (b"Authorization", b"Basic Og=="),
    (b"Authorization", b"Basic ZGVtby1rZXk6ZGVtby1zZWNyZXQ="),
    (b"Authorization", b"Basic w7w6/w=="),
    (b"Authorization", b"Basic ZGVtby1rZXk6d3Jvbmc="), (b"Authorization", b"\xff\xfe"),
    (b"Authorization", b"Digest username=a"), (b"Authorization", b"Bearer demo-token, Basic eA=="),
    (b"X-Spaaza-Session-User-Id", b"5001"), (b"X-Spaaza-Session-Key", b"demo-user-key"),
    (b"X-Spaaza-MyPrice-App-Hostname", b"shop.example.test"),
    (b"X-Spaaza-MyPrice-App-Hostname", b""), (b"X-Spaaza-Session-Key", b"wrong"),
    (b"X-HTTP-Method-Override", b"DELETE"), (b"If-None-Match", b"*"), (b"Range", b"bytes=0-1"),
    (b"X-Forwarded-For", b"10.0.0.1"), (b"X-Forwarded-Proto", b"https"), (b"Forwarded", b"for=x"),
    (b"X-Odd", b"\xff\x80"), (b"X-Empty", b""), (b"X-Long", b"y" * 5000), (b"Via", b"1.1 x"),
    (b"Sec-Fetch-Site", b"cross-site"), (b"Sec-Fetch-Mode", b"no-cors"), (b"Te", b"trailers"),
    (b"Host", b"evil.example.test"), (b"Accept-Encoding", b"gzip"), (b"User-Agent", b""),
    (b"Mock-Scenario", b"criteo/all_uncapped"), (b"Mock-Scenario", b"sessionm/empty_account"),
    (b"Mock-Scenario", b"spaaza/last_reward_left"), (b"Mock-Scenario", b"criteo/nothing"),
    (b"Mock-Scenario", b""), (b"Mock-Scenario", b"criteo/rate_limited"), (b"X-Request-Id", b"1"),
    (b"Content-Length", b"0"), (b"Content-Length", b"99999999999"), (b"Content-Length", b"x"),
)  # fmt: skip

MEMBERS: Final = (
    b"__code=404", b"__code=200", b"__code=", b"__code=abc", b"__dynamic=true", b"__dynamic",
    b"__example=documented", b"__error=campaign-not-found", b"__fail_items=0", b"__fail_items=0,1",
    b"__delay=0", b"__delay=x", b"%5F%5Fcode=404", b"__unknown=1", b"__CODE=404", b"a", b"=", b"=a",
    b"a=", b"&", b"a=b;c=d", b"a=%zz", b"%ff=1", b"a=1&a=2", b"page=2", b"page=0", b"limit=x",
    b"per_page=1", b"creatives%5B%5D=tile", b"creatives[]=tile", b"creatives=tile", b"auth_token=x",
    b"auth_token=guest-token", b"campaign_id=701", b"user_id=5001", b"user_id=5001&user_id=5001",
    b"chain_id=101", b"locale=de", b"auth_method=password", b"a" * 3000, b"sort=-name", b"q=%00",
)  # fmt: skip

PREFIXES: Final = (
    b"/~one", b"/~two", b"/~default", b"/~", b"/~-no", b"/~a%20b", b"/~one/~two", b"/~%6Fne",
    b"/~one%2F", b"/~one/", b"/~_mock", b"/~one@kept", b"/~\xff", b"/%7Eone", b"/~" + b"x" * 65,
    b"/_mock", b"/", b"//", b"/.", b"/..", b"/stock", b"/stock/criteo", b"/criteo",
)  # fmt: skip


def path_prefixed(source: Random, sent: Sent) -> Sent:
    return sent.with_path(source.choice(PREFIXES) + sent.path)


def path_changed(source: Random, sent: Sent) -> Sent:
    parts = sent.path.split(b"/")
    at = source.randint(0, len(parts) - 1)
    parts[at] = source.choice(TEXTS)
    path = b"/".join(parts)
    return sent.with_path(path if path.startswith(b"/") else b"/" + path)


def path_inserted(source: Random, sent: Sent) -> Sent:
    at = source.randint(0, len(sent.path))
    piece = source.choice([b"/", b"//", b"/./", b"/../", b".", b"%2F", b"%2e", b";a=b", b"%"])
    return sent.with_path(b"/" + (sent.path[:at] + piece + sent.path[at:]).lstrip(b"/"))


def path_encoded(source: Random, sent: Sent) -> Sent:
    """The same path, written otherwise."""
    at = source.randint(0, len(sent.path) - 1) if sent.path else 0
    byte = sent.path[at : at + 1] or b"/"
    written = b"%%%02X" % byte[0] if source.random() < 0.5 else b"%%%02x" % byte[0]
    return sent.with_path(sent.path[:at] + written + sent.path[at + 1 :])


def path_ended(source: Random, sent: Sent) -> Sent:
    ends = [b"/", b"//", b"/.", b"/..", b"%2F", b".json", b" ", b"%20", b"/x", b"?"]
    return sent.with_path(sent.path + source.choice(ends))


def path_of_noise(source: Random, sent: Sent) -> Sent:
    return sent.with_path(b"/" + quote_from_bytes(source.randbytes(source.randint(0, 8))).encode())


def query_gone(_: Random, sent: Sent) -> Sent:
    return sent.with_query(b"")


def query_shortened(source: Random, sent: Sent) -> Sent:
    members = sent.query.split(b"&")
    members.pop(source.randint(0, len(members) - 1))
    return sent.with_query(b"&".join(members))


def query_repeated(source: Random, sent: Sent) -> Sent:
    members = sent.query.split(b"&")
    one = members[source.randint(0, len(members) - 1)]
    if source.random() < 0.5:
        one = one.partition(b"=")[0] + b"=" + source.choice(TEXTS)
    return sent.with_query(b"&".join(source.sample([*members, one], len(members) + 1)))


def query_changed(source: Random, sent: Sent) -> Sent:
    members = sent.query.split(b"&")
    at = source.randint(0, len(members) - 1)
    name, mark, _ = members[at].partition(b"=")
    members[at] = name + source.choice([mark, b"=", b"", b"[]=", b"%3D"])
    members[at] += source.choice(TEXTS)
    return sent.with_query(b"&".join(members))


def query_more(source: Random, sent: Sent) -> Sent:
    return sent.with_member(source.choice(MEMBERS))


def query_joined(source: Random, sent: Sent) -> Sent:
    joint = source.choice([b";", b"&&", b"&amp;", b"%26", b"?"])
    return sent.with_query(sent.query.replace(b"&", joint))


def header_more(source: Random, sent: Sent) -> Sent:
    return sent.with_header(*source.choice(LINES))


def header_before(source: Random, sent: Sent) -> Sent:
    line = source.choice(LINES)
    return replace(sent, headers=(line, *sent.headers))


def header_instead(source: Random, sent: Sent) -> Sent:
    return sent.instead(*source.choice(LINES))


def header_gone(source: Random, sent: Sent) -> Sent:
    return sent.without_header(source.choice(sent.headers)[0].lower())


def header_twice(source: Random, sent: Sent) -> Sent:
    return sent.with_header(*source.choice(sent.headers))


def header_changed(source: Random, sent: Sent) -> Sent:
    name, value = source.choice(sent.headers)
    text = source.choice([value.lower(), value.upper(), value + b" ", b"", b"1", b"x,y", b"\xe4"])
    return sent.instead(name, text)


def method_changed(source: Random, sent: Sent) -> Sent:
    return replace(sent, method=source.choice(METHODS))


def handed_over_otherwise(source: Random, sent: Sent) -> Sent:
    return replace(sent, host=source.choice(list(HOSTS)))


def body_gone(_: Random, sent: Sent) -> Sent:
    return sent.with_body()


def body_of_noise(source: Random, sent: Sent) -> Sent:
    return sent.with_body(source.choice([b"", b" ", b"\xff\xfe", b"\x00", *RAW_VALUES]))


def body_cut_short(source: Random, sent: Sent) -> Sent:
    return sent.with_body(sent.content[: source.randint(0, max(len(sent.content) - 1, 0))])


def body_in_pieces(source: Random, sent: Sent) -> Sent:
    return _cut(sent, *(source.randint(0, 2000) for _ in range(source.randint(1, 4))))


def _cut(sent: Sent, *places: int) -> Sent:
    """Returns a request whose body comes in pieces that end at these places."""
    whole, ends = sent.content, sorted({place % (len(sent.content) + 1) for place in places})
    edges = [0, *ends, len(whole)]
    return sent.with_body(*(whole[a:b] for a, b in pairwise(edges)))


def body_around(source: Random, sent: Sent) -> Sent:
    before = source.choice([b"", b" \n\t\r", b"\xef\xbb\xbf", b"\x0b", b","])
    after = source.choice([b"", b" \n", b"x", b"\x00", b"{}", b",", b"//"])
    return sent.with_body(before + sent.content + after)


def body_recoded(source: Random, sent: Sent) -> Sent:
    coding = source.choice(["utf-16", "utf-16-le", "utf-32", "utf-8-sig"])
    return sent.with_body(sent.content.decode("utf-8", "replace").encode(coding))


def body_changed(source: Random, sent: Sent) -> Sent:
    """Puts a strange value in the place of some member, or takes it out, or adds one."""
    value = _parsed(sent)
    holder, key = source.choice(_slots({"": value}))
    kind = source.choice(["instead", "out", "more", "raw", "twice"])
    if kind == "out" and isinstance(holder, dict) and key:
        del holder[key]
    elif kind == "more" and isinstance(holder, dict):
        holder[source.choice(["extra", "", "id", "type", "data"])] = source.choice(HOSTILE)
    elif kind == "raw":
        raw = source.choice(RAW_VALUES)
        return sent.with_body(_dumped(holder, key, value, raw))
    elif kind == "twice" and isinstance(holder, dict) and key:
        raw = orjson.dumps(holder[key]) + b"," + orjson.dumps(key) + b":"
        raw += source.choice([b"1", b"null", b'"x"', b"{}", orjson.dumps(holder[key])])
        return sent.with_body(_dumped(holder, key, value, raw))
    else:
        strange = source.choice(HOSTILE)
        if not key and isinstance(holder, dict):
            value = strange
        else:
            holder[key] = strange
    return sent.with_body(_json(value))


_PLACE: Final = "@@here@@"


def _dumped(holder: Json, key: str | int, value: Json, raw: bytes) -> bytes:
    """Returns a document in which something stands as it is written."""
    if key == "" and isinstance(holder, dict):
        return raw
    holder[key] = _PLACE
    return _json(value).replace(b'"' + _PLACE.encode() + b'"', raw)


def _json(value: Json) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def _parsed(sent: Sent) -> Json:
    try:
        return orjson.loads(sent.content)
    except orjson.JSONDecodeError:
        return {"data": [{"id": "1", "type": "x"}]}


def _slots(holder: Json) -> list[tuple[Json, str | int]]:
    keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
    found: list[tuple[Json, str | int]] = [(holder, key) for key in keys]
    for key in keys:
        if isinstance(holder[key], dict | list):
            found += _slots(holder[key])
    return found


ANYWHERE: Final[tuple[Spoil, ...]] = (
    query_more, header_more, header_instead, path_changed, path_ended, path_prefixed,
    query_repeated,
    query_changed, query_gone, query_shortened, query_joined, query_joined, header_before,
    path_inserted,
    path_encoded, path_of_noise, method_changed, method_changed, body_of_noise,
    handed_over_otherwise,
)  # fmt: skip
WITH_HEADERS: Final[tuple[Spoil, ...]] = (header_gone, header_twice, header_changed)
WITH_BODY: Final[tuple[Spoil, ...]] = (
    body_changed, body_changed, body_changed, body_changed, body_gone, body_cut_short,
    body_in_pieces, body_around, body_recoded,
)  # fmt: skip


def spoiled(source: Random, sent: Sent) -> Sent:
    """Returns a request changed in one to three ways."""
    for _ in range(source.choice((1, 1, 1, 2, 3))):
        ways = [*ANYWHERE, *(WITH_HEADERS if sent.headers else ())]
        ways += [*WITH_BODY, *WITH_BODY] if sent.body else []
        sent = source.choice(ways)(source, sent)
    return sent
