"""Several APIs on one tree of paths: shared, apart, colliding, and each in its own words."""

import pytest

from mockserver.errors import ConfigError
from tests.support.documents import api, operation, response, write_api
from tests.support.worlds import send, server

WORDS = """
@refuse
def word(refusal):
    allow = list(refusal.allow)
    return Reply(400, {{'api': '{name}', 'kind': refusal.kind, 'allow': allow,
                        'has_call': refusal.call is not None}})
"""


@pytest.fixture
def folder(tmp_path):
    """Writes an API of these operations, such as `"GET /orders"`, that refuses in its own words."""

    def write(name: str, *labels: str, **root) -> str:
        paths: dict = {}
        for label in labels:
            method, path = label.split()
            answers = {"200": response({"const": name}), "400": response({"type": "object"})}
            paths.setdefault(path, {})[method.lower()] = operation(responses=answers)
        return write_api(tmp_path, api(paths, **root), WORDS.format(name=name), name=name)

    return write


def test_each_path_is_answered_by_its_api(folder):
    app = server(folder("red", "GET /a"), folder("blue", "GET /b"))

    assert [send(app, "GET", path).json() for path in ("/a", "/b")] == ["red", "blue"]


def test_two_apis_may_share_a_path(folder):
    app = server(folder("red", "GET /a/{id}"), folder("blue", "PUT /a/{name}"))

    assert send(app, "GET", "/a/1").json() == "red"
    assert send(app, "PUT", "/a/1").json() == "blue"


def test_the_methods_of_all_apis_are_allowed(folder):
    app = server(folder("red", "GET /a", "POST /a"), folder("blue", "DELETE /a"))
    found = send(app, "PATCH", "/a")

    assert found.headers["allow"] == "DELETE, GET, POST"
    assert found.json()["allow"] == ["DELETE", "GET", "POST"]


def test_a_literal_of_one_api_beats_a_parameter_of_another(folder):
    app = server(folder("red", "GET /a/{id}"), folder("blue", "GET /a/mine"))

    assert send(app, "GET", "/a/mine").json() == "blue"
    assert send(app, "GET", "/a/other").json() == "red"


def test_a_literal_of_one_api_gives_way_deeper_down(folder):
    app = server(folder("red", "GET /a/{id}/x"), folder("blue", "GET /a/mine/y"))

    assert send(app, "GET", "/a/mine/x").json() == "red"


def test_a_collision_names_both_operations_and_places(folder):
    one, two = folder("red", "GET /a/{id}"), folder("blue", "GET /a/{name}")

    with pytest.raises(ConfigError) as caught:
        server(one, two)

    told = str(caught.value)
    assert f"GET /a/{{id}} of red ({one}/openapi.yaml:1)" in told
    assert f"GET /a/{{name}} of blue ({two}/openapi.yaml:1)" in told
    assert "--prefix" in told


def test_a_collision_names_the_line(tmp_path):
    head = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths:\n"
    entry = "  /a/{%s}:\n    get:\n      responses: {}\n"
    (tmp_path / "shop.yaml").write_text(head + entry % "id" + entry % "name")

    with pytest.raises(ConfigError, match=r"shop\.yaml:5.*shop\.yaml:8"):
        server(str(tmp_path / "shop.yaml"), strict=True)

    app = server(str(tmp_path / "shop.yaml"))
    assert any("shop.yaml:8" in text for text in app.broken)


def test_a_prefix_keeps_apis_apart(folder):
    app = server(folder("red", "GET /a"), folder("blue", "GET /a"), prefixed=True)

    assert [send(app, "GET", f"/{name}/a").json() for name in ("red", "blue")] == ["red", "blue"]
    assert send(app, "GET", "/a").status_code == 404


@pytest.mark.parametrize(
    ("servers", "base"),
    [
        ([{"url": "/"}], ""),
        ([{"url": "/v1/"}], "/v1"),
        ([{"url": "v1"}], "/v1"),
        ([{"url": "https://shop.example.test/v1"}], "/v1"),
        ([{"url": "https://shop.example.test"}, {"url": "/v2"}], ""),
        ([{"url": "/{stage}/v1", "variables": {"stage": {"default": "live"}}}], "/live/v1"),
        ([], ""),
    ],
)
def test_the_path_of_the_server_goes_before(folder, servers, base):
    app = server(folder("red", "GET /a", servers=servers))

    assert send(app, "GET", base + "/a").json() == "red"


def test_an_unknown_path_is_refused_by_the_only_api(folder):
    found = send(server(folder("red", "GET /a")), "GET", "/zzz")

    assert found.json() == {"api": "red", "kind": "unknown_path", "allow": [], "has_call": False}


def test_an_unknown_path_is_refused_by_the_api_it_begins_like(folder):
    app = server(folder("red", "GET /red/a"), folder("blue", "GET /blue/a"))

    assert send(app, "GET", "/blue/zzz").json()["api"] == "blue"


def test_a_path_that_begins_like_no_api_is_refused_by_the_mock(folder):
    app = server(folder("red", "GET /red/a"), folder("blue", "GET /blue/a"))
    found = send(app, "GET", "/green")

    assert found.status_code == 404
    assert found.headers["content-type"] == "application/problem+json"
    assert found.headers["mock-answer"] == "refusal"


def test_an_unknown_method_is_refused_in_the_words_of_its_api(folder):
    app = server(folder("red", "GET /red/a"), folder("blue", "GET /blue/a"))

    assert send(app, "PUT", "/blue/a").json()["api"] == "blue"


@pytest.mark.parametrize("request_line", ["GET /zzz", "PUT /a"])
@pytest.mark.parametrize(
    "body",
    ["return refusal.call.nothing", "return None", "return Reply(404, {1, 2})"],
)
def test_words_that_fail_are_a_problem(tmp_path, caplog, body, request_line):
    stub = f"@refuse\ndef word(refusal):\n    {body}\n"
    app = server(write_api(tmp_path, api({"/a": {"get": operation()}}), stub))
    found = send(app, *request_line.split())

    assert (found.status_code, found.json()["type"][-13:]) == (500, ":crashed_stub")
    assert "Traceback" not in found.text
    assert "Traceback" in caplog.text


OAUTH = {"flows": {"clientCredentials": {"tokenUrl": "/token", "scopes": {}}}, "type": "oauth2"}
ISSUER = "@issue_token('oauth')\nasync def issue(request, world): ...\n"


def test_two_issuers_of_one_token_url_collide(tmp_path):
    document = api({}, components={"securitySchemes": {"oauth": OAUTH}})
    red, blue = (
        write_api(
            tmp_path,
            {**document, "paths": {f"/{name}": {"get": operation()}}},
            ISSUER,
            name=name,
        )
        for name in ("red", "blue")
    )

    with pytest.raises(ConfigError, match=r"token URL of red .* token URL of blue"):
        server(red, blue)


def test_an_operation_on_a_foreign_token_url_collides(tmp_path, folder):
    document = api({"/red": {"get": operation()}}, components={"securitySchemes": {"oauth": OAUTH}})
    red = write_api(tmp_path, document, ISSUER, name="red")

    with pytest.raises(ConfigError, match="/token"):
        server(red, folder("blue", "POST /token"))


def test_a_described_token_operation_beats_the_token_url(tmp_path):
    paths = {"/token": {"post": operation(None, {"const": "mine"})}}
    document = api(paths, components={"securitySchemes": {"oauth": OAUTH}})

    assert send(server(write_api(tmp_path, document)), "POST", "/token").json() == "mine"
