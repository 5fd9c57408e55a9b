"""Requests at the edge of what the pipeline takes, one by one: chance meets them too seldom."""

import pytest

from tests.mockserver.lane.differential.messages import Sent
from tests.mockserver.lane.differential.samples import admin

JSON = (b"Content-Type", b"application/json")
ANY = Sent("POST", b"/anything/true", (JSON,), (b"1",))


def deep(levels: int, around: bytes = b"[]") -> bytes:
    start, end = (b"[", b"]") if around == b"[]" else (b'{"a":', b"}")
    return start * levels + b"1" + end * levels


BODIES = [
    *(
        deep(levels, kind)
        for levels in (200, 201, 202, 230, 1023, 1024, 5000)
        for kind in (b"[]", b"{}")
    ),
    *(b"1" * digits for digits in (18, 19, 20, 21, 400)),
    b"[1]" + b" " * 70_000,
    b'"' + b"\\u00e4" * 12_000 + b'"',
    b"\xef\xbb\xbf1",
    b'{"a":1,"a":2}',
    b'{"a":{"b":1},"a":{"c":2}}',
    b'"\\ud83d\\ude00"',
    b'"\\ud83d"',
    b"null",
    b"",
]
TARGETS = [
    *(
        b"/~%b/anything/true" % name
        for name in (b"one", b"%6Fne", b"o%20e", b"", b".", b"\xff", b"x" * 64)
    ),
    b"/anything/true?_%5Fcode=404",
    b"/anything/true?%5f%5fdynamic=true",
    b"/anything/true?a&b=&=c&d=1+2&d=%zz&%C3%A4=%ff",
    b"/anything/t%72ue",
    b"/anything/\xc3\xa4",
    b"/anything/\xff",
    b"/anything/true/",
    b"//anything/true",
]
LINES = [
    (b"Mock-Sandbox", b" one "),
    (b"Mock-Sandbox", b"one, two"),
    (b"Mock-Sandbox", b""),
    (b"Cookie", b"mock-sandbox=one"),
    (b"Cookie", b"x=mock-sandbox"),
    (b"Cookie", b'a="mock-sandbox=two"'),
    (b"Content-Type", b"application/json ; charset=UTF-8"),
    (b"Content-Type", b"APPLICATION/JSON"),
    (b"Content-Type", b"application/vnd.api+json"),
    (b"Content-Encoding", b"identity"),
    (b"Prefer", b"wait=1"),
    (b"Prefer", b"code=404"),
    (b"Origin", b"http://localhost"),
    (b"Origin", b"https://evil.example.test"),
    (b"Mock-Scenario", b"bodies-31/none"),
    (b"Upgrade", b"websocket"),
    (b"Content-Length", b"007"),
    (b"Content-Length", b"+1"),
    (b"Transfer-Encoding", b"chunked"),
]


@pytest.fixture(scope="module")
def pair(pair_of):
    """Two mocks of bodies; every sandbox that is meant is born before."""
    found, _ = pair_of("bodies-31", most=1, only="anything_true")
    return found


def asked(sent: Sent) -> list[Sent]:
    born = [ANY, ANY.with_header(b"Mock-Sandbox", b"one"), ANY.with_path(b"/~two/anything/true")]
    return [*born, sent, ANY, sent]


@pytest.mark.parametrize("body", BODIES, ids=lambda body: f"{body[:12]!r}-{len(body)}")
def test_a_body_at_the_edge(pair, body):
    pair.agree_on(asked(ANY.with_body(body)))
    pair.agree_on(asked(ANY.with_body(body[:7], body[7:])))


@pytest.mark.parametrize("target", TARGETS)
def test_a_target_at_the_edge(pair, target):
    pair.agree_on(asked(Sent("POST", target, (JSON,), (b"1",))))


@pytest.mark.parametrize("line", LINES)
def test_a_header_at_the_edge(pair, line):
    pair.agree_on(asked(ANY.with_header(*line)))
    pair.agree_on(asked(ANY.instead(*line)))
    pair.agree_on(asked(Sent("POST", ANY.target, (line, *ANY.headers), ANY.body)))
    pair.agree_on(asked(ANY.with_header(*line).with_header(line[0], b"two")))


@pytest.mark.parametrize(
    "rule", [{"status": 503}, {"status": 503, "count": 1}, {"percent": 0, "status": 500}]
)
def test_a_fault_rule_that_comes_and_goes(pair, rule):
    pair.agree_on(
        [ANY, ANY, admin("POST", "/faults", rule), ANY, ANY, admin("DELETE", "/faults"), ANY, ANY]
    )


@pytest.mark.parametrize(
    "move", [{"advance": "90m"}, {"frozen": True}, {"now": "2030-01-01T00:00:00Z"}]
)
def test_a_clock_that_is_moved(pair, move):
    unknown = Sent("GET", b"/nowhere")
    pair.agree_on([ANY, ANY, admin("PATCH", "/clock", move), ANY, unknown, ANY])
    pair.agree_on([ANY, admin("PATCH", "/clock", move), unknown, admin("DELETE", "/clock"), ANY])
