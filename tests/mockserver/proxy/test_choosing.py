"""What is forwarded, and what the mock answers."""

import pytest

from mockserver.errors import ConfigError
from tests.support.documents import api, operation, write_api
from tests.support.proxied import RIGHT, staged

OAUTH = {
    "type": "oauth2",
    "flows": {"clientCredentials": {"tokenUrl": "https://a.example/token", "scopes": {}}},
}


@pytest.mark.parametrize("only", ["/things/*", "GET /things/{id}", "readThing", "/things/{id}"])
def test_what_is_meant_is_forwarded_and_the_rest_is_mocked(described, only):
    with staged(described, only=(only,)) as stage:
        forwarded = stage.send("GET", "/things/1")
        mocked = stage.send("GET", "/things")

        assert forwarded.content == b'{"id":1}'
        assert "mock-answer" not in forwarded.headers
        assert mocked.headers["mock-answer"]
        assert len(stage.target.heard) == 1
        assert (stage.tally.passed, stage.tally.mocked) == (1, 1)


def test_the_mock_judges_what_it_answers(described):
    with staged(described, only=("readThing",)) as stage:
        assert stage.send("GET", "/things?limit=x").status_code == 400
        assert stage.tally.breaches == 0
        assert stage.tally.exit_code(fails_on_error=True) == 2


@pytest.mark.parametrize(("method", "path"), [("GET", "/nothing"), ("PUT", "/things")])
def test_what_nobody_knows_is_forwarded(described, method, path):
    with staged(described, only=("readThing",)) as stage:
        assert stage.ask(RIGHT, method, path).startswith("request unknown_")
        assert len(stage.target.heard) == 1
        assert stage.entry()["refusal"] is None
        assert stage.entry()["notes"][0].startswith("request unknown_")


def test_a_pattern_that_means_nothing_is_refused(described):
    with pytest.raises(ConfigError, match=r"--only /thing means no operation.*/things"):
        staged(described, only=("/thing",)).__enter__()


def test_an_unknown_method_is_told_with_the_line_of_its_path(tmp_path):
    text = "openapi: 3.1.0\ninfo: {title: A, version: '1'}\npaths:\n  /a: {}\n  /b:\n"
    text += "    get: {responses: {'200': {description: d}}}\n"
    path = tmp_path / "shop.yaml"
    path.write_text(text)
    with staged(path) as stage:
        stage.ask(RIGHT, "PUT", "/b")
        stage.ask(RIGHT, "GET", "/c")

        assert stage.told[0].endswith("/shop.yaml:5)")
        assert stage.told[1].endswith("/shop.yaml:3)")


@pytest.mark.parametrize(
    ("only", "is_forwarded"), [((), True), (("/token",), True), (("/a",), False)]
)
def test_a_token_url_is_forwarded_where_it_is_meant(tmp_path, only, is_forwarded):
    document = api(
        {"/a": {"get": operation("a", security=[{"o": []}])}},
        components={"securitySchemes": {"o": OAUTH}},
    )
    with staged(write_api(tmp_path, document), only=only) as stage:
        found = stage.send("POST", "/token", data={"grant_type": "client_credentials"})

        assert (found.content == b'{"id":1}') is is_forwarded
        assert stage.told == []


def test_the_admin_api_is_the_proxys_own(stage):
    assert stage.send("GET", "/_mock/health").json()["apis"] == ["shop"]
    assert stage.send("OPTIONS", "/_mock/health").status_code == 204
    assert stage.send("GET", "/_mock/nothing").status_code == 404
    assert stage.target.heard == []
    assert stage.tally.answers == 0


@pytest.mark.parametrize(
    ("path", "arrives"), [("/shop/things/1", "/things/1"), ("/x?y=z", "/x?y=z")]
)
def test_a_prefix_stays_here(described, path, arrives):
    with staged(described, prefixed=True) as stage:
        stage.send("GET", path)

        assert stage.target.heard[0].startswith(f"GET {arrives} HTTP".encode())


def test_a_sandbox_in_the_path_stays_here(stage):
    stage.send("GET", "/~mine/things/1")

    assert stage.target.heard[0].startswith(b"GET /things/1 HTTP")
    assert stage.send("GET", "/~mine/_mock/journal/1").json()["proxied"] == stage.base


def test_a_page_of_this_machine_may_read_and_others_get_the_targets_own_words(stage):
    stage.target.reply = RIGHT.replace(b"\r\n\r\n", b"\r\nVary: Accept\r\n\r\n")
    page = stage.send("GET", "/things/1", headers={"origin": "http://localhost:5173"})
    other = stage.send("GET", "/things/1", headers={"origin": "https://shop.example"})
    asked = {"origin": "https://shop.example", "access-control-request-method": "GET"}
    stage.send("OPTIONS", "/things/1", headers=asked)

    assert page.headers["access-control-allow-origin"] == "http://localhost:5173"
    assert "Mock-Violations" in page.headers["access-control-expose-headers"]
    assert "access-control-allow-credentials" not in other.headers
    assert other.headers["vary"] == "Accept"
    assert stage.target.heard[-1].startswith(b"OPTIONS ")
