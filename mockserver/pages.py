"""Which web pages may read the answers (CORS)."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Final

from mockserver.lane.preferences import varying
from mockserver.lane.request import Message, Receive, Scope, Send
from mockserver.settings import LOOPBACK_AUTHORITY

if TYPE_CHECKING:
    from starlette.middleware.cors import CORSMiddleware

Application = Callable[[Scope, Receive, Send], Awaitable[None]]
"""What answers ASGI connections."""

_LOOPBACK_ORIGIN: Final = "https?://" + LOOPBACK_AUTHORITY
_EXPOSED: Final = (
    "Allow",
    "Link",
    "Location",
    "Mock-Answer",
    "Mock-Hint",
    "Mock-Undeclared",
    "Mock-Violations",
    "Preference-Applied",
    "Retry-After",
)
"""Headers that a page may read beside those that any page may."""


class Pages:
    """Lets pages of this machine read answers; all other callers get them as they were made.

    What judges pages is loaded when the first one asks: most servers meet none.
    """

    def __init__(self, lane: Application, *, is_refusing: bool) -> None:
        """Stands before a lane.

        Args:
            lane: Answers.
            is_refusing: Whether a page from elsewhere is told that it may not read the answer.
        """
        self._lane = lane
        self._is_refusing = is_refusing
        self._judge: CORSMiddleware | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        origin = next((value for name, value in scope["headers"] if name == b"origin"), None)
        if origin is None:
            await self._lane(scope, receive, _varying(send) if self._is_refusing else send)
            return
        judge = self._judge or self._load()
        if self._is_refusing or judge.is_allowed_origin(origin.decode("latin-1")):
            await judge(scope, receive, send)
        else:
            await self._lane(scope, receive, send)

    def _load(self) -> "CORSMiddleware":
        from starlette.middleware.cors import CORSMiddleware

        self._judge = CORSMiddleware(
            self._lane,
            allow_origin_regex=_LOOPBACK_ORIGIN,
            allow_methods=["*"],
            allow_headers=["*"],
            allow_credentials=True,
            expose_headers=_EXPOSED,
        )
        return self._judge


def _varying(send: Send) -> Send:
    """Returns a `send` that tells caches that an answer varies with the page that asks."""

    async def send_varying(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = varying(message["headers"], b"Origin")
        await send(message)

    return send_varying
