"""What a server is sent, word by word, control requests too; also for a process of its own."""

import json
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from contracts.target import in_process_target
from mockserver.testing import asgi_app
from specs.discovery import BUNDLED
from tests.support.judging import APIS, bundle_of, flawed_server, judge, told
from tests.support.servers.kernel import Scope, Send, whole_body

App = Callable[..., Awaitable[None]]
SERVERS = ("correct", "mock")
TRANSPORTS_OWN = frozenset((b"host", b"content-length", b"accept", b"accept-encoding"))


@dataclass
class Listening:
    """Passes everything on to an application and keeps what it was sent."""

    app: App
    heard: list[dict[str, Any]] = field(default_factory=list)

    async def __call__(self, scope: Scope, receive: Any, send: Send) -> None:
        """Hears one request and lets it be answered."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        body = await whole_body(receive)
        self.heard.append(
            {
                "method": scope["method"],
                "path": scope["raw_path"].decode("latin-1"),
                "query": scope["query_string"].decode("latin-1"),
                "headers": [
                    [name.decode("latin-1"), value.decode("latin-1")]
                    for name, value in scope["headers"]
                    if name not in TRANSPORTS_OWN
                ],
                "body": body.decode("latin-1"),
            }
        )

        async def again() -> dict[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        await self.app(scope, again, send)


def requests_of_a_run(api: str, server: str, *, max_examples: int) -> list[dict[str, Any]]:
    """Judges a freshly started server by everything and returns what it was sent, in order."""
    if server == "mock":
        app = Listening(asgi_app(str(BUNDLED / api)))
        result = judge(
            api,
            server=app,  # type: ignore[arg-type] # any application will do
            target=in_process_target([bundle_of(api)]),
            max_examples=max_examples,
            seed=7,
        )
    else:
        app = Listening(flawed_server(api))
        result = judge(api, server=app, max_examples=max_examples, seed=7)  # type: ignore[arg-type]
    broken = [line for line in told(result) if line.startswith("broken")]
    assert not broken, broken
    return app.heard


def main(max_examples: int) -> None:
    """Prints the requests of a run of every API against each server, one per line."""
    for api in APIS:
        for server in SERVERS:
            for heard in requests_of_a_run(api, server, max_examples=max_examples):
                print(json.dumps([api, server, heard]))  # noqa: T201 - read by the test


if __name__ == "__main__":
    main(int(sys.argv[1]))
