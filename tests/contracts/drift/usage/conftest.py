"""A consumer of a small shop, and what it sent."""

from collections.abc import Callable
from pathlib import Path

import pytest

from contracts.drift.usage import Usage, learn
from contracts.finding import Exchange, Reply, Request
from specs.bundle import Bundle
from specs.operation import Operation

SHOP = """\
openapi: 3.0.3
info: {title: Shop, version: "1"}
paths:
  /things/{id}:
    get:
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
        - {name: limit, in: query, schema: {type: integer}}
        - {name: filter, in: query, style: deepObject, schema: {type: object}}
        - {name: X-Trace, in: header, schema: {type: string}}
        - {name: session, in: cookie, schema: {type: string}}
      responses:
        "200": {description: ok, content: {application/json: {schema: {type: object}}}}
        4XX: {description: refused}
        default: {description: other}
  /things:
    post:
      requestBody: {content: {application/json: {schema: {type: object}}}}
      responses: {"201": {description: made}}
"""


@pytest.fixture(scope="session")
def shop(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Operation]:
    file = tmp_path_factory.mktemp("shop") / "openapi.yaml"
    Path(file).write_text(SHOP)
    return {one.label: one for one in Bundle.load(file).operations}


Learned = Callable[..., Usage]


@pytest.fixture
def learned(shop: dict[str, Operation]) -> Learned:
    """Learns from exchanges; each is told by its label, its request and its reply."""

    def learn_from(*told: tuple[str, Request, Reply | None]) -> Usage:
        return learn((Exchange(request, reply), shop[label]) for label, request, reply in told)

    return learn_from


GET = "GET /things/{id}"
POST = "POST /things"
JSON = (("Content-Type", "application/json; charset=utf-8"),)


def got(
    body: bytes = b'{"id": 1, "items": [{"n": "a"}], "map": {"EUR": 1}, "none": [], "no": null}',
    status: int = 200,
    **request: object,
) -> tuple[str, Request, Reply]:
    reply = Reply(status, (*JSON, ("X-Total", "1")), body)
    return GET, Request("GET", "/things/7", **request), reply  # type: ignore[arg-type]


def sent(body: bytes, content_type: str = "application/json") -> tuple[str, Request, Reply]:
    request = Request("POST", "/things", headers=(("content-type", content_type),), body=body)
    return POST, request, Reply(201)
