"""A real Chromium, and a watch over what a page in it does."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from os import geteuid
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def chromium_path() -> str:
    """Returns where Chromium is installed."""
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    assert found is not None, (
        "These tests need Chromium, and none is on the path. Install it, on Debian with"
        " `apt-get install chromium`."
    )
    return found


@contextmanager
def chromium() -> Iterator[Browser]:
    """Runs a browser without a window."""
    arguments = ["--no-sandbox"] if geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=arguments)
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Watch:
    """What a page asked for and complained about."""

    origin: str
    requested: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def over(self, page: Page) -> None:
        """Starts to watch a page."""
        page.on("request", lambda request: self.requested.append(request.url))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._heard)

    @property
    def foreign(self) -> list[str]:
        """The requests that left the origin."""
        own = urlsplit(self.origin)
        there = [urlsplit(url) for url in self.requested]
        return [
            url.geturl()
            for url in there
            if url.scheme not in ("data", "blob") and (url.scheme, url.netloc) != own[:2]
        ]

    def _heard(self, message: ConsoleMessage) -> None:
        # The browser complains of every answer that is no success, also where the page wants it.
        is_answer = message.text.startswith("Failed to load resource")
        is_own = "/_mock/page/" in message.location["url"]
        if message.type in ("error", "warning") and (is_own or not is_answer):
            self.complaints.append(message.text)
