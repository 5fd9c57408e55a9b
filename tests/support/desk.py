"""An API whose operations remember, without a server: requests in, judged answers out."""

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import orjson

from mockserver.lane.answers import Answer, AnswerCheck
from mockserver.lane.bodies import compile_body
from mockserver.lane.parameters import compile_parameters, texts_by_name
from mockserver.lane.path_tree import PathTree
from mockserver.replies.resources import GivenUp, ResourceHandlers, Unanswerable
from mockserver.state import MemoryStore, World
from mockserver.stubkit import ABSENT, Call, Violation
from specs.bundle import Bundle
from specs.operation import Operation
from specs.values import Json, Record
from tests.support.worlds import NOW


@dataclass
class Told:
    """An answer, judged by the description of its operation."""

    status: int
    headers: dict[str, str]
    body: Json
    raw: bytes = field(repr=False, default=b"")


class Desk:
    """Takes requests for one API in one world."""

    def __init__(self, bundle: Bundle, *, seed: int = 0, store: MemoryStore | None = None) -> None:
        self.bundle = bundle
        self.seed = seed
        self.store = store or MemoryStore()
        self.handlers = ResourceHandlers(bundle, seed=seed)
        self.now = NOW
        self._paths: PathTree[Operation] = PathTree()
        for operation in bundle.operations:
            self._paths.add(operation.path, operation.method, operation, "shop")

    def ask(self, method: str, url: str, body: Json = ABSENT, **headers: str) -> Told:
        """Sends one request and returns its answer, which is known to fit its description."""
        return asyncio.run(self._ask(method, url, body, headers))

    def records(self, kind: str) -> dict[str, Record]:
        """Returns what the store holds of a kind, by id."""
        return asyncio.run(self._world().list(kind))

    def keep(self, kind: str, key: str, record: Record) -> None:
        """Puts a record into the store, as a seed or the admin API would."""

        async def put() -> None:
            world = self._world()
            world.put(kind, key, record)
            assert await world.commit()

        asyncio.run(put())

    def _world(self) -> World:
        return World(self.store, namespace="shop", now=self.now, seed=self.seed)

    async def _ask(self, method: str, url: str, body: Json, headers: dict[str, str]) -> Told:
        parts = urlsplit(url)
        match = self._paths.find(parts.path)
        assert match is not None, f"no operation has the path {parts.path}"
        operation = match.methods[method]
        call, wrong = self._call(operation, match.values, parts, body, headers)
        assert not wrong, f"the request is not valid: {wrong}"
        handler = self.handlers.get(operation.label)
        assert handler is not None, f"{operation.label}: {self.handlers.decision(operation.label)}"
        world = self._world()
        try:
            reply = await handler(call, world)
        except Unanswerable as missing:
            return Told(404, {}, {"refused": missing.refusal.kind})
        except GivenUp as given_up:
            return Told(0, {}, {"given up": str(given_up)})
        answer = AnswerCheck(self.bundle, operation).render(reply, "state")
        assert await world.commit()
        return _told(answer)

    def _call(
        self,
        operation: Operation,
        values: tuple[str, ...],
        parts: Any,
        body: Json,
        headers: dict[str, str],
    ) -> tuple[Call, list[Violation]]:
        parameters = compile_parameters(self.bundle, operation)
        query = tuple(parse_qsl(parts.query, keep_blank_values=True))
        raw_headers = {name.lower().replace("_", "-"): text for name, text in headers.items()}
        wrong: list[Violation] = []
        path = {name: [text] for name, text in zip(parameters.path_names, values, strict=True)}
        kind = raw_headers.get("content-type")
        taken = operation.request_body
        if taken is not None and body is not ABSENT:
            raw_headers.setdefault("content-type", taken.media[0].content_type)
            compiled = compile_body(self.bundle, taken)
            if compiled.media:
                body = compiled.read(json.dumps(body).encode(), kind, None)
                wrong += compiled.violations(body, kind)
        call = Call(
            operation=operation,
            method=operation.method,
            url_path=parts.path,
            path=parameters.path.read(path, wrong),
            query=parameters.query.read(texts_by_name(query), wrong),
            header={},
            cookie={},
            body=body,
            raw_query=query,
            raw_headers={"host": "shop.test", **raw_headers},
        )
        return call, wrong


def _told(answer: Answer) -> Told:
    headers = {name.decode(): text.decode() for name, text in answer.headers}
    is_json = "json" in headers.get("content-type", "")
    body = orjson.loads(answer.body) if answer.body and is_json else answer.body or None
    return Told(answer.status, headers, body, answer.body)
