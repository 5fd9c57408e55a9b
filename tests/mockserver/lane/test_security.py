"""Credentials are read for the judge; missing ones are refused before the rest is judged."""

import base64

import pytest

from tests.support.documents import api, operation, parameter, response, takes, write_api
from tests.support.worlds import send, server

SCHEMES = {
    "basic": {"type": "http", "scheme": "basic"},
    "bearer": {"type": "http", "scheme": "Bearer"},
    "oauth": {
        "type": "oauth2",
        "flows": {"clientCredentials": {"tokenUrl": "/token", "scopes": {}}},
    },
    "header": {"type": "apiKey", "in": "header", "name": "X-Key"},
    "query": {"type": "apiKey", "in": "query", "name": "key"},
    "cookie": {"type": "apiKey", "in": "cookie", "name": "key"},
}
JUDGE = """
@authenticate
async def judge(call, credentials, world):
    shown = {name: [value.username, value.password] if isinstance(value, BasicCredentials)
             else value for name, value in credentials.values.items()}
    world.put('seen', '1', {'shown': shown})
    if 'wrong' in shown.values():
        raise Refused(Reply(403, {'error': 'wrong key'}))
    return {'shown': shown, 'malformed': sorted(credentials.malformed),
            'body_is_absent': call.body is ABSENT, 'query': dict(call.query)}

@operation('who')
async def who(call, world):
    return Reply(200, call.principal or {})
"""
BASIC = "Basic " + base64.b64encode(b"ann:se:cret").decode()


def serve(tmp_path, security, stub=JUDGE, **more):
    answers = {"200": response({"type": "object"}), "403": response({"type": "object"})}
    entry = operation("who", responses=answers, security=security, **more)
    parts = {"securitySchemes": SCHEMES}
    return server(write_api(tmp_path, api({"/who": {"post": entry}}, components=parts), stub))


@pytest.mark.parametrize(
    ("scheme", "options", "value"),
    [
        ("basic", {"headers": {"authorization": BASIC}}, ["ann", "se:cret"]),
        ("bearer", {"headers": {"authorization": "bearer  abc"}}, "abc"),
        ("oauth", {"headers": {"authorization": "Bearer abc"}}, "abc"),
        ("header", {"headers": {"x-key": "abc"}}, "abc"),
        ("query", {"params": {"key": "a b"}}, "a b"),
        ("cookie", {"headers": {"cookie": "other=1; key=abc"}}, "abc"),
    ],
)
def test_a_credential_is_read_where_it_is_declared(tmp_path, scheme, options, value):
    found = send(serve(tmp_path, [{scheme: []}]), "POST", "/who", **options)

    assert found.json()["shown"] == {scheme: value}
    assert found.json()["malformed"] == []


@pytest.mark.parametrize(
    ("scheme", "text"),
    [
        ("basic", "Bearer abc"),
        ("basic", "Basic"),
        ("basic", "Basic !!!"),
        ("basic", "Basic " + base64.b64encode(b"nocolon").decode()),
        ("basic", "Basic " + base64.b64encode(b"\xff:\xff").decode()),
        ("bearer", BASIC),
        ("bearer", "Bearer "),
        ("oauth", "abc"),
    ],
)
def test_a_credential_of_another_form_is_malformed(tmp_path, scheme, text):
    app = serve(tmp_path, [{scheme: []}])
    found = send(app, "POST", "/who", headers={"authorization": text})

    assert (found.json()["shown"], found.json()["malformed"]) == ({}, [scheme])


def test_every_shown_scheme_reaches_the_judge(tmp_path):
    app = serve(tmp_path, [{"basic": [], "header": []}, {"query": []}])
    headers = {"authorization": BASIC, "x-key": "k"}
    found = send(app, "POST", "/who?key=q", headers=headers)

    assert sorted(found.json()["shown"]) == ["basic", "header", "query"]


def test_a_credential_that_nobody_asked_for_is_not_read(tmp_path):
    app = serve(tmp_path, [{"header": []}])
    found = send(app, "POST", "/who?key=q", headers={"x-key": "k"})

    assert found.json()["shown"] == {"header": "k"}


def test_the_judge_sees_raw_values_and_no_body(tmp_path):
    page = parameter("page", "query", {"type": "integer"})
    app = serve(tmp_path, [{"header": []}], parameters=[page], requestBody=takes({}))
    found = send(app, "POST", "/who?page=7", headers={"x-key": "k"}, json={})

    assert found.json()["query"] == {"page": "7"}
    assert found.json()["body_is_absent"]


def test_authentication_comes_before_validation(tmp_path):
    page = parameter("page", "query", {"type": "integer"})
    app = serve(tmp_path, [{"header": []}], parameters=[page], requestBody=takes({}))
    found = send(app, "POST", "/who?page=seven", headers={"x-key": "wrong"}, content=b"{")

    assert (found.status_code, found.json()) == (403, {"error": "wrong key"})


def test_validation_comes_before_the_handler(tmp_path):
    app = serve(tmp_path, [{"header": []}], requestBody=takes({"type": "array"}))
    found = send(app, "POST", "/who", headers={"x-key": "k"}, json={})

    assert found.status_code == 400


def test_a_refused_caller_leaves_no_trace(tmp_path):
    app = serve(tmp_path, [{"header": []}])
    send(app, "POST", "/who", headers={"x-key": "wrong"})

    assert send(app, "GET", "/_mock/state").json() == {"shop": {}}


def test_an_open_operation_is_not_judged(tmp_path):
    assert send(serve(tmp_path, []), "POST", "/who").json() == {}


def test_the_document_says_what_its_operations_do_not(tmp_path):
    document = api(
        {"/a": {"get": operation()}, "/b": {"get": operation(security=[])}},
        security=[{"header": []}],
        components={"securitySchemes": SCHEMES},
    )
    app = server(write_api(tmp_path, document))

    assert [send(app, "GET", path).status_code for path in ("/a", "/b")] == [401, 200]


@pytest.mark.parametrize(
    ("security", "headers", "status"),
    [
        ([{"header": []}], {}, 401),
        ([{"header": []}], {"x-key": ""}, 401),
        ([{"header": []}], {"x-key": "any"}, 200),
        ([{"header": []}, {"bearer": []}], {"authorization": "Bearer any"}, 200),
        ([{"header": [], "bearer": []}], {"authorization": "Bearer any"}, 401),
        ([{"header": [], "bearer": []}], {"authorization": "Bearer a", "x-key": "b"}, 200),
        ([{}, {"header": []}], {}, 200),
    ],
)
def test_without_a_judge_any_credential_will_do(tmp_path, security, headers, status):
    app = serve(tmp_path, security, stub="")

    assert send(app, "POST", "/who", headers=headers).status_code == status


def test_a_missing_credential_is_told_in_a_problem(tmp_path):
    app = serve(tmp_path, [{"header": []}, {"basic": [], "query": []}], stub="")
    found = send(app, "POST", "/who")

    assert found.json()["type"].endswith(":unauthenticated")
    assert "header or basic and query" in found.json()["detail"]
    assert "www-authenticate" in found.headers
    assert found.headers["mock-answer"] == "refusal"


def test_a_strange_cookie_does_not_hide_the_key(tmp_path):
    app = serve(tmp_path, [{"cookie": []}], stub="")
    found = send(app, "POST", "/who", headers={"cookie": 'theme={"a":[1]}; key=abc'})

    assert found.status_code == 200
