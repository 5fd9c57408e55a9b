"""A running mock, as the command line talks to it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import httpx2

from mockserver.errors import NoMockThere
from specs.values import Json

_QUIET_SECONDS: Final = 60.0
"""A stream that lives says something more often than that."""


class Remote:
    """The admin API of a running mock."""

    def __init__(self, url: str, token: str | None, *, sandbox: str | None = None) -> None:
        """Names a mock; nothing is sent yet.

        Args:
            url: Its base URL.
            token: Its admin token, if it has one.
            sandbox: Which of its sandboxes; the default one without it.
        """
        self._sandbox = sandbox
        self._url = url.rstrip("/")
        self._headers = {"authorization": f"Bearer {token}"} if token else {}
        if sandbox:
            self._headers["mock-sandbox"] = sandbox

    @property
    def sandbox(self) -> str:
        """The name of the sandbox."""
        # Few commands ask for it, and what is behind it is a server's.
        from mockserver.state import DEFAULT

        return self._sandbox or DEFAULT

    def call(
        self, method: str, path: str, body: bytes | None = None, *, timeout_seconds: float = 10
    ) -> Json:
        """Calls an operation of the admin API and returns the JSON it answers, None if nothing.

        Raises:
            NoMockThere: Nothing answers there, or the answer is a refusal.
        """
        headers = dict(self._headers)
        if body is not None:
            headers["content-type"] = "application/json"
        with self._reaching():
            response = httpx2.request(
                method,
                self._address(path),
                content=body,
                headers=headers,
                trust_env=False,
                verify=self._is_tls,
                timeout=timeout_seconds,
            )
        self._check(response)
        return response.json() if response.content else None

    def stream(self, path: str, *, last: str = "") -> Iterator[str]:
        """Yields the lines of a stream of the admin API as they come, until the server ends it.

        Args:
            path: The operation that streams.
            last: Id of the last event that is known already.

        Raises:
            NoMockThere: Nothing answers there, the answer is a refusal, or the server is gone.
        """
        headers = {**self._headers, "accept": "text/event-stream"}
        if last:
            headers["last-event-id"] = last
        timeout = httpx2.Timeout(10, read=_QUIET_SECONDS)
        with (
            self._reaching(),
            httpx2.stream(
                "GET",
                self._address(path),
                headers=headers,
                trust_env=False,
                verify=self._is_tls,
                timeout=timeout,
            ) as response,
        ):
            if not response.is_success:
                response.read()
            self._check(response)
            yield from response.iter_lines()

    @property
    def _is_tls(self) -> bool:
        """Whether certificates are needed; to load them takes longer than most commands."""
        return self._url.startswith("https:")

    def _address(self, path: str) -> str:
        return f"{self._url}/_mock{path}"

    @contextmanager
    def _reaching(self) -> Iterator[None]:
        try:
            yield
        except (httpx2.HTTPError, httpx2.InvalidURL) as error:
            raise NoMockThere(self._url, reason=str(error) or type(error).__name__) from error

    def _check(self, response: httpx2.Response) -> None:
        if "mock-answer" not in response.headers:
            status = response.status_code
            raise NoMockThere(self._url, reason=f"something else does, with HTTP {status}")
        if not response.is_success:
            raise NoMockThere(self._url, refusal=_detail(response))


def _detail(response: httpx2.Response) -> str:
    problem = response.json()
    if not isinstance(problem, dict) or "detail" not in problem:
        return f"HTTP {response.status_code}"
    return str(problem["detail"])
