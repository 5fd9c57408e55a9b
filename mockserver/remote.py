"""A running mock, as the command line talks to it."""

import httpx2

from mockserver.errors import NoMockThere
from specs.values import Json


class Remote:
    """The admin API of a running mock."""

    def __init__(self, url: str, token: str | None) -> None:
        self._url = url.rstrip("/")
        self._headers = {"authorization": f"Bearer {token}"} if token else {}

    def call(self, method: str, path: str, body: bytes | None = None) -> Json:
        """Calls an operation of the admin API and returns the JSON it answers, None if nothing.

        Raises:
            NoMockThere: Nothing answers there, or the answer is a refusal.
        """
        headers = dict(self._headers)
        if body is not None:
            headers["content-type"] = "application/json"
        url = f"{self._url}/_mock{path}"
        try:
            response = httpx2.request(
                method, url, content=body, headers=headers, trust_env=False, timeout=10
            )
        except (httpx2.HTTPError, httpx2.InvalidURL) as error:
            raise NoMockThere(self._url, reason=str(error) or type(error).__name__) from error
        if response.is_success and "mock-answer" in response.headers:
            return response.json() if response.content else None
        if "mock-answer" not in response.headers:
            status = response.status_code
            raise NoMockThere(self._url, reason=f"something else does, with HTTP {status}")
        raise NoMockThere(self._url, refusal=_detail(response))


def _detail(response: httpx2.Response) -> str:
    problem = response.json()
    if not isinstance(problem, dict) or "detail" not in problem:
        return f"HTTP {response.status_code}"
    return str(problem["detail"])
