"""The express as ASGI knows it."""

from collections.abc import Coroutine, Sequence
from typing import Any, Protocol

from mockserver.express.finding import LIMIT_BYTES, Found
from mockserver.express.head import Head
from mockserver.express.ready import Ready
from mockserver.lane.request import Message, Receive, Scope, Send


class Answering(Protocol):
    """Answers plain valid calls, at once or in a while."""

    def find(self, method: str, raw_path: bytes, query_string: bytes, head: Head) -> Found | None:
        """Returns what a request is for as far as its head tells; None leaves it to the lane."""

    def answer(self, found: Found, body: bytes) -> Ready | Coroutine[Any, Any, Ready | None] | None:
        """Answers a request; None leaves it to the lane."""


async def answer_asgi(
    express: Answering, scope: Scope, receive: Receive, send: Send
) -> Receive | None:
    """Answers a request if the express does.

    Args:
        express: Answers it, or leaves it.
        scope: ASGI's scope of a request.
        receive: ASGI's `receive`.
        send: ASGI's `send`.

    Returns:
        None if it is answered; else the `receive` that the lane is to read it by.
    """
    raw_path, lines = scope.get("raw_path"), scope["headers"]
    if raw_path is None or not isinstance(lines, list):
        return receive
    path = raw_path.partition(b"?")[0]
    found = express.find(scope["method"], path, scope["query_string"], Head(lines))
    if found is None:
        return receive
    messages = [await receive()]
    size = len(messages[0].get("body", b""))
    while messages[-1].get("more_body") and size <= LIMIT_BYTES:
        messages.append(await receive())
        size += len(messages[-1].get("body", b""))
    if messages[-1]["type"] != "http.request" or size > LIMIT_BYTES:
        return _again(messages, receive)
    answer = express.answer(found, b"".join([part.get("body", b"") for part in messages]))
    ready = await answer if isinstance(answer, Coroutine) else answer
    if ready is None:
        return _again(messages, receive)
    form, said = ready
    headers = form.sent(len(said))
    await send({"type": "http.response.start", "status": form.status, "headers": headers})
    await send({"type": "http.response.body", "body": said})
    return None


def _again(messages: Sequence[Message], receive: Receive) -> Receive:
    """Returns a `receive` that gives what was read once more, then what comes."""
    left = list(messages)

    async def replay() -> Message:
        return left.pop(0) if left else await receive()

    return replay
