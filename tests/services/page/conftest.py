"""The page in a real Chromium, each test in a sandbox of its own."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import httpx2
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from mockserver.testing import running
from tests.support.browser import Watch, chromium
from tests.support.worlds import server

WAIT_MS = 15_000
"""How long an expectation may take on a busy machine."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser. While it runs, no test of this process can run a loop of its own."""
    expect.set_options(timeout=WAIT_MS)
    with chromium() as found:
        yield found


@pytest.fixture
def tab(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens a page of a server; at the end, none may have complained or asked elsewhere."""
    watches: list[Watch] = []
    with ExitStack() as contexts:

        def open_tab(
            url: str,
            *,
            context: BrowserContext | None = None,
            prepare: Callable[[Page], object] = lambda page: None,
            **options,
        ) -> Page:
            if context is None:
                context = browser.new_context(viewport={"width": 1280, "height": 860}, **options)
                contexts.callback(context.close)
            context.set_default_timeout(WAIT_MS)
            page = context.new_page()
            watches.append(Watch(url))
            watches[-1].over(page)
            prepare(page)
            page.goto(url)
            return page

        yield open_tab
    assert [text for watch in watches for text in watch.complaints] == []
    assert [url for watch in watches for url in watch.foreign] == []
    assert all(watch.requested for watch in watches)


@pytest.fixture(scope="session")
def url() -> Iterator[str]:
    """A mock of the bundled APIs, at a time that stands."""
    with running(server()) as found:
        yield found


@pytest.fixture
def name(request: pytest.FixtureRequest) -> str:
    """The test's own sandbox."""
    return "".join(letter for letter in request.node.name if letter.isalnum() or letter == "_")[:60]


@pytest.fixture
def page(tab, url: str, name: str) -> Page:
    """The page in the test's own sandbox."""
    return tab(f"{url}/~{name}/_mock/")


@pytest.fixture
def client(url: str, name: str) -> Iterator[httpx2.Client]:
    """An app that uses the sandbox."""
    with httpx2.Client(base_url=f"{url}/~{name}", trust_env=False, timeout=30) as found:
        yield found
