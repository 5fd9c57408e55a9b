"""Whether credentials are good is told by the cheapest read there is."""

from dataclasses import replace

import pytest

from contracts.commands.connections import Connections
from contracts.commands.credentials import Credentials, try_credentials
from contracts.finding import Reply, Request
from contracts.finding.exchange import Failure
from contracts.run.sender import Sender
from contracts.target import ApiTarget, Target
from specs.values import Json, Record
from tests.support import documents
from tests.support.documents import api, operation, parameter

ID = parameter("id", "path", {"type": "string"})
READS: Record = {
    "/items/{id}": {"get": operation("read", parameters=[ID])},
    "/items": {"get": operation("list")},
    "/reset": {"get": operation("reset", **{"x-side-effects": True})},
}


class Answers:
    """A transport that gives one answer after the other."""

    def __init__(self, *answers: Reply | Failure) -> None:
        self.answers = list(answers)
        self.sent: list[str] = []

    def send(self, base: str, request: Request, timeout_seconds: float) -> Reply | Failure:
        self.sent.append(f"{request.method} {request.path}")
        return self.answers.pop(0)

    def close(self) -> None:
        """There is nothing to let go of."""


def sender(transport: Answers, paths: Record = READS, **more: Json) -> Sender:
    document = api(
        paths,
        security=[{"token": []}],
        components={"securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}},
        **{"x-roles": {"item.one": {"description": "i", "type": "string", "parameters": ["id"]}}},
    )
    bundle = documents.bundle_of(document)
    roles = {"caller.default": {"token": {"token": "abcd1234"}}}
    here = ApiTarget(url="http://127.0.0.1:9", **{"roles": roles, **more})
    opened = Connections.open([bundle], Target("lab", {bundle.name: here}), may_write=False)
    for unused in opened.transports:
        unused.close()
    return replace(opened.senders[bundle.name], transport=transport)


@pytest.mark.parametrize(
    ("status", "state"), [(200, "good"), (204, "good"), (401, "bad"), (403, "bad")]
)
def test_one_read_tells(status: int, state: str) -> None:
    transport = Answers(Reply(status, (), b"{}"))

    found = try_credentials(sender(transport))

    assert found.state == state
    assert found.are_usable == (state == "good")
    assert transport.sent == ["GET /items"]


def test_next_read_is_tried_where_one_does_not_tell() -> None:
    transport = Answers(Reply(500), Reply(200, (), b"{}"))
    roles = {"caller.default": {"token": {"token": "abcd1234"}}, "item.one": "7"}

    found = try_credentials(sender(transport, roles=roles))

    assert found == Credentials("good", "GET /items/{id} answered 200")
    assert transport.sent == ["GET /items", "GET /items/7"]


def test_silence_proves_nothing() -> None:
    found = try_credentials(sender(Answers("timeout")))

    assert found == Credentials("unproven", "GET /items gave no answer (timeout)")


def test_nothing_is_sent_without_credentials() -> None:
    assert try_credentials(sender(Answers(), roles={})).state == "missing"
    assert (
        try_credentials(
            sender(Answers(Reply(200, (), b"{}")), roles={}, headers={"X-Auth": "b"})
        ).state
        == "good"
    )
    assert try_credentials(sender(Answers(), roles={}, headers={"X-Team": "b"})).state == "missing"


def test_side_effects_are_never_tried() -> None:
    found = try_credentials(sender(Answers(), {"/reset": READS["/reset"]}))

    assert found.state == "untried"
    assert found.are_usable


def test_open_api_needs_none() -> None:
    paths = {"/items": {"get": operation("list", security=[])}}

    assert try_credentials(sender(Answers(), paths)).state == "not needed"


def test_page_of_another_server_proves_nothing() -> None:
    page = Reply(200, (("Content-Type", "text/html"),), b"<html>please log in</html>")

    found = try_credentials(sender(Answers(page, page)))

    assert found.state == "unproven"
    assert "answered 200 with text/html, which it does not document" in found.why
