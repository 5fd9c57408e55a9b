"""The greeting shows where each API is, how to get in, and requests that work as they stand."""

import shlex
from base64 import b64encode

import click
import pytest

from mockserver.app import MockServer
from mockserver.welcome import welcome
from tests.support.documents import api, operation, write_api, write_file
from tests.support.worlds import send, server

URL = "http://127.0.0.1:4010"
TRYOUT = {
    "credentials": [{"what": "a key", "value": "[demo]"}],
    "requests": [
        {"what": "all orders", "curl": "curl -s {url}/orders -H 'X-Key: demo'"},
        {"what": "another", "curl": "curl -s {url}/other"},
    ],
}


def greeting(app: MockServer, url: str = URL) -> list[str]:
    return [line.rstrip() for line in click.unstyle(welcome(app, url)).splitlines()]


def test_each_api_is_shown_with_its_place(tmp_path):
    document = api({"/orders": {"get": operation()}}, servers=[{"url": "/v1"}])
    told = greeting(server(write_api(tmp_path, document)))

    assert any("shop" in line and line.endswith(URL + "/v1") for line in told)


def test_credentials_are_shown_as_they_are(tmp_path):
    told = greeting(server(write_api(tmp_path, api({}), tryout=TRYOUT)))

    assert any(line.endswith("a key: [demo]") for line in told)


def test_the_first_request_stands_on_a_line_of_its_own(tmp_path):
    long = {"requests": [{"what": "long", "curl": "curl {url}/" + "a" * 300}]}
    told = greeting(server(write_api(tmp_path, api({}), tryout=long)))

    assert f"  curl {URL}/{'a' * 300}" in told


def test_only_the_first_request_is_printed(tmp_path):
    told = "\n".join(greeting(server(write_api(tmp_path, api({}), tryout=TRYOUT))))

    assert "/orders" in told
    assert "/other" not in told


def test_a_request_goes_below_the_base_of_its_api(tmp_path):
    told = greeting(server(write_api(tmp_path, api({}), tryout=TRYOUT), prefixed=True))

    assert f"  curl -s {URL}/shop/orders -H 'X-Key: demo'" in told


def test_a_bare_file_is_shown_without_more(tmp_path):
    app = server(write_file(tmp_path, api({"/a": {"get": operation()}})))
    told = "\n".join(greeting(app))

    assert "shop" in told
    assert "curl" not in told


def test_a_closed_admin_api_is_told(tmp_path):
    told = "\n".join(greeting(server(write_api(tmp_path, api({})), host="0.0.0.0")))

    assert "--admin-token" in told


def test_the_admin_token_is_never_printed(tmp_path):
    app = server(write_api(tmp_path, api({})), admin_token="letmein")

    assert "letmein" not in "\n".join(greeting(app))


@pytest.mark.parametrize("name", ["criteo", "sessionm", "spaaza"])
def test_the_suggested_request_works_as_it_is(name):
    app = server(name)
    line = next(line for line in greeting(app, "http://localhost") if line.startswith("  curl"))
    words = shlex.split(line)
    given = {word: words[at + 1] for at, word in enumerate(words) if word in ("-d", "-u", "-X")}
    headers = dict(words[at + 1].split(": ", 1) for at, word in enumerate(words) if word == "-H")
    if "-u" in given:
        headers["Authorization"] = "Basic " + b64encode(given["-u"].encode()).decode()
    url = next(word for word in words if word.startswith("http://localhost"))
    method = given.get("-X", "POST" if "-d" in given else "GET")
    body = given.get("-d", "").encode()
    found = send(app, method, url, headers=headers, content=body)

    assert found.status_code == 200, found.text
    assert found.headers["mock-answer"] == "stub"
