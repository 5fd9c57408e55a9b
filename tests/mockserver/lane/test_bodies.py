"""A JSON body is read strictly and judged by the schema of its content type."""

import json

import pytest

from tests.support.documents import (
    ECHO,
    VERSIONS,
    api,
    echoing,
    operation,
    takes,
    write_api,
)
from tests.support.worlds import send, server

ORDER = {
    "type": "object",
    "required": ["name", "total"],
    "additionalProperties": False,
    "properties": {
        "name": {"type": "string", "minLength": 2},
        "total": {"type": "integer"},
        "id": {"type": "string", "readOnly": True},
    },
}
GOOD = {"name": "ab", "total": 5}


@pytest.fixture
def post(tmp_path):
    """Sends a body to an operation that takes one of this schema."""

    def send_to(schema=ORDER, *, body=None, version="3.1.0", content_type=None, **options):
        wanted = body or takes(schema)
        document = echoing(method="post", requestBody=wanted, version=version)
        app = server(write_api(tmp_path, document, ECHO))
        if content_type is not None:
            options["headers"] = {**options.get("headers", {}), "content-type": content_type}
        return send(app, "POST", "/echo", **options)

    return send_to


def faults(found) -> list[tuple[str, str]]:
    assert found.status_code == 400, found.text
    assert {item["in"] for item in found.json()["violations"]} == {"body"}
    return [(item["pointer"], item["keyword"]) for item in found.json()["violations"]]


def test_a_valid_body_reaches_the_stub(post):
    assert post(json=GOOD).json()["body"] == GOOD


def test_every_fault_is_told_with_its_place(post):
    found = post(json={"name": "a", "total": "5", "extra": 1})

    assert sorted(faults(found)) == [
        ("/extra", "additionalProperties"),
        ("/name", "minLength"),
        ("/total", "type"),
    ]


def test_each_missing_member_is_told_by_itself(post):
    assert sorted(faults(post(json={}))) == [("/name", "required"), ("/total", "required")]


def test_a_pointer_escapes_its_parts(post):
    schema = {"type": "object", "additionalProperties": {"type": "integer"}}

    assert faults(post(schema, json={"a/b~c": "x"})) == [("/a~1b~0c", "type")]


def test_a_missing_body_is_told(post):
    assert faults(post()) == [("", "required")]


def test_an_optional_body_may_be_missing(post):
    assert "body" not in post(body=takes(ORDER, required=False)).json()


def test_null_is_not_a_missing_body(post):
    assert post({"type": "null"}, content=b"null").json()["body"] is None


@pytest.mark.parametrize(
    "raw",
    [b"{", b"{'a': 1}", b'{"a": NaN}', b"\xff", b" ", b"{} {}", b'"\\ud800"', b"[" * 100_000],
    ids=range(8),
)
def test_what_is_not_json_is_malformed(post, raw):
    found = post({}, content=raw, content_type="application/json")

    assert found.status_code == 400
    assert found.json()["type"].endswith(":malformed_body")
    assert found.json()["operation"] == "POST /echo"


@pytest.mark.parametrize("sent", ["text/plain", "application/xml", "json", ""])
def test_another_content_type_is_refused(post, sent):
    found = post(content=b"{}", content_type=sent)

    assert found.status_code == 415
    assert "application/json" in found.json()["detail"]


@pytest.mark.parametrize("sent", ["Application/JSON", "application/json; charset=UTF-8"])
def test_a_content_type_is_read_loosely(post, sent):
    assert post({}, content=b"{}", content_type=sent).status_code == 200


def test_another_charset_is_refused(post):
    found = post(content=b"{}", content_type="application/json; charset=utf-16")

    assert found.status_code == 415


def test_a_compressed_body_is_refused(post):
    found = post(json=GOOD, headers={"content-encoding": "gzip"})

    assert found.status_code == 415


def test_a_body_without_content_type_is_taken_as_the_first(post):
    assert post({}, content=b'{"a":1}').json()["body"] == {"a": 1}


@pytest.mark.parametrize("declared", ["application/*", "*/*", "application/vnd.shop+json"])
def test_other_json_types_may_be_declared(post, declared):
    sent = declared if "*" not in declared else "application/json"
    found = post(body=takes(ORDER, declared), content=b"{}", content_type=sent)

    assert len(faults(found)) == 2


def test_each_content_type_has_its_own_schema(post):
    body = takes(ORDER)
    body["content"]["application/merge-patch+json"] = {"schema": {"type": "object"}}
    found = post(body=body, content=b"{}", content_type="application/merge-patch+json")

    assert found.json()["body"] == {}


@pytest.mark.parametrize("version", VERSIONS)
def test_a_read_only_member_is_not_demanded(post, version):
    schema = {**ORDER, "required": ["name", "total", "id"]}

    assert post(schema, json=GOOD, version=version).status_code == 200


def test_a_body_that_nobody_described_is_ignored(tmp_path):
    app = server(write_api(tmp_path, echoing(method="post"), ECHO))
    found = send(app, "POST", "/echo", content=b"{", headers={"content-type": "text/plain"})

    assert "body" not in found.json()


def test_a_body_too_large_is_refused(post, monkeypatch):
    monkeypatch.setattr("mockserver.lane.request.LIMIT_BYTES", 10)

    assert post(json=GOOD).status_code == 413


ONLY_A = {"properties": {"a": {}}}
VERDICTS = [
    ("3.0.3", {"type": "integer", "minimum": 1, "exclusiveMinimum": True}, 2, 1),
    ("3.1.0", {"type": "integer", "exclusiveMinimum": 1}, 2, 1),
    ("3.0.3", {"type": "integer", "maximum": 1, "exclusiveMaximum": True}, 0, 1),
    ("3.1.0", {"exclusiveMaximum": 1}, 0, 1),
    ("3.0.3", {"type": "string", "nullable": True}, None, 1),
    ("3.0.3", {"type": "string", "enum": ["a"], "nullable": True}, None, "b"),
    ("3.0.3", {"type": "string"}, "a", None),
    ("3.1.0", {"type": "string", "nullable": True}, "a", None),
    ("3.1.0", {"type": ["string", "null"]}, None, 1),
    ("3.1.0", {"const": {"a": 1}}, {"a": 1}, {"a": 2}),
    ("3.1.0", {"prefixItems": [{"type": "integer"}], "items": False}, [1], [1, 2]),
    ("3.1.0", {"if": {"required": ["a"]}, "then": {"required": ["b"]}}, {"a": 1, "b": 1}, {"a": 1}),
    ("3.1.0", {"allOf": [ONLY_A], "unevaluatedProperties": False}, {"a": 1}, {"b": 1}),
    ("3.1.0", {"dependentRequired": {"a": ["b"]}}, {"b": 1}, {"a": 1}),
    ("3.1.0", {"contains": {"const": 1}, "minContains": 2}, [1, 1], [1]),
    ("3.1.0", {"type": "integer"}, 1.0, 1.5),
    ("3.0.3", {"type": "string", "format": "uuid"}, "0" * 8 + "-0000-4000-8000-" + "0" * 12, "x"),
    ("3.1.0", {"type": "string", "format": "date-time"}, "2026-01-15T12:00:00Z", "2026-01-15"),
    ("3.0.3", {"type": "string", "format": "email"}, "a@example.test", "a"),
]  # fmt: skip


@pytest.mark.parametrize(("version", "schema", "good", "bad"), VERDICTS)
def test_a_schema_means_what_its_version_says(post, version, schema, good, bad):
    def verdict(value) -> int:
        raw = json.dumps(value).encode()
        return post(schema, content=raw, version=version).status_code

    assert (verdict(good), verdict(bad)) == (200, 400)


def test_both_versions_are_served_side_by_side(tmp_path):
    def one(version, schema):
        path = f"/v{version[2]}"
        entry = operation("echo", requestBody=takes(schema))
        return api({path: {"post": entry}}, version=version)

    old = one("3.0.3", {"type": "integer", "minimum": 1, "exclusiveMinimum": True})
    new = one("3.1.0", {"type": ["integer", "null"], "exclusiveMinimum": 1})
    app = server(
        write_api(tmp_path, old, ECHO, name="old"), write_api(tmp_path, new, ECHO, name="new")
    )
    statuses = {
        (path, value): send(app, "POST", path, content=value).status_code
        for path in ("/v0", "/v1")
        for value in ("1", "2", "null")
    }

    assert [key for key, status in statuses.items() if status == 200] == [
        ("/v0", "2"),
        ("/v1", "2"),
        ("/v1", "null"),
    ]
