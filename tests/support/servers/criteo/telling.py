"""Tells stories to the server, and holds the answers against the contract."""

import asyncio
import json
import re
from typing import Any, Final

import httpx2

from specs.bundle import Bundle
from specs.discovery import BUNDLED
from specs.values import pointer
from tests.support.servers.kernel import FlawedServer

from . import server
from .backend import CAMPAIGNS
from .steps import Step, Story

CRITEO: Final = Bundle.load(BUNDLED / "criteo")
Told = tuple[int, dict[str, str], bytes]
"""Status, headers and body of an answer, the trace ids made equal."""


async def ask(app: FlawedServer, story: Story) -> list[Told]:
    """Sends the requests of a story; one that is not answered in time has the status 0."""
    transport = httpx2.ASGITransport(app=app)
    told: list[Told] = []
    async with httpx2.AsyncClient(transport=transport, base_url="http://criteo.test") as client:
        for step in story:
            headers = dict(step.headers)
            if step.token is not None:
                headers.setdefault("authorization", f"Bearer {step.token}")
            sent = {"json": step.json} if step.json is not None else {"content": step.content}
            request = client.request(step.method, step.path, headers=headers, **sent)
            try:
                answer = await asyncio.wait_for(request, 0.5)
            except TimeoutError:
                told.append((0, {}, b"hangs"))
                continue
            content = re.sub(rb'"[0-9a-f]{32}"', b'"trace"', answer.content)
            told.append((answer.status_code, dict(answer.headers), content))
    return told


def tell(story: Story, *flaws: str) -> list[Told]:
    """Tells a story to a fresh server with some flaws."""
    return asyncio.run(ask(server(flaws), story))


def bodies(*story: Step) -> list[Any]:
    """Tells a story to the correct server and returns the bodies of the answers."""
    return [json.loads(body) for _, _, body in tell(story)]


def complaints(step: Step, told: Told) -> list[str]:
    """Returns how an answer breaks the contract."""
    status, headers, body = told
    path = step.path.partition("?")[0]
    known = path in CRITEO.document.data["paths"]
    template = path if known else f"{CAMPAIGNS}/{{campaignId}}"
    methods = CRITEO.document.data["paths"][template]
    method = step.method.lower()
    method = method if method in methods else next(m for m in methods if m != "parameters")
    response = methods[method]["responses"].get(str(status))
    where = pointer("paths", template, method, "responses", str(status))
    if response is None:
        return [f"{status} is not documented"]
    if "$ref" in response:
        where = response["$ref"].removeprefix("#")
    schema = CRITEO.schemas.compile(where + "/content/application~1json/schema", "response")
    found = [f"{v.pointer} {v.message}" for v in schema.violations(json.loads(body))]
    if headers.get("content-type") != "application/json":
        found.append("it is not sent as JSON")
    return found
