"""What answers in the proxy: the target, for an operation or for what no description knows."""

from functools import cached_property

from mockserver.journal.content import header_values
from mockserver.lane.answers import Answer
from mockserver.lane.operation import CompiledOperation, Reader, too_large
from mockserver.lane.reading import ReadRequest
from mockserver.lane.request import LIMIT_BYTES, BodyTooLarge, Request, Trace
from mockserver.lane.served import ServedApis
from mockserver.proxy.breaches import (
    Breach,
    request_breaches,
    response_breaches,
    unknown_breach,
)
from mockserver.proxy.encoding import NotEncoded, Unreadable, decoded
from mockserver.proxy.relay import Relay
from mockserver.proxy.sender import Unanswered
from mockserver.replies.outcome import may_have_body
from mockserver.stubkit import Call, Refusal
from specs.errors import SpecError
from specs.schemas import SchemaViolation


class Forwarding:
    """Forwards the requests for one operation and judges both directions."""

    is_streaming = False

    def __init__(self, compiled: CompiledOperation, relay: Relay) -> None:
        self._compiled = compiled
        self._relay = relay
        self.api = compiled.api
        self.operation = compiled.operation
        self.reader = compiled.reader

    @property
    def is_compiled(self) -> bool:
        """Whether requests are read without the stock stack."""
        return self._compiled.is_compiled or bool(self._broken)

    @cached_property
    def _broken(self) -> str:
        """Why the operation cannot be judged; empty if it can."""
        try:
            self._compiled.prepare()
        except SpecError as error:
            return f"{self.operation.label} is forwarded without being judged: {error}"
        return ""

    def refuse(self, refusal: Refusal, trace: Trace) -> Answer:
        """Words a refusal as the mock of the operation does."""
        return self._compiled.refuse(refusal, trace)

    async def answer(self, request: Request, values: tuple[str, ...]) -> Answer:
        """Answers a request whose body has not been read."""
        if self._broken:
            return await self._unjudged(request, self._broken)
        bare = self.reader.bare_call(request, values)
        try:
            raw = await request.read_body()
        except BodyTooLarge:
            return self.refuse(too_large(bare), request.trace)

        async def read() -> ReadRequest:
            return await self._compiled.any_reader.read(request, bare, raw)

        return await self.settle(request, bare, read)

    async def settle(self, request: Request, bare: Call, read: Reader) -> Answer:
        """Forwards a request whose body has been read."""
        try:
            asked = self._judge_request(request, await read())
        except SpecError as error:
            # Of a schema that only a part of a form needs.
            return await self._unjudged(request, str(error))
        try:
            answer = await self._relay.send(request)
        except Unanswered as error:
            return self.refuse(_outage(error, bare), request.trace)
        answered, unjudged = self._judge_answer(request, answer)
        return self._relay.take_down(request, answer, [*asked, *answered], unjudged)

    def _judge_request(self, request: Request, seen: ReadRequest) -> list[Breach]:
        credentials = self._compiled.parts.credentials
        lacks = not credentials.is_open and not credentials.are_enough(credentials.read(request))
        return list(request_breaches(self._compiled, seen, lacks_credentials=lacks))

    def _judge_answer(self, request: Request, answer: Answer) -> tuple[list[Breach], str]:
        """Returns what is wrong with an answer, and why its body could not be judged."""
        headers = _joined(answer)
        body: bytes | None = None
        found: tuple[SchemaViolation, ...] = ()
        unjudged = ""
        if request.method != "HEAD" and may_have_body(answer.status):
            encoding = headers.get("content-encoding", "")
            try:
                body = decoded(answer.body, encoding, limit_bytes=LIMIT_BYTES)
            except NotEncoded as error:
                found = (SchemaViolation("", "encoding", str(error)),)
            except Unreadable as error:
                label = self.operation.label
                unjudged = f"The body of an answer to {label} was not judged: {error}."
        found += self._compiled.parts.check.violations(answer.status, headers, body)
        kind = headers.get("content-type", "")
        return list(response_breaches(self._compiled, answer.status, kind, found)), unjudged

    async def _unjudged(self, request: Request, why: str) -> Answer:
        try:
            if not request.trace.body:
                await request.read_body()
            answer = await self._relay.send(request)
        except BodyTooLarge:
            return self.refuse(_too_large(), request.trace)
        except Unanswered as error:
            return self.refuse(_outage(error), request.trace)
        return self._relay.take_down(request, answer, (), why)


class ForwardingUnknown:
    """Forwards what no description knows, or speaks of only by a token URL."""

    is_streaming = False
    is_compiled = True

    def __init__(
        self, relay: Relay, apis: ServedApis, *, api: str, refusal: Refusal | None, clause: str
    ) -> None:
        """Names what the mock would say.

        Args:
            relay: Passes requests on.
            apis: Word refusals.
            api: The API whose paths begin alike; empty if there is none.
            refusal: Why the mock would refuse; None if nothing is wrong.
            clause: Where the description names what it knows.
        """
        self.api = api
        self._relay = relay
        self._apis = apis
        self._refusal = refusal
        self._clause = clause

    async def answer(self, request: Request, values: tuple[str, ...]) -> Answer:
        """Answers a request whose body has not been read."""
        del values
        try:
            await request.read_body()
            answer = await self._relay.send(request)
        except BodyTooLarge:
            return self._apis.refuse(request, self.api or None, _too_large())
        except Unanswered as error:
            return self._apis.refuse(request, self.api or None, _outage(error))
        refusal = self._refusal
        found = [unknown_breach(refusal, self.api, self._clause)] if refusal is not None else []
        return self._relay.take_down(request, answer, found)


def _joined(answer: Answer) -> dict[str, str]:
    """Returns headers by name; several lines of one are one list (RFC 9110, section 5.3)."""
    names = dict.fromkeys(name.decode("latin-1") for name, _ in answer.headers)
    return {name: ", ".join(header_values(answer.headers, name)) for name in names}


def _outage(error: Unanswered, bare: Call | None = None) -> Refusal:
    detail = f"The server that this proxy forwards to gave no answer: {error}"
    return Refusal("outage", detail, call=bare, status=error.status)


def _too_large() -> Refusal:
    mebibytes = LIMIT_BYTES // 1024**2
    return Refusal("body_too_large", f"The body is larger than {mebibytes} MiB.")
