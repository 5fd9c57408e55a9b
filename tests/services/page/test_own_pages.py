"""How a page of somebody's own app gets its sandbox, as the README tells it."""

from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import Browser, BrowserContext

from mockserver.testing import MockSandbox, RunningMock, running_mock

pytestmark = pytest.mark.services

WAIT_MS = 15_000
HTML = b"""<!doctype html><title>Shop</title><output></output><script>
const base = window.API_BASE ?? new URLSearchParams(location.search).get("api");
fetch(base + "/marketing-solutions/campaigns/99999", {
  headers: {Authorization: "Bearer demo-token"}, credentials: "include",
}).then((answer) => answer.json()).then((found) => {
  document.querySelector("output").textContent =
    found.data.attributes.spendLimit.spendLimitAmount;
});
</script>"""


@pytest.fixture(scope="module")
def mock_server() -> Iterator[RunningMock]:
    with running_mock("criteo") as found:
        yield found


@pytest.fixture
def mock(mock_server, request) -> Iterator[MockSandbox]:
    """A sandbox in which the campaign's limit is 7; in all others it is 123.45."""
    with mock_server.sandbox(request.node.originalname) as found:
        changed = {
            "id": "99999",
            "type": "Campaign",
            "attributes": {"spendLimit": {"spendLimitAmount": 7}},
        }
        found.client.patch(
            "/marketing-solutions/campaigns",
            headers={"authorization": "Bearer demo-token"},
            json={"data": [changed]},
        ).raise_for_status()
        yield found


class App(BaseHTTPRequestHandler):
    """A development server: the same page for every path."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/html; charset=utf-8")
        self.send_header("content-length", str(len(HTML)))
        self.end_headers()
        self.wfile.write(HTML)

    def log_message(self, *_: object) -> None:
        """Keeps quiet."""


@pytest.fixture(scope="module")
def app() -> Iterator[str]:
    """The base URL of the app. It needs a socket: a browser lets no other page call loopback."""
    with ThreadingHTTPServer(("127.0.0.1", 0), App) as found:
        thread = Thread(target=found.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{found.server_port}/"
        found.shutdown()
        thread.join(timeout=10)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    found = browser.new_context()
    found.set_default_timeout(WAIT_MS)
    yield found
    found.close()


@pytest.fixture
def shown(app, context) -> Callable[..., str]:
    """The amount that the app shows; without a base URL of its API it has one of its own."""

    def look(base: str | None = None) -> str:
        page = context.new_page()
        page.goto(app + (f"?api={base}" if base else ""))
        page.wait_for_function("document.querySelector('output').textContent")
        return page.locator("output").inner_text()

    return look


def test_by_its_base_url(context, shown, mock):
    context.add_init_script(f"window.API_BASE = {mock.url!r}")

    assert shown() == "7"


def test_by_a_header(context, shown, mock, mock_server):
    context.set_extra_http_headers(dict(mock.headers))

    assert shown(mock_server.url) == "7"


def test_by_a_cookie(context, shown, mock, mock_server):
    context.add_cookies([{"name": "mock-sandbox", "value": mock.name, "url": mock_server.url}])

    assert shown(mock_server.url) == "7"


def test_without_any_of_these_it_meets_another_world(shown, mock, mock_server):
    assert shown(mock_server.url) == "123.45"
