"""Calls that prefer an outcome, without a server: documents, makers, and requests that pass."""

import asyncio
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx2

from mockserver.replies.errors import CannotGenerate, NotAcceptable
from mockserver.replies.forced import Forced, Outcomes, Preferences
from mockserver.stubkit import ABSENT, Call, Json, Record, Refused, Reply, Stub
from specs.bundle import Bundle
from specs.operation import Operation, Response
from tests.support.documents import api, bundle_of
from tests.support.transcripts import Replay, Transcript, start_story, transcripts_of
from tests.support.worlds import sandbox


@dataclass(frozen=True, slots=True)
class Made:
    """What the maker below makes."""

    reply: Reply


@dataclass
class PlainMaker:
    """Answers with written examples, and with the values that a test names as generated ones."""

    operation: Operation
    generated: Mapping[int, Json] = field(default_factory=dict)
    asked: list[Record] = field(default_factory=list)
    """What each call asked for."""

    def reply(
        self,
        *,
        accept: str | None = None,
        status: int | None = None,
        example: str | None = None,
        dynamic: bool = False,
        source: Any = None,
    ) -> Made:
        self.asked.append({"accept": accept, "status": status, "dynamic": dynamic})
        status = status or min(int(one) for one in self.operation.responses if one.isdecimal())
        response = self.operation.response(status)
        assert isinstance(response, Response)
        media = [item for item in response.media if accept in (None, item.content_type, "*/*")]
        if response.media and not media:
            raise NotAcceptable(accept or "", tuple(item.content_type for item in response.media))
        headers = {"content-type": media[0].content_type} if media else {}
        if example is not None:
            return Made(Reply(status, media[0].examples[example], headers))
        if media and media[0].examples and not dynamic:
            return Made(Reply(status, next(iter(media[0].examples.values())), headers))
        if not media:
            return Made(Reply(status))
        if status not in self.generated:
            raise CannotGenerate(f"nothing is generated for {status}")
        value = self.generated[status]
        return Made(Reply(status, source.random() if value == "random" else value, headers))


@dataclass
class Bench:
    """One operation of a small document, forced without a server."""

    bundle: Bundle
    maker: PlainMaker
    stub: Stub = field(default_factory=Stub)

    def __post_init__(self) -> None:
        self.sandbox = sandbox()
        self.operation = self.bundle.operations[0]

    def call(self, body: Json = ABSENT, **headers: str) -> Call:
        method, path = self.operation.method, self.operation.path
        return Call(self.operation, method, path, {}, {}, {}, {}, body, (), headers)

    def force(self, body: Json = ABSENT, /, **asked: Any) -> Forced:
        """What becomes of a call that asks for this."""
        headers = asked.pop("headers", {})
        outcomes = Outcomes(self.bundle, self.operation, stub=self.stub, maker=self.maker)
        handler = self.stub.operations.get(self.operation.operation_id or "")
        call = self.call(body, **headers)

        async def work(world: Any) -> Forced:
            return await outcomes.force(Preferences(**asked), call, world=world, handler=handler)

        return asyncio.run(self.sandbox.run("shop", work))

    def state(self) -> Json:
        return asyncio.run(self.sandbox.state("shop"))


def bench(
    responses: Record, *, stub: Stub | None = None, method: str = "post", **more: Any
) -> Bench:
    """A bench whose operation has these responses.

    Args:
        responses: By status.
        stub: Its behaviour; the handler belongs to the operationId `do`.
        method: Its method.
        **more: Further members of the operation; `generated` goes to the maker, `others` are
            further methods of the path.
    """
    generated = more.pop("generated", {})
    others = more.pop("others", {})
    made = {"operationId": "do", "responses": responses, **more}
    bundle = bundle_of(api({"/things": {method: made, **others}}))
    return Bench(bundle, PlainMaker(bundle.operations[0], generated), stub or Stub())


def refusing(handler: Any) -> Any:
    """Runs a handler; what it refuses is an answer."""

    async def run(call: Call, world: Any) -> Reply:
        try:
            reply: Reply = await handler(call, world)
        except Refused as refused:
            return refused.reply
        return reply

    return run


def passing_requests(bundle: Bundle, *, but: str = "") -> dict[str, Record]:
    """A request for each operation, by its id, that passes security and validation.

    Args:
        bundle: The API, whose transcripts have the requests.
        but: The stem of a transcript to leave out.
    """
    stories = [story for story in transcripts_of(bundle) if story.path.stem != but]
    return {str(one.operation_id): _passing_request(stories, one) for one in bundle.operations}


def _passing_request(stories: list[Transcript], operation: Operation) -> Record:
    for transcript in stories:
        for step in transcript.steps:
            if _passes(step) and is_for(operation, step["request"]):
                request = step["request"]
                headers = transcript.defaults.get("headers", {}) | request.get("headers", {})
                told = {name: str(text) for name, text in headers.items() if text is not None}
                return request | {"headers": told}
    raise AssertionError(f"no transcript has a request for {operation.label}")


def _passes(step: Record) -> bool:
    """Whether a step asks, without knowing an answer before, for what succeeds."""
    is_plain = "request" in step and "$" not in str(step["request"])
    return is_plain and step["response"]["status"] < 300 and not step.get("codes")


def is_for(operation: Operation, request: Record) -> bool:
    """Whether a transcript's request is for an operation."""
    form = re.sub(r"\{[^}]+\}", "[^/]+", operation.path)
    path = request["path"].partition("?")[0]
    return request["method"] == operation.method and re.fullmatch(form, path) is not None


def sendable(request: Record, *, prefer: str = "", **members: str) -> Record:
    """The same request with a preference, as a header or as members of the query."""
    query = [tuple(pair) for pair in request.get("query", ())]
    base, _, asked = request["path"].partition("?")
    if asked:
        query = [*(tuple(pair.split("=", 1)) for pair in asked.split("&")), *query]
    query += list(members.items())
    headers = request["headers"] | ({"Prefer": prefer} if prefer else {})
    sent = {"method": request["method"], "url": base, "headers": headers, "params": query}
    if "json" in request:
        sent["json"] = request["json"]
    return sent


def codes_of(bundle: Bundle, operation: Operation) -> Iterator[Record]:
    """Every entry of `x-error-codes` that an operation or one of its responses has."""
    yield from operation.extensions.get("x-error-codes", ())
    for response in operation.responses.values():
        yield from bundle.document.at(response.pointer).get("x-error-codes", ())


class Witness(Replay):
    """Plays a story and keeps the answers in which a documented code stands."""

    def __init__(self, client: httpx2.Client, bundle: Bundle, transcript: Transcript) -> None:
        super().__init__(client, bundle, transcript)
        self.seen: list[tuple[str, Json, httpx2.Response]] = []

    def _judge(self, step: Record, response: httpx2.Response) -> list[str]:
        path = response.request.url.path
        asked = {"method": response.request.method, "path": path}
        for operation in self._bundle.operations:
            if is_for(operation, asked):
                seen = ((str(operation.operation_id), code) for code in step.get("codes", ()))
                self.seen += [(name, code, response) for name, code in seen]
        return super()._judge(step, response)


Told = dict[tuple[str, int, Json], list[httpx2.Response]]
"""Answers by operationId, status and code."""


def told_in_stories(client: httpx2.Client, bundle: Bundle, *, but: str = "") -> Told:
    """What the stories of an API get from the mock where something really is wrong."""
    found: Told = {}
    for transcript in transcripts_of(bundle):
        if transcript.path.stem == but:
            continue
        witness = Witness(client, bundle, transcript)
        witness.run()
        for name, code, response in witness.seen:
            found.setdefault((name, response.status_code, code), []).append(response)
    return found


def told_on_demand(client: httpx2.Client, bundle: Bundle, told: Told, *, but: str = "") -> Told:
    """What the same operations answer to requests without a fault that ask for the same codes."""
    requests = passing_requests(bundle, but=but)
    start_story(client)
    found: Told = {}
    for name, status, code in told:
        wanted = f'code={status}, error="{code}"'
        response = client.request(**sendable(requests[name], prefer=wanted))
        assert response.headers.get("mock-answer") == "forced", (name, status, code, response.text)
        found[name, status, code] = [response]
    return found
