"""The mock in process: over ASGI, or on a real socket for the time of a test."""

import httpx2
import pytest

from mockserver.app import MockServer
from mockserver.testing import asgi_app, running
from tests.support.documents import api, operation, write_api
from tests.support.worlds import send


@pytest.fixture
def shop(tmp_path) -> str:
    paths = {"/a": {"get": operation(), "head": operation()}}
    return write_api(tmp_path, api(paths))


def test_an_app_serves_what_is_named(shop):
    app = asgi_app(shop, seed=3)

    assert isinstance(app, MockServer)
    assert app.settings.seed == 3
    assert send(app, "GET", "/_mock/health").json()["apis"] == ["shop"]


def test_an_app_serves_the_bundled_apis_if_none_is_named():
    assert send(asgi_app(), "GET", "/_mock/health").json()["apis"] == [
        "criteo",
        "sessionm",
        "spaaza",
    ]


def test_a_running_app_answers_on_its_url(shop):
    with running(asgi_app(shop)) as url:
        found = httpx2.get(url + "/a", trust_env=False)
        head = httpx2.head(url + "/a", trust_env=False)

    assert (found.status_code, found.headers["mock-answer"]) == (200, "generated")
    assert (head.status_code, head.content) == (200, b"")


def test_a_running_app_stops_afterwards(shop):
    with running(asgi_app(shop)) as url:
        pass

    with pytest.raises(httpx2.ConnectError):
        httpx2.get(url + "/a", trust_env=False)


def test_two_running_apps_have_their_own_ports(shop):
    with running(asgi_app(shop)) as one, running(asgi_app(shop)) as two:
        assert one != two
        assert httpx2.get(two + "/_mock/health", trust_env=False).status_code == 200
