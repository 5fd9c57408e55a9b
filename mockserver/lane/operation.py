"""One operation, compiled: request in, checked answer out."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from mockserver.errors import LyingStub, StoreUnreachable, UnsettledStub
from mockserver.lane.answers import Answer, crashed, render
from mockserver.lane.bodies import UnreadableBody
from mockserver.lane.parameters import texts_by_name
from mockserver.lane.parts import OperationParts
from mockserver.lane.refusals import worded
from mockserver.lane.request import LIMIT_BYTES, BodyTooLarge, Request
from mockserver.lane.security import cookies
from mockserver.problems import defect_problem
from mockserver.state import World
from mockserver.stubkit import Call, Refusal, Refused, Reply, Violation
from mockserver.stubkit.call import Speaker
from specs.values import ABSENT, Json, Missing

_LOGGER: Final = logging.getLogger("mockserver.stub")


class Spoken(NamedTuple):
    """A reply and who speaks in it."""

    reply: Reply
    speaker: Speaker


@dataclass(frozen=True, slots=True)
class ReadRequest:
    """What the request says, as far as it could be read."""

    call: Call
    violations: tuple[Violation, ...] = ()
    unreadable: UnreadableBody | None = None


Reader = Callable[[], Awaitable[ReadRequest]]
"""Reads a request for good; called once the caller is known."""


class CompiledOperation:
    """Answers the requests for one operation."""

    def __init__(self, parts: OperationParts) -> None:
        self._parts = parts
        self.operation = parts.operation
        self.api = parts.bundle.name

    @property
    def is_compiled(self) -> bool:
        """Whether this lane reads the request itself; the stock stack does so otherwise."""
        return self._parts.reads_json_only

    @property
    def answered_by(self) -> Speaker:
        """Who answers a valid call."""
        if self._parts.handler is not None:
            return "stub"
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
        bare = self.bare_call(request, values)
        raw = b""
        if self._parts.body is not None:
            try:
                raw = await request.read_body()
            except BodyTooLarge:
                return self.refuse(too_large(bare))
        return await self.settle(request, bare, lambda: self._read(request, bare, raw))

    async def settle(self, request: Request, bare: Call, read: Reader) -> Answer:
        """Authenticates, reads, validates and handles a request in one transaction.

        Args:
            request: The raw request.
            bare: The call with raw values, for the judge of credentials.
            read: Reads the request for good; called after authentication.
        """

        async def work(world: World) -> Answer:
            principal = await self._authenticate(request, bare, world)
            seen = await read()
            call = replace(seen.call, principal=principal)
            if seen.unreadable is not None:
                raise _Refuse(Refusal(seen.unreadable.kind, seen.unreadable.detail, call=call))
            if seen.violations:
                raise _Refuse(
                    Refusal("invalid_request", _tell(seen.violations), seen.violations, call)
                )
            # Judged inside the transaction: a stub that lies leaves no trace.
            return self._parts.check.render(*await self._handle(call, world))

        try:
            return await (self._parts.home or request.sandbox).run(self.api, work)
        except _Refuse as refused:
            return self.refuse(refused.refusal)
        except Refused as refused:
            return self._checked(refused.reply, "stub")
        except LyingStub as lie:
            return self._defect("lying_stub", str(lie), lie)
        except UnsettledStub as error:
            return self._defect("unsettled_stub", str(error))
        except StoreUnreachable as error:
            return self.refuse(unreachable(error, bare))
        except Exception as error:  # noqa: BLE001 - the outer edge: a stub may raise anything
            return crashed(self.operation.label, error)

    def refuse(self, refusal: Refusal) -> Answer:
        """Words a refusal: by the API's stub if it can, else as a problem document."""
        try:
            reply = worded(self._parts.stub, refusal)
        except Exception as error:  # noqa: BLE001 - the outer edge: a stub may raise anything
            return crashed(self.operation.label, error)
        if self._parts.stub.refuse is None or refusal.kind == "outage":
            # A problem document is the mock's own; no description of an API has to know it.
            return render(reply, "refusal")
        return self._checked(reply, "refusal")

    def bare_call(self, request: Request, values: tuple[str, ...]) -> Call:
        """Returns the call before anything is judged: every value is text."""
        return Call(
            operation=self.operation,
            method=request.method,
            url_path=request.scope["path"],
            path=dict(zip(self._parts.parameters.path_names, values, strict=True)),
            query={name: texts[-1] for name, texts in texts_by_name(request.query).items()},
            header={},
            cookie={},
            body=ABSENT,
            raw_query=request.query,
            raw_headers=request.headers,
            sandbox=request.sandbox.name,
        )

    async def _authenticate(self, request: Request, bare: Call, world: World) -> Json:
        reader = self._parts.credentials
        if reader.is_open:
            return None
        credentials = reader.read(request)
        if self._parts.stub.authenticate is not None:
            return await self._parts.stub.authenticate(bare, credentials, world)
        if not reader.are_enough(credentials):
            wanted = " or ".join(" and ".join(names) for names in self.operation.security)
            raise _Refuse(
                Refusal("unauthenticated", f"Credentials are needed: {wanted}.", call=bare)
            )
        return None

    async def _read(self, request: Request, bare: Call, raw: bytes) -> ReadRequest:
        violations: list[Violation] = []
        call = self.read_parameters(request, bare, violations)
        if self._parts.body is None:
            return ReadRequest(call, tuple(violations))
        return self.read_json(request, call, raw, violations)

    def read_parameters(self, request: Request, bare: Call, violations: list[Violation]) -> Call:
        """Returns the call with typed parameters; appends what is wrong with them."""
        parameters = self._parts.parameters
        return replace(
            bare,
            path=parameters.path.read(_listed(bare.path), violations),
            query=parameters.query.read(texts_by_name(request.query), violations),
            header=self._header_values(request.headers, violations) if parameters.header else {},
            cookie=parameters.cookie.read(_listed(cookies(request)), violations)
            if parameters.cookie
            else {},
        )

    def read_json(
        self, request: Request, call: Call, raw: bytes, violations: list[Violation]
    ) -> ReadRequest:
        """Returns the request with its JSON body read and judged."""
        body = self._parts.body
        assert body is not None
        content_type = request.headers.get("content-type")
        encoding = request.headers.get("content-encoding")
        try:
            value = body.read(raw, content_type, encoding)
        except UnreadableBody as unreadable:
            return ReadRequest(call, tuple(violations), unreadable)
        violations.extend(body.violations(value, content_type))
        return ReadRequest(replace(call, body=value), tuple(violations))

    def _header_values(
        self, headers: Mapping[str, str], violations: list[Violation]
    ) -> dict[str, Json]:
        parameters = self._parts.parameters.header
        given = {
            name: [headers[name.lower()]] for name in parameters.names if name.lower() in headers
        }
        return parameters.read(given, violations)

    async def _handle(self, call: Call, world: World) -> Spoken:
        if self._parts.handler is not None:
            return Spoken(await self._parts.handler(call, world), "stub")
        generic = self._parts.generic
        if isinstance(generic, LyingStub):
            raise generic.with_traceback(None)
        return Spoken(generic.reply, generic.speaker)

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


def _listed(values: Mapping[str, str | Json | Missing]) -> dict[str, list[str]]:
    return {name: [str(text)] for name, text in values.items()}


def _tell(violations: tuple[Violation, ...]) -> str:
    shown = [
        f"{item.place} {item.name or item.pointer or 'value'}: {item.message}"
        for item in violations[:3]
    ]
    more = f" ({len(violations) - 3} more)" if len(violations) > 3 else ""
    return "; ".join(shown) + more + "."
