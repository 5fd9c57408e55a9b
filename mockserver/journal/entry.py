"""One request with its answer, as the journal keeps it: raw, to be read when somebody looks."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, Protocol, TypeAlias

from mockserver.stubkit import Refusal, Violation

RawHeaders: TypeAlias = Sequence[tuple[bytes, bytes]]
"""Names and values in the order sent, as ASGI hands them over."""

OWN_BYTES: Final = 1024
"""About what an entry takes beside the bytes that it keeps."""


@dataclass(frozen=True, slots=True)
class NotedRefusal:
    """Why the mock refused, without the request that it refused."""

    kind: str
    detail: str
    violations: tuple[Violation, ...] = ()

    @classmethod
    def of(cls, refusal: Refusal) -> "NotedRefusal":
        """Returns what is worth keeping of a refusal."""
        return cls(refusal.kind, refusal.detail, refusal.violations)

    @property
    def first(self) -> str:
        """The first thing that was wrong."""
        if not self.violations:
            return self.detail
        item = self.violations[0]
        return f"{item.place} {item.name or item.pointer or 'value'}: {item.message}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One request and what was answered."""

    number: int = 0
    """Grows by one with each entry of a sandbox; the journal gives it."""
    at: datetime
    """The mock's time when the request came."""
    sandbox: str
    method: str
    path: str
    """As sent, percent-encoded; a prefix that names the sandbox is taken off."""
    query: bytes = b""
    """As sent, without the question mark."""
    headers: RawHeaders = ()
    body: bytes = b""
    status: int
    answer_headers: RawHeaders = ()
    answer_body: bytes = b""
    seconds: float = 0.0
    """How long the answer took."""
    api: str = ""
    """Name of the API that answered; empty if none was found."""
    operation: str = ""
    """Label of the operation; empty if none matched."""
    operation_id: str = ""
    speaker: str = ""
    """Who spoke, as the header `Mock-Answer` says."""
    refusal: NotedRefusal | None = None
    fault: str = ""
    """Id of the fault rule that struck."""
    forced: tuple[str, ...] = ()
    """The preferences that were applied, such as `code=404`."""
    proxied: str = ""
    """Base URL of the server that answered in the mock's place."""
    notes: tuple[str, ...] = ()
    """What else there is to say, a sentence each."""
    body_bytes: int = -1
    """Length of the whole body where it is kept cut; -1 if it is whole."""
    answer_body_bytes: int = -1

    def entry(self, number: int) -> "Entry":
        """Returns the entry under its number."""
        return replace(self, number=number)


class Taken(Protocol):
    """What was taken down, to be made an entry when somebody looks."""

    def entry(self, number: int) -> Entry:
        """Returns the entry under its number."""


def size_of(entry: Entry) -> int:
    """Returns about how many bytes of memory an entry holds."""
    size = OWN_BYTES + len(entry.path) + len(entry.query)
    size += len(entry.body) + len(entry.answer_body)
    for name, value in entry.headers:
        size += len(name) + len(value)
    for name, value in entry.answer_headers:
        size += len(name) + len(value)
    return size


def cut(entry: Entry, limit_bytes: int) -> Entry:
    """Returns an entry whose bodies are no longer than the limit, and says how long they were."""
    if len(entry.body) > limit_bytes:
        kept = whole_characters(entry.body[:limit_bytes])
        entry = replace(entry, body=kept, body_bytes=len(entry.body))
    if len(entry.answer_body) > limit_bytes:
        kept = whole_characters(entry.answer_body[:limit_bytes])
        entry = replace(entry, answer_body=kept, answer_body_bytes=len(entry.answer_body))
    return entry


def whole_characters(data: bytes) -> bytes:
    """Returns bytes without the piece of a UTF-8 character that a cut has left at their end.

    >>> whole_characters("Zoë".encode()[:3])
    b'Zo'
    """
    for back in range(1, min(4, len(data)) + 1):
        byte = data[-back]
        if byte < 0x80:
            break
        if byte >= 0xC0:
            needed = 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4
            return data[:-back] if needed > back else data
    return data
