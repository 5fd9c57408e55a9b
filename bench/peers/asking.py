"""Asks a server one thing."""

import http.client
import json
from contextlib import closing
from dataclasses import dataclass
from urllib.parse import urlsplit

from specs.values import Json

_PATIENCE_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said."""

    status: int
    text: str
    headers: str
    """All of them, one on each line."""

    @property
    def body(self) -> Json:
        """The body if it is JSON, else None."""
        try:
            return json.loads(self.text)
        except ValueError:
            return None


def ask(
    url: str,
    method: str,
    path: str,
    body: Json = None,
    *,
    token: str | None = None,
    media_type: str = "application/json",
) -> Answer:
    """Sends a request and returns the answer.

    Args:
        url: Where the server is.
        method: HTTP method.
        path: Path on the server.
        body: Text is sent as it is, all else as JSON, None not at all.
        token: Bearer token.
        media_type: Of the body.

    Raises:
        OSError: The server cannot be reached, or took too long.
        http.client.HTTPException: It does not speak HTTP.
    """
    headers = {"Accept": "application/json"}
    if body is not None:
        headers["Content-Type"] = media_type
    if token is not None:
        headers["Authorization"] = f"Bearer {token}"
    sent = body if isinstance(body, str | None) else json.dumps(body)
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=_PATIENCE_SECONDS)
    with closing(connection):
        connection.request(method, path, sent, headers)
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        return Answer(answer.status, text, str(answer.headers))
