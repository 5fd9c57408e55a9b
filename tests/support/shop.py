"""A small API with a delete, its server on a socket, and runs against it, made by hand."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import uvicorn

from contracts.finding import Exchange, Finding, ItemResult, Reply, Request, RunResult
from contracts.run.folder import RunFolder
from mockserver.serving import take_port, url_of
from specs.values import Json, Record
from tests.support.documents import api, operation, parameter, response
from tests.support.servers.kernel import (
    Answer,
    Receive,
    Scope,
    Send,
    acknowledge,
    respond,
    whole_body,
)

TOKEN = "open-sesame-77"
RUN = "ck-0a0b0c0d"
THING = {
    "type": "object",
    "required": ["id", "name"],
    "properties": {"id": {"type": "string"}, "name": {"type": "string"}},
}
_ID = [parameter("id", "path", {"type": "string"})]


def shop_document(*, has_delete: bool = True) -> Record:
    """The document; notes can be made only, things can be removed as well."""
    thing = {"name": "thing"}
    one: Record = {
        "parameters": _ID,
        "get": operation("readThing", THING, **_resource(thing, "read", key="id", id="/id")),
    }
    if has_delete:
        gone = {"204": {"description": "Gone."}, "404": {"description": "None."}}
        one["delete"] = operation(
            "removeThing", responses=gone, **_resource(thing, "delete", key="id")
        )
    made = {"201": response(THING), "400": {"description": "Bad."}}
    lists: Record = {"items": "/things", "item-id": "/id"}
    return api(
        {
            "/things": {
                "post": operation(
                    "makeThing", responses=made, **_resource(thing, "create", id="/id")
                ),
                "get": operation("listThings", **_resource(thing, "list", **lists)),
            },
            "/things/{id}": one,
            "/notes": {
                "post": operation(
                    "makeNote", responses=made, **_resource({"name": "note"}, "create", id="/id")
                )
            },
        },
        security=[{"token": []}],
        components={"securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}},
        **{
            "x-roles": {
                "caller.default": {"description": "The shop's keeper.", "type": "credentials"},
                "thing.known": {
                    "description": "A thing that is there.",
                    "type": "string",
                    "parameters": ["id"],
                },
            }
        },
    )


def _resource(resource: Record, action: str, **more: Json) -> Record:
    return {"x-resource": {**resource, "action": action, **more}}


class Shop:
    """The server: it gives new ids each time, and can be told to be wrong."""

    def __init__(self) -> None:
        self.things: dict[str, str] = {"t1": "first"}
        self.log: list[str] = []
        self.next = 100
        self.keeps_names = True
        """Whether a read shows the name that was given."""
        self.read_status = 200
        self.delete_status = 204
        self.url = ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await acknowledge(receive, send)
            return
        body = await whole_body(receive)
        method, path = scope["method"], scope["path"]
        self.log.append(f"{method} {path}")
        headers = {name.decode(): value.decode() for name, value in scope["headers"]}
        if headers.get("authorization") != f"Bearer {TOKEN}":
            answer = Answer(401, {"error": "who are you?"})
        else:
            answer = self.handle(method, path, body)
        await respond(answer, method, send)

    def handle(self, method: str, path: str, body: bytes) -> Answer:
        key = path.rpartition("/")[2]
        if method == "POST":
            self.next += 1
            made = {"id": f"t{self.next}", "name": json.loads(body)["name"]}
            self.things[made["id"]] = made["name"]
            return Answer(201, made)
        if path == "/things":
            return Answer(200, {"things": [self.thing(one) for one in self.things]})
        if key not in self.things:
            return Answer(404, {"error": "no such thing"})
        if method == "DELETE":
            if self.delete_status == 204:
                del self.things[key]
            return Answer(self.delete_status)
        return Answer(self.read_status, self.thing(key))

    def thing(self, key: str) -> Record:
        return {"id": key, "name": self.things[key] if self.keeps_names else "a thing"}


@contextmanager
def served(app: Shop) -> Iterator[str]:
    """Serves an ASGI application on a free loopback port, in a thread, and gives its base URL."""
    listener = take_port("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off"))
    thread = Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        yield url_of(listener)
    finally:
        server.should_exit = True
        thread.join(timeout=10)
        listener.close()


def project(folder: Path, url: str, *, has_delete: bool = True, **target: Json) -> None:
    """Writes the document and `contracts.toml` with one target, `lab`."""
    document = shop_document(has_delete=has_delete)
    (folder / "shop.json").write_text(json.dumps(document), encoding="utf-8")
    lines = ["[targets.lab]"]
    lines += [f"{name} = {json.dumps(value)}" for name, value in target.items()]
    lines += ["[targets.lab.apis.shop]", f'url = "{url}"']
    lines += ["[targets.lab.apis.shop.roles]", '"thing.known" = "t1"']
    lines += ['"caller.default" = { token = { token = "${SHOP_TOKEN}" } }']
    (folder / "contracts.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def made_then_read(*, name: str = f"{RUN}-item-1", read_as: str = "a thing") -> Finding:
    """A law's finding: what is read is not what was made."""
    auth = ("Authorization", "Bearer $CALLER_DEFAULT_TOKEN_TOKEN")
    kind = ("Content-Type", "application/json")
    agent = ("User-Agent", "openapi-contract-kit")
    made = Exchange(
        Request("POST", "/things", (), (agent, auth, kind), json.dumps({"name": name}).encode()),
        _reply(201, {"id": "t7", "name": name}),
        operation="POST /things",
        api="shop",
        note="make a thing",
    )
    read = Exchange(
        Request("GET", "/things/t7", (), (agent, auth)),
        _reply(200, {"id": "t7", "name": read_as}),
        operation="GET /things/{id}",
        api="shop",
    )
    return Finding(
        judge="created_things_can_be_read",
        severity="error",
        api="shop",
        operation="GET /things/{id}",
        says="What was made can be read.",
        expected=name,
        got=read_as,
        pointer="/name",
        clauses=(),
        story=(made, read),
        item="shop::created_things_can_be_read[GET /things/{id}]",
        status=200,
    )


def wrong_status() -> Finding:
    """A check's finding: a read answers 299."""
    request = Request("GET", "/things/t1", (), (("Authorization", "Bearer $GONE_SECRET"),))
    return Finding(
        judge="status_documented",
        severity="error",
        api="shop",
        operation="GET /things/{id}",
        says="The status is one that the operation documents.",
        expected="a documented status: 200",
        got="299",
        pointer="",
        clauses=(),
        story=(Exchange(request, _reply(299, {}), None, "GET /things/{id}", "shop"),),
        item="shop::examples[GET /things/{id}]",
        cause="299",
        status=299,
    )


def _reply(status: int, body: Json) -> Reply:
    return Reply(status, (("content-type", "application/json"),), json.dumps(body).encode(), 0.01)


def item_of(finding: Finding, outcome: Json = "failed") -> ItemResult:
    """The item that found something."""
    is_law = finding.judge.startswith("created")
    return ItemResult(
        id=finding.item,
        kind="law" if is_law else "examples",
        api=finding.api,
        operation=finding.operation,
        judge=finding.judge if is_law else "",
        outcome=outcome,
        reason="",
        seconds=0.1,
        requests={"GET": 1},
        examples=1,
        findings=(finding.fingerprint,) if outcome == "failed" else (),
    )


def run_of(*findings: Finding, run: str = RUN, **more: Json) -> RunResult:
    """The result of a run with these findings."""
    options = {"checks": [], "shard": None, "max_examples": 20, "max_seconds": None}
    values: Record = {
        "run": run,
        "started": "2026-01-15T12:00:00Z",
        "seconds": 1.0,
        "seed": 0,
        "target": "lab",
        "urls": {"shop": "http://shop.test"},
        "options": options,
        "items": tuple(item_of(finding) for finding in findings),
        "findings": findings,
        "accepted": (),
        "fixed": (),
        "cells": (),
        "created": (),
        "left_out": (),
    }
    return RunResult(**{**values, **more})


def kept(folder: Path, result: RunResult, **asked: Json) -> RunFolder:
    """Keeps a run as `contracts test` keeps it."""
    kept_in = RunFolder(folder / ".contracts", result.run)
    kept_in.make()
    known = {"apis": ["shop.json"], "target": "lab", "own_mock": False, "read_only": False}
    kept_in.write_asked({**known, **asked})
    kept_in.write(result, {**known, **asked})
    return kept_in
