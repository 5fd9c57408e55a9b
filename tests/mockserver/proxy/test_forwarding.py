"""Both directions are judged, and neither is changed."""

import gzip
import json

import httpx2
import pytest

from mockserver.lane import request as lane_request
from mockserver.lane.operation import CompiledOperation
from specs.errors import InvalidSpec
from tests.support.documents import FORM, api, operation, takes, write_api
from tests.support.documents import JSON as JSON_TYPE
from tests.support.proxied import GONE, RIGHT, staged
from tests.support.sockets import reply_bytes


def packed(data):
    return gzip.compress(data, mtime=0)


JSON = b"Content-Type: application/json"
LIST = reply_bytes(b'[{"id":1}]', JSON, b"X-Total: 1")
HTML = reply_bytes(b"<p>", b"Content-Type: text/html")


def test_what_is_as_described_passes_without_a_word(stage):
    found = stage.send("GET", "/things/1")

    assert (found.status_code, found.content) == (200, b'{"id":1}')
    assert "mock-violations" not in found.headers
    assert stage.told == []
    assert stage.tally.passed == 1
    assert stage.tally.exit_code(fails_on_error=True) == 0


@pytest.mark.parametrize(
    ("reply", "told"),
    [
        (reply_bytes(b'{"id":1}', JSON, status=b"418 No"), "response undocumented_status"),
        (HTML, "response undocumented_content_type"),
        (reply_bytes(b'{"id":1}'), "response undocumented_content_type"),
        (reply_bytes(b'{"id":"1"}', JSON), "response invalid_body"),
        (reply_bytes(b"{}", JSON), "response invalid_body"),
        (reply_bytes(b"", JSON), "response invalid_body"),
        (reply_bytes(b"", status=b"200 OK"), "response invalid_body"),
        (reply_bytes(b"{", JSON), "response malformed_body"),
        (reply_bytes(b"{}", JSON, b"Content-Encoding: gzip"), "response malformed_body"),
        (
            reply_bytes(packed(b"{}"), JSON, b"Content-Encoding: gzip"),
            "response invalid_body",
        ),
        (reply_bytes(packed(b'{"id":1}'), JSON, b"Content-Encoding: gzip"), ""),
        (reply_bytes(b'{"id":1}', b"Content-Type: APPLICATION/json;charset=utf-8"), ""),
    ],
)
def test_a_wrong_answer_is_told(stage, reply, told):
    assert stage.ask(reply) == told
    assert stage.tally.exit_code(fails_on_error=True) == (1 if told else 0)
    assert stage.tally.exit_code(fails_on_error=False) == 0


@pytest.mark.parametrize(
    ("reply", "told"),
    [
        (LIST, ""),
        (reply_bytes(b"[]", JSON), "response invalid_header"),
        (reply_bytes(b"[]", JSON, b"X-Total: many"), "response invalid_header"),
        (
            reply_bytes(b'["x"]', JSON, b"X-Total: y"),
            "response invalid_body; response invalid_header",
        ),
        (reply_bytes(b"no such thing", status=b"404 Not Found"), ""),
    ],
)
def test_headers_are_judged_and_a_body_that_nothing_describes_is_not(stage, reply, told):
    assert stage.ask(reply, path="/things") == told


@pytest.mark.parametrize(
    ("reply", "told"),
    [(HTML, ""), (RIGHT, ""), (reply_bytes(b"{}", JSON), "response invalid_body")],
)
def test_a_schema_of_any_media_type_judges_json_only(stage, reply, told):
    assert stage.ask(reply, path="/any") == told


@pytest.mark.parametrize(
    ("method", "path", "options", "told"),
    [
        ("GET", "/nothing", {}, "request unknown_path:"),
        ("PUT", "/things/1", {}, "request unknown_method:"),
        ("GET", "/things/x", {}, "request invalid_parameter"),
        ("GET", "/secrets", {}, "request unauthenticated"),
        ("GET", "/secrets", {"headers": {"x-key": "k"}}, ""),
        ("POST", "/forms", {"data": {"size": "x"}}, "request invalid_body"),
        ("POST", "/forms", {"data": {"size": "5"}}, ""),
        ("POST", "/forms", {"json": {"size": 5}}, "request unsupported_media_type"),
        ("OPTIONS", "/things", {}, ""),
    ],
)
def test_a_wrong_request_is_forwarded_and_told(stage, method, path, options, told):
    assert stage.ask(RIGHT, method, path, **options) == told
    assert stage.target.heard[-1].startswith(f"{method} {path} ".encode())


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b'{"id":"x"}', "request invalid_body"),
        (b"{", "request malformed_body"),
        (b"", "request invalid_body"),
        (b'{"id":1}', ""),
    ],
)
def test_the_body_of_a_request_is_judged_and_arrives(stage, body, told):
    made = reply_bytes(b'{"id":1}', JSON, status=b"201 Created")
    headers = {"content-type": "application/json"}

    assert stage.ask(made, "POST", "/things", content=body, headers=headers) == told
    assert stage.target.heard[-1].endswith(b"\r\n\r\n" + body)


def test_a_wrong_answer_is_not_changed_but_counted(stage):
    body = b'{"id" : "x", "name": 7}'
    stage.target.reply = reply_bytes(body, JSON, b"Mock-Violations: 99", status=b"203 Hm")
    status = stage.send("GET", "/things/x")
    stage.target.reply = reply_bytes(body, JSON)
    found = stage.send("GET", "/things/x")

    assert status.status_code == 203
    assert found.content == status.content == body
    assert status.headers.get_list("mock-violations") == ["2"]
    assert found.headers.get_list("mock-violations") == ["3"]


def test_every_byte_of_an_answer_arrives(stage):
    body = packed(b'{"id":1}')
    stage.target.reply = reply_bytes(
        body,
        JSON,
        b"Content-Encoding: gzip",
        b"Set-Cookie: a=1; Path=/",
        b"Set-Cookie: b=2",
        b"X-Text: caf\xe9",
        b"Connection: keep-alive, X-Hop",
        b"X-Hop: 1",
        b"Keep-Alive: timeout=5",
    )
    with (
        httpx2.Client(base_url=stage.url, trust_env=False) as client,
        client.stream("GET", "/things/1") as found,
    ):
        raw = b"".join(found.iter_raw())

    assert raw == body
    kept = [pair for pair in found.headers.raw if pair[0] != b"date"]
    assert kept == [
        (b"content-type", b"application/json"),
        (b"content-encoding", b"gzip"),
        (b"set-cookie", b"a=1; Path=/"),
        (b"set-cookie", b"b=2"),
        (b"x-text", b"caf\xe9"),
        (b"content-length", str(len(body)).encode()),
    ]


def test_cookies_of_a_form_answer_are_kept_apart(stage):
    stage.target.reply = reply_bytes(b'{"id":1}', JSON, b"Set-Cookie: a=1", b"Set-Cookie: b=2")

    found = stage.send("POST", "/forms", data={"size": "5"})

    assert found.headers.get_list("set-cookie") == ["a=1", "b=2"]


def test_a_request_arrives_as_it_was_sent(stage):
    sent = {
        "x-one": "1",
        "connection": "close, x-hop",
        "x-hop": "1",
        "authorization": "Bearer t",
        "cookie": "a=b",
        "accept-encoding": "br, gzip",
    }

    stage.send("GET", "/things/1%2F2?a=%20b&a=c&d[]=", headers=sent)

    first, *lines = stage.target.heard[-1].decode().split("\r\n")
    assert first == "GET /things/1%2F2?a=%20b&a=c&d[]= HTTP/1.1"
    lines = [line.lower() for line in lines]
    assert f"host: {stage.base.removeprefix('http://')}" in lines
    assert {"x-one: 1", "authorization: bearer t", "cookie: a=b"} <= set(lines)
    assert "accept-encoding: gzip" in lines
    assert not any(line.startswith("x-hop") for line in lines)


def test_head_is_answered_with_the_headers_of_get(stage):
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 70\r\n\r\n"
    stage.target.reply = head

    found = stage.send("HEAD", "/things/1")

    assert (found.status_code, found.content) == (200, b"")
    assert found.headers["content-length"] == "70"
    assert stage.target.heard[-1].startswith(b"HEAD ")
    assert stage.told == []


@pytest.mark.parametrize(
    ("reply", "status"),
    [(GONE, 204), (b"HTTP/1.1 304 Not Modified\r\nETag: x\r\nContent-Length: 9\r\n\r\n", 304)],
)
def test_an_answer_without_a_body_passes(stage, reply, status):
    stage.target.reply = reply

    found = stage.send("DELETE", "/things/1")

    assert (found.status_code, found.content) == (status, b"")
    assert stage.told == []


def test_a_chunked_answer_passes_whole(stage):
    stage.target.reply = (
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: application/json\r\n\r\n"
        b'5\r\n{"id"\r\n3\r\n:1}\r\n0\r\n\r\n'
    )

    assert stage.send("GET", "/things/1").content == b'{"id":1}'


def test_large_bodies_pass_whole(stage):
    name = "n" * 3_000_000
    body = json.dumps({"id": 1, "name": name}).encode()
    stage.target.reply = reply_bytes(body, JSON, status=b"201 Created")

    found = stage.send(
        "POST", "/things", content=body, headers={"content-type": "application/json"}
    )

    assert found.content == body
    assert stage.target.heard[-1].endswith(body)
    assert stage.told == []


@pytest.mark.parametrize("path", ["/things", "/forms", "/nothing"])
def test_a_request_beyond_the_limit_is_refused_and_not_forwarded(stage, monkeypatch, path):
    monkeypatch.setattr(lane_request, "LIMIT_BYTES", 100)

    found = stage.send("POST", path, content=b"x" * 101)

    assert found.status_code == 413
    assert stage.target.heard == []
    assert stage.tally.mocked == 1


def test_an_answer_beyond_the_limit_is_an_outage(stage, monkeypatch):
    monkeypatch.setattr("mockserver.proxy.sender.LIMIT_BYTES", 100)
    stage.target.reply = reply_bytes(b"x" * 101, JSON)

    found = stage.send("GET", "/things/1")

    assert found.status_code == 502
    assert "larger" in found.json()["detail"]
    assert stage.told == []


def test_a_body_in_a_strange_encoding_passes_and_is_told_as_unjudged(stage):
    stage.target.reply = reply_bytes(b"??", JSON, b"Content-Encoding: br")

    found = stage.send("GET", "/things/1", headers={"accept-encoding": "br"})

    assert found.headers["content-encoding"] == "br"
    assert len(stage.told) == 1
    assert "was not judged" in stage.told[0]
    assert stage.tally.breaches == 0


def test_the_journal_shows_what_was_wrong(stage):
    stage.target.reply = reply_bytes(b'{"id":"x"}', JSON)
    stage.send("GET", "/things/x")

    entry = stage.entry()
    assert entry["proxied"] == stage.base
    assert entry["refusal"] is None
    assert entry["speaker"] is None
    first, second = entry["notes"]
    assert first.startswith("request invalid_parameter: path id: ")
    assert second.startswith("response invalid_body: body /id: ")


def test_a_line_names_the_clause(stage, described):
    stage.ask(reply_bytes(b'{"id":"x"}', JSON))

    assert stage.told[0].startswith("response invalid_body GET /things/{id}: body /id: ")
    assert stage.told[0].endswith(f"({described}/openapi.yaml:1)")


def test_no_line_repeats_a_secret(tmp_path):
    key = {"name": "token", "in": "query", "schema": {"type": "string", "pattern": "^[a-z]+$"}}
    document = api({"/a": {"get": operation("a", parameters=[key])}})
    with staged(write_api(tmp_path, document)) as stage:
        stage.ask(reply_bytes(b'{"you":"OPEN-SESAME"}', JSON), path="/a?token=OPEN-SESAME")

        assert stage.told
        assert "SESAME" not in str(stage.told)
        assert "SESAME" not in str(stage.entry())
        assert "SESAME" not in str(stage.tally.groups)


def test_no_line_holds_what_a_terminal_obeys(stage):
    stage.ask(reply_bytes(b"<p>", b"Content-Type: text/\xe2\x80\x9b[31m"))

    assert len(stage.told) == 1
    assert stage.told[0].isprintable()


@pytest.mark.parametrize("taken", [JSON_TYPE, FORM])
def test_an_operation_that_cannot_be_judged_is_forwarded(tmp_path, monkeypatch, taken):
    def prepare(_):
        raise InvalidSpec("a schema is broken", file=tmp_path, line=3)

    monkeypatch.setattr(CompiledOperation, "prepare", prepare)
    path = tmp_path / "bare.json"
    path.write_text(json.dumps(api({"/a": {"post": operation("a", requestBody=takes({}, taken))}})))
    with staged(path) as stage:
        found = stage.send("POST", "/a", content=b"?")

        assert found.content == b'{"id":1}'
        assert len(stage.told) == 1
        assert stage.told[0].startswith("POST /a is forwarded without being judged: ")
        assert stage.target.heard[0].endswith(b"?")
