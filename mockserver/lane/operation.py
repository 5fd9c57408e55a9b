"""One operation, compiled: request in, checked answer out."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import cached_property
from typing import Final

from mockserver.errors import LyingStub, StoreUnreachable, UnsettledStub
from mockserver.lane.acting import Action
from mockserver.lane.answers import Answer, crashed, render
from mockserver.lane.any_reading import AnyReader
from mockserver.lane.parts import OperationParts
from mockserver.lane.reading import ReadRequest, RequestReader
from mockserver.lane.refusals import worded
from mockserver.lane.request import LIMIT_BYTES, BodyTooLarge, Request, Trace
from mockserver.lane.way import way_of
from mockserver.problems import PROBLEM_JSON, defect_problem
from mockserver.replies.errors import Unanswerable
from mockserver.state import World
from mockserver.stubkit import Call, Refusal, Refused, Reply
from mockserver.stubkit.call import Speaker
from specs.errors import SpecError
from specs.values import Json

_LOGGER: Final = logging.getLogger("mockserver.stub")


Reader = Callable[[], Awaitable[ReadRequest]]
"""Reads a request for good; called once the caller is known."""


class CompiledOperation:
    """Answers the requests for one operation."""

    def __init__(self, parts: OperationParts) -> None:
        self._parts = parts
        self._action = Action(parts)
        self.reader = RequestReader(parts)
        """Reads what requests say, as far as they are JSON."""
        self.any_reader = AnyReader(parts, self.reader)
        """Reads what requests say, whatever their body is."""
        self.operation = parts.operation
        self.api = parts.bundle.name

    is_streaming = False

    @cached_property
    def is_compiled(self) -> bool:
        """Whether this lane parses the request itself; the stock stack does so otherwise."""
        return way_of(self._parts).word != "stock"

    @property
    def parts(self) -> OperationParts:
        """All that answers it."""
        return self._parts

    @property
    def answered_by(self) -> Speaker:
        """Who answers a valid call."""
        if self._parts.handler is not None:
            return "stub"
        if self._parts.remembering is not None:
            return "state"
        media = (one for response in self.operation.responses.values() for one in response.media)
        return "example" if any(one.examples for one in media) else "generated"

    def prepare(self) -> None:
        """Compiles all that is compiled otherwise when it is first needed.

        Raises:
            SpecError: A schema is broken.
        """
        self._parts.prepare()

    async def answer(self, request: Request, values: tuple[str, ...]) -> Answer:
        """Answers a request whose path matched.

        Args:
            request: The raw request; its body has not been read.
            values: Decoded path parameters in the order of the template.
        """
        bare = self.reader.bare_call(request, values)
        raw = b""
        if self._parts.body is not None:
            try:
                raw = await request.read_body()
            except BodyTooLarge:
                return self.refuse(too_large(bare), request.trace)

        async def read() -> ReadRequest:
            return await self.any_reader.read(request, bare, raw)

        return await self.settle(request, bare, read)

    async def settle(self, request: Request, bare: Call, read: Reader) -> Answer:
        """Authenticates, reads, validates and handles a request in one transaction.

        Args:
            request: The raw request.
            bare: The call with raw values, for the judge of credentials.
            read: Reads the request for good; called after authentication.
        """

        async def work(world: World) -> Answer:
            # An earlier attempt may have noted what this one does not meet.
            request.trace.fault = request.trace.forced = None
            principal = await self._authenticate(request, bare, world)
            seen = await read()
            call = replace(seen.call, principal=principal)
            refusal = seen.refusal(call)
            if refusal is not None:
                raise _Refuse(refusal)
            return await self._action.answer(request, call, world)

        try:
            return await (self._parts.home or request.sandbox).run(self.api, work)
        except _Refuse as refused:
            return self.refuse(refused.refusal, request.trace)
        except Unanswerable as refused:
            return self.refuse(refused.refusal, request.trace)
        except Refused as refused:
            if self._parts.home is None and request.sandbox.has_fault_rules:
                # The rules were met, though nothing of the call remains.
                await request.sandbox.run(self.api, self._action.meet)
            return self._refused(refused.reply)
        except LyingStub as lie:
            return self._defect("lying_stub", str(lie), lie)
        except UnsettledStub as error:
            return self._defect("unsettled_stub", str(error))
        except StoreUnreachable as error:
            return self.refuse(unreachable(error, bare), request.trace)
        except SpecError:
            # A schema that cannot be used: the description's fault, not the stub's.
            raise
        except Exception as error:  # noqa: BLE001 - the outer edge: a stub may raise anything
            return crashed(self.operation.label, error)

    def refuse(self, refusal: Refusal, trace: Trace) -> Answer:
        """Words a refusal: by the API's stub if it can, else as a problem document."""
        trace.refusal = refusal
        try:
            reply = worded(self._parts.stub, refusal)
        except Exception as error:  # noqa: BLE001 - the outer edge: a stub may raise anything
            return crashed(self.operation.label, error)
        if self._parts.stub.refuse is None or refusal.kind == "outage":
            # A problem document is the mock's own; no description of an API has to know it.
            return render(reply, "refusal")
        return self._checked(reply, "refusal")

    async def _authenticate(self, request: Request, bare: Call, world: World) -> Json:
        reader = self._parts.credentials
        if reader.is_open:
            return None
        credentials = reader.read(request)
        if self._parts.stub.authenticate is not None:
            return await self._parts.stub.authenticate(bare, credentials, world)
        if not reader.are_enough(credentials):
            raise _Refuse(Refusal("unauthenticated", reader.wanted, call=bare))
        return None

    def _refused(self, reply: Reply) -> Answer:
        """Returns the refusal of a handler; the mock's own words are no part of the API."""
        if self._parts.handler is None and reply.headers.get("content-type") == PROBLEM_JSON:
            return render(reply, "refusal")
        return self._checked(reply, "stub")

    def _checked(self, reply: Reply, speaker: Speaker) -> Answer:
        try:
            return self._parts.check.render(reply, speaker)
        except LyingStub as lie:
            return self._defect("lying_stub", str(lie), lie)

    def _defect(self, kind: str, detail: str, lie: LyingStub | None = None) -> Answer:
        _LOGGER.error("%s", detail)
        found = lie.violations if lie is not None else ()
        return render(defect_problem(kind, self.operation.label, detail, found), "refusal")


def unreachable(error: StoreUnreachable, call: Call) -> Refusal:
    """Returns the refusal of a call whose records cannot be reached; the log says why."""
    _LOGGER.error("%s", error)
    return Refusal("outage", "The mock cannot reach its records.", call=call, status=503)


def too_large(call: Call) -> Refusal:
    """Returns the refusal of a body that is longer than is read."""
    mebibytes = LIMIT_BYTES // 1024**2
    return Refusal("body_too_large", f"The body is larger than {mebibytes} MiB.", call=call)


class _Refuse(Refused):
    """Refuses in words that are still to be found."""

    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal
        super().__init__(Reply(0))
