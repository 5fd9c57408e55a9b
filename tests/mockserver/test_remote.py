"""The command line's view of a running mock: JSON, or one sentence on what went wrong."""

import socket

import httpx2
import pytest

from mockserver.errors import ConfigError
from mockserver.remote import Remote
from mockserver.testing import running
from tests.support.documents import api, operation, write_api
from tests.support.worlds import server


@pytest.fixture(scope="module")
def url(tmp_path_factory):
    with running(server(write_api(tmp_path_factory.mktemp("apis"), api({})))) as found:
        yield found


@pytest.fixture(scope="module")
def guarded(tmp_path_factory):
    folder = write_api(tmp_path_factory.mktemp("apis"), api({}))
    with running(server(folder, admin_token="letmein")) as found:
        yield found


def test_an_answer_is_returned_as_a_value(url):
    assert Remote(url, None).call("GET", "/health") == {"status": "ok", "apis": ["shop"]}


@pytest.mark.parametrize(("scheme", "is_verified"), [("http", False), ("https", True)])
def test_certificates_are_loaded_for_https_only(monkeypatch, scheme, is_verified):
    told = []

    def refused(*_, verify=True, **more):
        told.append(verify)
        raise httpx2.ConnectError("nobody is there")

    monkeypatch.setattr(httpx2, "request", refused)
    monkeypatch.setattr(httpx2, "stream", refused)
    mock = Remote(f"{scheme}://127.0.0.1:9", None)
    for ask in (lambda: mock.call("GET", "/health"), lambda: next(mock.stream("/journal/events"))):
        with pytest.raises(ConfigError):
            ask()

    assert told == [is_verified, is_verified]


def test_an_empty_answer_is_none(url):
    assert Remote(url, None).call("POST", "/reset") is None


def test_a_body_is_sent_as_json(url):
    moved = Remote(url + "/", None).call("PATCH", "/clock", b'{"advance": "1d"}')

    assert moved == {"now": "2026-01-16T12:00:00Z", "frozen": False}


def test_a_refusal_is_told_in_the_servers_words(url):
    with pytest.raises(ConfigError, match=r"refused: 'nope' is not served here"):
        Remote(url, None).call("GET", "/state/nope")


def test_a_refusal_tells_the_wrong_places(url):
    with pytest.raises(ConfigError, match="/advance: "):
        Remote(url, None).call("PATCH", "/clock", b'{"advance": "soon"}')


def test_a_token_is_shown(guarded):
    assert Remote(guarded, "letmein").call("GET", "/state") == {"shop": {}}


def test_a_missing_token_is_told(guarded):
    with pytest.raises(ConfigError, match="admin token"):
        Remote(guarded, None).call("GET", "/state")


def test_a_server_that_is_not_there_is_told():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{taken.getsockname()[1]}"

        with pytest.raises(ConfigError, match="No mock answers at"):
            Remote(nobody, None).call("GET", "/health")


@pytest.mark.parametrize("url", ["", "localhost", "http://", "http://[", "ftp://localhost"])
def test_a_url_that_is_none_is_told(url):
    with pytest.raises(ConfigError, match="No mock answers at"):
        Remote(url, None).call("GET", "/health")


def test_another_server_is_recognised(url):
    with pytest.raises(ConfigError, match="refused: "):
        Remote(url + "/elsewhere", None).call("GET", "/health")


def test_a_stream_is_told_line_by_line(url):
    lines = Remote(url, None).stream("/journal/events")

    assert next(lines) == "retry: 1000"
    lines.close()


def test_a_stream_goes_on_after_the_last_event(tmp_path):
    paths = {"/orders": {"get": operation()}}
    with running(server(write_api(tmp_path, api(paths)))) as busy:
        for _ in range(2):
            httpx2.get(f"{busy}/~w3/orders", trust_env=False)
        lines = Remote(busy, None, sandbox="w3").stream("/journal/events", last="1")

        assert next(line for line in lines if line.startswith("id:")) == "id: 2"
        lines.close()


def test_a_refused_stream_is_told(guarded):
    with pytest.raises(ConfigError, match="admin token"):
        next(Remote(guarded, None).stream("/journal/events"))


def test_a_stream_of_nobody_is_told():
    with pytest.raises(ConfigError, match="No mock answers at"):
        next(Remote("http://localhost:1", None).stream("/journal/events"))


def test_a_call_may_take_as_long_as_it_is_told(url):
    found = Remote(url, None).call(
        "GET", "/journal/wait?method=TRACE&timeout=0", timeout_seconds=60
    )

    assert found["met"] is False
