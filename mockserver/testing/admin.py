"""The admin API of a running mock, as a test talks to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import httpx2

from mockserver.errors import MockserverError, NoMockThere
from specs.values import Json, Record

ANSWER_SECONDS: Final = 10.0
"""How long an answer of the admin API may take."""


class NotAsExpected(MockserverError, AssertionError):
    """The sandbox was not asked what the test expected; a test that meets it fails."""


@dataclass(frozen=True, slots=True)
class ClockReading:
    """What the clock of a sandbox shows."""

    now: datetime
    """The sandbox's time, in UTC."""
    frozen: bool


class AdminClient:
    """Calls operations of the admin API, each in one of the sandboxes."""

    def __init__(self, url: str, token: str | None) -> None:
        """Names a mock; nothing is sent yet.

        Args:
            url: Its base URL.
            token: Its admin token, if it has one.
        """
        self._url = url
        headers = {"authorization": f"Bearer {token}"} if token else {}
        self._client = httpx2.Client(headers=headers, trust_env=False, verify=is_tls(url))

    def call(
        self,
        method: str,
        path: str,
        *,
        sandbox: str | None = None,
        body: Json = None,
        params: Mapping[str, Json] | None = None,
        timeout_seconds: float = ANSWER_SECONDS,
    ) -> Json:
        """Calls an operation and returns the JSON it answers, None if nothing.

        Raises:
            NoMockThere: Nothing answers there, or the answer is a refusal.
        """
        __tracebackhide__ = True
        response = self._send(
            method,
            path,
            headers={"mock-sandbox": sandbox} if sandbox is not None else {},
            params=params,
            timeout=timeout_seconds,
            **({} if body is None else {"json": body}),
        )
        if not response.is_success:
            raise NoMockThere(self._url, refusal=_detail(response))
        return response.json() if response.content else None

    def drop(self, sandbox: str) -> None:
        """Forgets a sandbox, if anything happened in it.

        Raises:
            NoMockThere: Nothing answers there, or the answer is a refusal.
        """
        __tracebackhide__ = True
        response = self._send("DELETE", f"/sandboxes/{sandbox}", timeout=ANSWER_SECONDS)
        if not response.is_success and response.status_code != httpx2.codes.NOT_FOUND:
            raise NoMockThere(self._url, refusal=_detail(response))

    def close(self) -> None:
        """Closes the connections."""
        self._client.close()

    def _send(self, method: str, path: str, **options: Json) -> httpx2.Response:
        __tracebackhide__ = True
        try:
            response = self._client.request(method, f"{self._url}/_mock{path}", **options)
        except (httpx2.HTTPError, httpx2.InvalidURL) as error:
            raise NoMockThere(self._url, reason=str(error) or type(error).__name__) from error
        if "mock-answer" not in response.headers:
            status = response.status_code
            raise NoMockThere(self._url, reason=f"something else does, with HTTP {status}")
        return response


def is_tls(url: str) -> bool:
    """Whether a URL needs certificates; to load them takes longer than most tests."""
    return url.startswith("https:")


def _detail(response: httpx2.Response) -> str:
    problem: Record = response.json()
    return str(problem.get("detail", f"HTTP {response.status_code}"))
