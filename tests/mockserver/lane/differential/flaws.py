"""Ways in which a compiled pipeline could be wrong, each put around a mock that is right."""

from collections.abc import Awaitable, Callable
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode

import orjson

from mockserver.journal.memory import MemoryJournal
from mockserver.lane.reading import ReadRequest
from mockserver.lane.request import Message, Receive, Scope, Send, replayed
from mockserver.lane.security import CredentialReader
from mockserver.state import World
from tests.mockserver.lane.differential.pair import Pair
from tests.support.worlds import NOW

Asgi = Callable[[Scope, Receive, Send], Awaitable[None]]


class Flawed:
    """A mock behind something that changes what it is asked or what it answers."""

    def __init__(self, app: Any, around: Callable[[Asgi], Asgi]) -> None:
        self._app = app
        self._asgi = around(app)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._app, name)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._asgi(scope, receive, send)


def _asks(change: Callable[[Scope], Scope]) -> Callable[[Asgi], Asgi]:
    """The request is taken for another one."""

    def around(app: Asgi) -> Asgi:
        async def asgi(scope: Scope, receive: Receive, send: Send) -> None:
            await app(change(dict(scope)), receive, send)

        return asgi

    return around


def _answers(change: Callable[[Message, Scope], Message]) -> Callable[[Asgi], Asgi]:
    """The answer is another one."""

    def around(app: Asgi) -> Asgi:
        async def asgi(scope: Scope, receive: Receive, send: Send) -> None:
            async def changed(message: Message) -> None:
                await send(change(dict(message), scope))

            await app(scope, receive, changed)

        return asgi

    return around


def _reads(change: Callable[[bytes], bytes]) -> Callable[[Asgi], Asgi]:
    """The body is read as another one."""

    def around(app: Asgi) -> Asgi:
        async def asgi(scope: Scope, receive: Receive, send: Send) -> None:
            pieces: list[bytes] = []
            more = True
            while more:
                message = await receive()
                pieces.append(message.get("body", b""))
                more = message.get("more_body", False)
            await app(scope, replayed(change(b"".join(pieces))), send)

        return asgi

    return around


def _path(change: Callable[[bytes], bytes]) -> Callable[[Asgi], Asgi]:
    def changed(scope: Scope) -> Scope:
        raw = change(scope["raw_path"])
        return {**scope, "raw_path": raw, "path": raw.decode("latin-1")}

    return _asks(changed)


def _query(change: Callable[[bytes], bytes]) -> Callable[[Asgi], Asgi]:
    return _asks(lambda scope: {**scope, "query_string": change(scope["query_string"])})


def _headers(change: Callable[[list[Any]], list[Any]]) -> Callable[[Asgi], Asgi]:
    return _asks(lambda scope: {**scope, "headers": change(list(scope["headers"]))})


def _without(name: bytes) -> Callable[[Asgi], Asgi]:
    return _headers(lambda lines: [line for line in lines if line[0] != name])


def _reordered(message: Message, _: Scope) -> Message:
    if "headers" in message:
        message["headers"] = list(reversed(list(message["headers"])))
    return message


def _spaced(message: Message, _: Scope) -> Message:
    if message.get("body", b"").startswith(b"{"):
        message["body"] += b"\n"
    return message


def _without_length_of_head(message: Message, scope: Scope) -> Message:
    if scope["method"] == "HEAD" and "headers" in message:
        message["headers"] = [one for one in message["headers"] if one[0] != b"content-length"]
    return message


def _one_header_less(name: bytes) -> Callable[[Message, Scope], Message]:
    def change(message: Message, _: Scope) -> Message:
        if "headers" in message:
            message["headers"] = [one for one in message["headers"] if one[0].lower() != name]
        return message

    return change


def _other_status(message: Message, _: Scope) -> Message:
    if message.get("status") == 404:
        message["status"] = 400
    return message


def _reparsed(raw: bytes) -> bytes:
    try:
        return orjson.dumps(orjson.loads(raw))
    except (orjson.JSONDecodeError, TypeError):
        return raw


def _again(raw: bytes) -> bytes:
    pairs = parse_qsl(raw.decode("latin-1"))
    return urlencode(pairs).encode()


ASKED: Final[dict[str, Callable[[Asgi], Asgi]]] = {
    "header_lost": _answers(_one_header_less(b"mock-answer")),
    "vary_lost": _answers(_one_header_less(b"vary")),
    "cors_lost": _answers(_one_header_less(b"access-control-allow-origin")),
    "headers_reordered": _answers(_reordered),
    "body_spaced": _answers(_spaced),
    "status_other": _answers(_other_status),
    "head_without_length": _answers(_without_length_of_head),
    "body_parsed_and_written_again": _reads(_reparsed),
    "body_stripped": _reads(lambda raw: raw.strip()),
    "body_cut_at_nul": _reads(lambda raw: raw.partition(b"\0")[0]),
    "path_without_last_slash": _path(lambda raw: raw.rstrip(b"/") or b"/"),
    "path_without_double_slashes": _path(lambda raw: raw.replace(b"//", b"/")),
    "path_in_lower_case": _path(lambda raw: raw.lower()),
    "path_without_prefix": _path(lambda raw: b"/" + raw[1:].lstrip(b"~")),
    "query_without_blanks": _query(_again),
    "query_split_at_semicolons": _query(lambda raw: raw.replace(b";", b"&")),
    "query_plus_kept": _query(lambda raw: raw.replace(b"+", b"%2B")),
    "query_ignored": _query(lambda raw: b""),
    "prefer_ignored": _without(b"prefer"),
    "accept_ignored": _without(b"accept"),
    "cookie_ignored": _without(b"cookie"),
    "sandbox_ignored": _without(b"mock-sandbox"),
    "origin_ignored": _without(b"origin"),
    "content_type_ignored": _headers(
        lambda lines: [
            (name, b"application/json" if name == b"content-type" else value)
            for name, value in lines
        ]
    ),
    "first_header_counts": _headers(lambda lines: list(dict(reversed(lines)).items())),
    "header_value_stripped": _headers(lambda lines: [(n, v.strip()) for n, v in lines]),
    "head_taken_for_get": _asks(
        lambda scope: {**scope, "method": scope["method"].replace("HEAD", "GET")}
    ),
    "method_in_upper_case": _asks(lambda scope: {**scope, "method": scope["method"].upper()}),
}
"""What is made of a request, or of its answer, on the way."""


@dataclass(frozen=True, slots=True)
class Inner:
    """A flaw inside of a mock: a method that does something else while the mock is asked."""

    owner: type
    name: str
    make: Callable[[Callable[..., Any]], Callable[..., Any]]


def _let_pass(_: Callable[..., Any]) -> Callable[..., Any]:
    return lambda self, call: None


def _does_nothing(_: Callable[..., Any]) -> Callable[..., Any]:
    return lambda self, *given: None


def _not_told(_: Callable[..., Any]) -> Callable[..., Any]:
    async def add(self: Any, sandbox: str, entry: Any) -> None:
        return None

    return add


def _entry_without(member: str, value: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    def make(plain: Callable[..., Any]) -> Callable[..., Any]:
        async def add(self: Any, sandbox: str, entry: Any) -> None:
            await plain(self, sandbox, replace(entry, **{member: value}))

        return add

    return make


def _entry_at_another_time(plain: Callable[..., Any]) -> Callable[..., Any]:
    async def add(self: Any, sandbox: str, entry: Any) -> None:
        await plain(self, sandbox, replace(entry, at=NOW))

    return add


def _draws_once_more(plain: Callable[..., Any]) -> Callable[..., Any]:
    async def next_id(self: World, kind: str, first: int = 1) -> int:
        await plain(self, kind, first=first)
        found: int = await plain(self, kind, first=first)
        return found

    return next_id


def _no_rules(_: Callable[..., Any]) -> Any:
    return property(lambda self: ())


def _open(plain: Any) -> Any:
    return property(lambda self: True)


def _kept(member: str, value: Any) -> "Inner":
    return Inner(MemoryJournal, "add", _entry_without(member, value))


INSIDE: Final[dict[str, Inner]] = {
    "validation_skipped": Inner(ReadRequest, "refusal", _let_pass),
    "credentials_not_asked": Inner(CredentialReader, "is_open", _open),
    "id_drawn_twice": Inner(World, "next_id", _draws_once_more),
    "record_not_written": Inner(World, "put", _does_nothing),
    "fault_rules_not_heard": Inner(World, "fault_rules", _no_rules),
    "journal_forgets": Inner(MemoryJournal, "add", _not_told),
    "journal_tells_another_time": Inner(MemoryJournal, "add", _entry_at_another_time),
    "journal_without_body": _kept("body", b""),
    "journal_without_answer": _kept("answer_body", b""),
    "journal_without_headers": _kept("answer_headers", ()),
    "journal_without_operation": _kept("operation", ""),
    "journal_without_speaker": _kept("speaker", ""),
    "journal_without_fault": _kept("fault", ""),
    "journal_without_wish": _kept("forced", ()),
    "journal_without_notes": _kept("notes", ()),
    "journal_without_refusal": _kept("refusal", None),
    "journal_without_query": _kept("query", b""),
}
"""What one mock does otherwise than the other, deep inside."""

FLAWS: Final = (*ASKED, *INSIDE)


@contextmanager
def flawed(pair: Pair, flaw: str):
    """Gives the compiled mock of a pair a flaw, for a while."""
    right = pair.compiled
    try:
        if flaw in ASKED:
            pair.compiled = Flawed(right, ASKED[flaw])
            yield
            return
        inner = INSIDE[flaw]
        plain = inner.owner.__dict__[inner.name]
        other = inner.make(plain)

        def switching(app: Asgi) -> Asgi:
            async def asgi(scope: Scope, receive: Receive, send: Send) -> None:
                setattr(inner.owner, inner.name, other)
                try:
                    await app(scope, receive, send)
                finally:
                    setattr(inner.owner, inner.name, plain)

            return asgi

        pair.compiled = Flawed(right, switching)
        yield
    finally:
        pair.compiled = right
