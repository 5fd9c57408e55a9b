"""A proxy on a socket before a target on a socket, whose answers a test chooses byte by byte."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2

from mockserver.app import MockServer
from mockserver.proxy import Proxy, Sender, Tally, read_target
from mockserver.settings import Settings
from mockserver.testing import running
from specs.values import Record
from tests.support.documents import FIELDS, FORM, api, operation, parameter, response, takes
from tests.support.sockets import Caller, reply_bytes, speaking

THING = {
    "type": "object",
    "required": ["id"],
    "properties": {"id": {"type": "integer"}, "name": {"type": "string"}},
}
TOTAL = {"X-Total": {"required": True, "schema": {"type": "integer"}}}
KEY = {"securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "X-Key"}}}
RIGHT = reply_bytes(b'{"id":1}', b"Content-Type: application/json")
NOBODY = "http://127.0.0.1:9"
GONE = b"HTTP/1.1 204 No Content\r\n\r\n"


def shop(**more: Any) -> Record:
    """An API with a JSON body, a form, a key, a header, and a text."""
    made = response(THING)
    return api(
        {
            "/things": {
                "get": operation(
                    "listThings",
                    parameters=[parameter("limit", "query", {"type": "integer"})],
                    responses={
                        "200": response({"type": "array", "items": THING}, headers=TOTAL),
                        "404": {"description": "None; the body is not described."},
                    },
                ),
                "post": operation("makeThing", requestBody=takes(THING), responses={"201": made}),
            },
            "/things/{id}": {
                "parameters": [parameter("id", "path", {"type": "integer"})],
                "get": operation("readThing", THING),
                "delete": operation(
                    "removeThing",
                    responses={"204": {"description": "d"}, "304": {"description": "d"}},
                ),
            },
            "/forms": {"post": operation("fill", THING, requestBody=takes(FIELDS, FORM))},
            "/secrets": {"get": operation("keep", THING, security=[{"key": []}])},
            "/any": {
                "get": operation("any", responses={"200": response(THING, content_type="*/*")})
            },
        },
        components=KEY,
        **more,
    )


@dataclass
class Target:
    """What answers behind the proxy."""

    reply: bytes = RIGHT
    heard: list[bytes] = field(default_factory=list)

    async def __call__(self, caller: Caller) -> None:
        """Answers each request of a connection."""
        while True:
            self.heard.append(await caller.request())
            await caller.say(self.reply)


@dataclass
class Stage:
    """The proxy, its target, and what the proxy has told."""

    url: str
    base: str
    target: Target
    front: Proxy
    told: list[str]

    @property
    def tally(self) -> Tally:
        """What is counted, once the server has done with all that it answered."""
        self.send("GET", "/_mock/health")
        return self.front.tally

    def send(self, method: str, path: str, **options: Any) -> httpx2.Response:
        """Asks the proxy."""
        with httpx2.Client(base_url=self.url, trust_env=False, timeout=10) as client:
            return client.request(method, path, **options)

    def ask(
        self, reply: bytes, method: str = "GET", path: str = "/things/1", **options: Any
    ) -> str:
        """Lets the target give this answer and returns what is told of it: side and kind."""
        self.target.reply = reply
        before = len(self.told)
        with (
            httpx2.Client(base_url=self.url, trust_env=False, timeout=10) as client,
            client.stream(method, path, **options) as found,
        ):
            list(found.iter_raw())
        return "; ".join(" ".join(line.split()[:2]) for line in self.told[before:])

    def entry(self, number: int = 1) -> Record:
        """An entry of the journal, as the page shows it."""
        found: Record = self.send("GET", f"/_mock/journal/{number}").json()
        return found


@contextmanager
def staged(served: str | Path, *, target: str = "", **options: Any) -> Iterator[Stage]:
    """Starts a proxy of an API before a target; `target` names another one."""
    behind, told = Target(), list[str]()
    with speaking(behind) as base:
        sender = Sender(read_target(target or base), tell=told.append)
        front = Proxy(sender, tell=told.append, **options)
        prefixed = options.get("prefixed", False)
        app = MockServer(Settings(apis=(str(served),), prefixed=prefixed), front=front)
        with running(app) as url:
            yield Stage(url, base, behind, front, told)
