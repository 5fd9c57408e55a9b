"""One operation on the express: what it takes, what it answers."""

from collections.abc import Callable, Mapping
from typing import Final

import orjson

from mockserver.express.arrived import Arrived
from mockserver.express.ready import Form, Ready, are_plain, is_plain_status, ready
from mockserver.lane.bodies import DEEPEST, UnreadableBody, is_deeper_than
from mockserver.lane.json_text import json_bytes
from mockserver.lane.operation import CompiledOperation
from mockserver.lane.parts import OperationParts
from mockserver.lane.security import cookie_values
from mockserver.problems import PROBLEM_JSON
from mockserver.state import World
from mockserver.stubkit import Call, Refused, Reply
from mockserver.stubkit.call import CallDraft, Speaker
from specs.schemas import CompiledSchema
from specs.values import ABSENT, Json, Missing

_MOST_TYPES: Final = 64
"""Content types whose schema is remembered; a client may send any number of them."""


class Left(Exception):
    """The request is left to the lane, which nobody else has begun to answer."""


class Special(Exception):
    """The answer is one that only the lane can send."""


Values = Mapping[str, Json]
Typed = tuple[Values, Values, Values, Values, Json | Missing]
"""What a valid request says by path, query, header, cookie and body, as it is described."""

Spoken = tuple[Ready, bool]
"""An answer, and whether what was done for it remains."""

_LEFT: Final = Missing()
"""Stands for a body that the lane has to read."""


class ExpressOperation:
    """Answers the plain valid calls of one operation."""

    def __init__(self, compiled: CompiledOperation) -> None:
        """Compiles what is needed.

        Raises:
            SpecError: A schema is broken.
        """
        parts = compiled.parts
        parts.prepare()
        self.api = compiled.api
        self.operation = parts.operation
        self._parts = parts
        self._names = parts.parameters.path_names
        fast = parts.parameters.fast
        self._path, self._query = fast.path, fast.query
        self._header, self._cookie = fast.header, fast.cookie
        self._body = parts.body
        self._types: dict[bytes | None, CompiledSchema | None] = {}
        self._is_given_up = False
        self._credentials = parts.credentials
        self._is_open = parts.credentials.is_open
        self._authenticate = parts.stub.authenticate
        self._handler = parts.handler or parts.remembering
        self._speaker: Speaker = "stub" if parts.handler is not None else "state"
        self._plain: dict[tuple[int, Speaker], tuple[Form, Callable[[Json], bool] | None]] = {}

    @property
    def parts(self) -> OperationParts:
        """All that answers it."""
        return self._parts

    @property
    def is_given_up(self) -> bool:
        """Whether the lane answers all calls from now on."""
        return self._is_given_up

    def give_up(self) -> None:
        """Leaves all calls to the lane if a stub answers them: it failed, waits, or is special.

        The lane runs it again, and what it does outside of its world would be done twice each time.
        """
        judges = self._authenticate is not None and not self._is_open
        self._is_given_up = self._parts.handler is not None or judges

    def read(self, arrived: Arrived, values: tuple[str, ...]) -> Typed | None:
        """Returns what a request says; None unless all of it is plainly valid.

        Args:
            arrived: The request.
            values: Decoded path parameters in the order of the template.
        """
        path: Values | None = {}
        query: Values | None = {}
        header: Values | None = {}
        cookie: Values | None = {}
        body: Json | Missing = ABSENT
        if self._body is not None:
            body = self._read_body(arrived)
        elif arrived.body:
            return None
        if self._path is not None:
            path = self._path(values)
        if self._query is not None:
            query = self._query(arrived.query)
        if self._header is not None:
            header = self._header(arrived.headers)
        if self._cookie is not None:
            sent = cookie_values(arrived.head.fields.get(b"cookie", b"").decode("latin-1"))
            cookie = self._cookie(sent.items())
        if path is None or query is None or header is None or cookie is None or body is _LEFT:
            return None
        return path, query, header, cookie, body

    async def answer(
        self, arrived: Arrived, values: tuple[str, ...], typed: Typed, *, world: World, sandbox: str
    ) -> Spoken:
        """Answers a valid request.

        Args:
            arrived: The request.
            values: Decoded path parameters as they were sent.
            typed: What it says.
            world: What it meets.
            sandbox: The name of that.

        Raises:
            Left: The lane has to answer. Whatever else is raised means the same.
        """
        call = self._call(arrived, sandbox)
        call.path, call.query, call.header, call.cookie, call.body = typed
        call.principal = None
        try:
            if not self._is_open:
                reader = self._credentials
                shown = arrived.head.bearer.get(reader.bearer)
                if shown is None:
                    shown = reader.read(arrived)
                    if reader.bearer:
                        arrived.head.bearer[reader.bearer] = shown
                if self._authenticate is not None:
                    bare = self.bare(arrived, values, sandbox)
                    call.principal = await self._authenticate(bare, shown, world)
                elif not reader.are_enough(shown):
                    raise Left
            if self._handler is not None:
                reply = await self._handler(call.finish(), world)
                return self._ready(reply, self._speaker), True
        except Refused as refused:
            reply = refused.reply
            if self._parts.handler is None and reply.headers.get("content-type") == PROBLEM_JSON:
                raise Left from refused
            return self._ready(reply, "stub"), False
        made = self._parts.responder.reply(accept=arrived.headers.get("accept"))
        return self._ready(made.reply, made.speaker), True

    def _call(self, arrived: Arrived, sandbox: str) -> CallDraft:
        """Begins a call by what is the same whether it is typed or bare."""
        call = CallDraft()
        call.operation = self.operation
        call.method = arrived.method
        call.url_path = arrived.url_path
        call.raw_query = arrived.query
        call.raw_headers = arrived.headers
        call.sandbox = sandbox
        return call

    def bare(self, arrived: Arrived, values: tuple[str, ...], sandbox: str) -> Call:
        """Returns the call before anything is judged: every value is text."""
        call = self._call(arrived, sandbox)
        call.path = dict(zip(self._names, values, strict=True))
        call.query = dict(call.raw_query)
        call.header, call.cookie, call.body, call.principal = {}, {}, ABSENT, None
        return call.finish()

    def _read_body(self, arrived: Arrived) -> Json | Missing:
        """Returns the value of the body; `_LEFT` unless it is plainly valid."""
        body, raw = self._body, arrived.body
        assert body is not None
        if not raw:
            return _LEFT if body.required else ABSENT
        kind = arrived.head.fields.get(b"content-type")
        try:
            schema = self._types[kind] if kind in self._types else self._schema(kind)
            value = orjson.loads(raw)
        except (UnreadableBody, orjson.JSONDecodeError):
            return _LEFT
        if schema is not None and not schema.is_valid(value):
            return _LEFT
        return _LEFT if is_deeper_than(DEEPEST, value, raw) else value

    def _schema(self, kind: bytes | None) -> CompiledSchema | None:
        assert self._body is not None
        schema = self._body.schema_for(kind.decode("latin-1") if kind is not None else None)
        if len(self._types) < _MOST_TYPES:
            self._types[kind] = schema
        return schema

    def _ready(self, reply: Reply, speaker: Speaker) -> Ready:
        """Returns a reply as it leaves, once it is judged.

        Raises:
            Special: Only the lane can send it.
            LyingStub: It is not as described.
        """
        body = reply.body
        if not reply.headers and body is not ABSENT and not isinstance(body, bytes):
            known = self._plain.get((reply.status, speaker))
            if known is None:
                known = self._learn(reply.status, speaker)
            if known is not None:
                form, is_valid = known
                if is_valid is None or is_valid(body):
                    return form, json_bytes(body)
        found = ready(self._parts.check.render(reply, speaker), speaker)
        if found is None:
            raise Special
        return found

    def _learn(
        self, status: int, speaker: Speaker
    ) -> tuple[Form, Callable[[Json], bool] | None] | None:
        plain = self._parts.check.plain(status)
        if plain is None or not is_plain_status(status):
            return None
        kind = plain.content_type.encode("latin-1")
        before = [(b"content-type", kind), (b"mock-answer", speaker.encode())]
        if not are_plain(before):
            return None
        form = Form(status, before, [], speaker=speaker)
        known = form, plain.schema.is_valid if plain.schema is not None else None
        self._plain[status, speaker] = known
        return known
