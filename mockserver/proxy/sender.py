"""Sends requests to the target, as they came, and brings its answers back. The only sender."""

import re
from collections.abc import Callable
from typing import Final

import httpx2

from mockserver.lane.answers import Answer
from mockserver.lane.request import LIMIT_BYTES, Request
from mockserver.proxy.headers import answer_headers, request_headers

_TIMEOUT: Final = httpx2.Timeout(connect=10, read=60, write=60, pool=None)
_LIMITS: Final = httpx2.Limits(
    max_connections=100,
    max_keepalive_connections=20,
    # Servers close what is idle after a few seconds; a request must not run into that.
    keepalive_expiry=1,
)
_LAST_STATUS: Final = 599
_CONTROL: Final = re.compile(rb"[\x00-\x08\x0a-\x1f\x7f]")
_SCHEMES: Final = ("http", "https")


class Unanswered(Exception):
    """The target gave no answer that could be passed on. `str()` is one sentence."""

    def __init__(self, reason: str, status: int = 502, *, is_down: bool = True) -> None:
        self.status = status
        """What the client is answered instead: 502 or 504."""
        self.is_down = is_down
        """Whether the target is out of reach, and not only this answer."""
        super().__init__(reason)


def read_target(text: str) -> httpx2.URL:
    """Returns the base URL that requests are forwarded to.

    Raises:
        ValueError: It is none; the message says what is wrong.
    """
    try:
        url = httpx2.URL(text)
    except httpx2.InvalidURL as error:
        raise ValueError(f"{text!r} is no URL: {error}.") from error
    if url.scheme not in _SCHEMES or not url.host:
        raise ValueError(f"{text!r} is no URL of a server; it begins with http:// or https://.")
    if url.userinfo:
        raise ValueError("the URL may hold no credentials; those of each request are passed on.")
    if url.query or url.fragment or "?" in text or "#" in text:
        raise ValueError(f"{text!r} may hold no query and no fragment.")
    return url.copy_with(raw_path=url.raw_path.rstrip(b"/") or b"/")


class Sender:
    """One target. No redirect is followed, no proxy of the environment used, no cookie kept."""

    def __init__(
        self,
        target: httpx2.URL,
        *,
        tell: Callable[[str], None],
        transport: httpx2.AsyncBaseTransport | None = None,
    ) -> None:
        """Names the target; nothing is sent yet.

        Args:
            target: Its base URL.
            tell: Is told when the target goes out of reach and when it comes back.
            transport: Carries the requests; over the network by default.
        """
        self.base = str(target).rstrip("/")
        self._target = target
        self._path = target.raw_path.rstrip(b"/")
        self._tell = tell
        self._transport = transport or httpx2.AsyncHTTPTransport(
            trust_env=False, limits=_LIMITS, verify=httpx2.create_ssl_context()
        )
        self._is_down = False

    async def send(self, request: Request, path: str) -> Answer:
        """Sends a request whose body has been read, and returns the answer as it came.

        Args:
            request: The request.
            path: Its path, percent-encoded, as the target knows it.

        Raises:
            Unanswered: There is none.
        """
        try:
            answer = await self._exchange(request, path)
        except Unanswered as error:
            if error.is_down and not self._is_down:
                self._tell(f"{self.base} does not answer: {error}")
            self._is_down = self._is_down or error.is_down
            raise
        if self._is_down:
            self._tell(f"{self.base} answers again.")
        self._is_down = False
        return answer

    async def aclose(self) -> None:
        """Closes all connections."""
        await self._transport.aclose()

    async def _exchange(self, request: Request, path: str) -> Answer:
        query: bytes = request.scope["query_string"]
        body = request.trace.body
        sent = httpx2.Request(
            request.method,
            self._target,
            headers=request_headers(request.scope["headers"], body),
            content=body,
            extensions={
                "timeout": _TIMEOUT.as_dict(),
                # The very bytes: a path may be told apart by how it is percent-encoded.
                "target": self._path + path.encode("latin-1") + (b"?" + query if query else b""),
            },
        )
        try:
            response = await self._transport.handle_async_request(sent)
            try:
                read = await _read(response)
            finally:
                await response.aclose()
        except httpx2.TimeoutException as error:
            raise Unanswered(f"nothing came in time ({type(error).__name__}).", 504) from error
        except httpx2.TransportError as error:
            raise Unanswered(f"{error or type(error).__name__}.".replace("..", ".")) from error
        if not 200 <= response.status_code <= _LAST_STATUS:
            wrong = f"its status {response.status_code} is none of HTTP."
            raise Unanswered(wrong, is_down=False)
        if any(_CONTROL.search(value) for _, value in response.headers.raw):
            raise Unanswered("a header of its answer holds control characters.", is_down=False)
        headers = answer_headers(
            response.headers.raw,
            status=response.status_code,
            body=read,
            answers_head=request.method == "HEAD",
        )
        return Answer(response.status_code, headers, read)


async def _read(response: httpx2.Response) -> bytes:
    chunks: list[bytes] = []
    size = 0
    async for chunk in response.aiter_raw():
        size += len(chunk)
        if size > LIMIT_BYTES:
            mebibytes = LIMIT_BYTES // 1024**2
            raise Unanswered(f"its answer is larger than {mebibytes} MiB.", is_down=False)
        chunks.append(chunk)
    return b"".join(chunks)
