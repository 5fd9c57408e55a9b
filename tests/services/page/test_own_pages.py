"""How a page of somebody's own app gets its sandbox, as the README tells it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from mockserver.testing import MockSandbox, RunningMock, running_mock

pytestmark = pytest.mark.services

APP = "http://shop.localhost:9/"
HTML = """<!doctype html><title>Shop</title><output></output><script>
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


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser window in which the app is served."""
    found = browser.new_context()
    found.route(APP + "**", lambda route: route.fulfill(body=HTML, content_type="text/html"))
    yield found
    found.close()


def shown(context: BrowserContext, base: str | None = None) -> str:
    """Returns the amount that the app shows; without a base URL it has one of its own."""
    page: Page = context.new_page()
    page.goto(APP + (f"?api={base}" if base else ""))
    page.wait_for_function("document.querySelector('output').textContent")
    return page.locator("output").inner_text()


def test_by_its_base_url(context, mock):
    context.add_init_script(f"window.API_BASE = {mock.url!r}")

    assert shown(context) == "7"


def test_by_a_header(context, mock, mock_server):
    context.set_extra_http_headers(dict(mock.headers))

    assert shown(context, mock_server.url) == "7"


def test_by_a_cookie(context, mock, mock_server):
    context.add_cookies([{"name": "mock-sandbox", "value": mock.name, "url": mock_server.url}])

    assert shown(context, mock_server.url) == "7"


def test_without_any_of_these_it_meets_another_world(context, mock, mock_server):
    assert shown(context, mock_server.url) == "123.45"
