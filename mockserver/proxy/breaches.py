"""What an exchange with the target breaks of the description: values, each with its clause."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

from mockserver.journal import Entry, NotedRefusal, SecretNames, mask
from mockserver.lane.operation import CompiledOperation
from mockserver.lane.reading import ReadRequest
from mockserver.proxy.clauses import Clauses
from mockserver.stubkit import Refusal, Violation
from specs.errors import sentence
from specs.schemas import SchemaViolation

Side = Literal["request", "response"]

_INDEX: Final = re.compile(r"/[0-9]+(?=/|$)")
_HEADER: Final = "header "


@dataclass(frozen=True, slots=True)
class Breach:
    """One way in which a request or its answer is not as described."""

    side: Side
    kind: str
    """Such as `unknown_path`, `invalid_body`, `undocumented_status`."""
    api: str
    operation: str
    """The operation's label; empty if none is known."""
    violation: Violation
    clause: str = ""
    """`file:line` of what the description says; empty if it says nothing."""

    @property
    def where(self) -> str:
        """What is wrong, the items of lists not told apart."""
        return self.violation.name or _INDEX.sub("/*", self.violation.pointer)

    @property
    def says(self) -> str:
        """What is wrong, as a sentence without its end."""
        item = self.violation
        name = item.name or item.pointer
        return f"{item.place} {name}: {item.message}" if name else item.message


def unknown_breach(refusal: Refusal, api: str, clause: str) -> Breach:
    """Returns the breach of a path or method that no description knows."""
    nothing = Violation("path", "", "", "", refusal.detail.rstrip("."))
    return Breach("request", refusal.kind, api, "", nothing, clause)


def request_breaches(
    compiled: CompiledOperation, seen: ReadRequest, *, lacks_credentials: bool
) -> Iterator[Breach]:
    """Yields what is wrong with a request for an operation."""
    clauses = Clauses(compiled)

    def breach(kind: str, item: Violation, clause: str) -> Breach:
        label = compiled.operation.label
        return Breach("request", kind, compiled.api, label, item, clause)

    if lacks_credentials:
        wanted = compiled.parts.credentials.wanted.rstrip(".")
        yield breach("unauthenticated", Violation("header", "", "", "", wanted), clauses.security())
    if seen.unreadable is not None:
        message = seen.unreadable.detail.rstrip(".")
        wrong = Violation("body", "", "", "", message)
        yield breach(seen.unreadable.kind, wrong, clauses.request_body())
    for item in seen.violations:
        if item.place == "body":
            yield breach("invalid_body", item, clauses.request_body())
        else:
            yield breach("invalid_parameter", item, clauses.parameter(item.place, item.name))


def response_breaches(
    compiled: CompiledOperation, status: int, content_type: str, found: Iterable[SchemaViolation]
) -> Iterator[Breach]:
    """Yields what the check of answers has found wrong with an answer."""
    clauses = Clauses(compiled)
    for item in found:
        kind, clause = "invalid_body", clauses.body(status, content_type)
        wrong = Violation("body", "", item.pointer, item.keyword, item.message)
        if item.pointer.startswith(_HEADER):
            name = item.pointer.removeprefix(_HEADER)
            kind, clause = "invalid_header", clauses.header(status, name)
            message = item.message.removeprefix(f"{item.pointer} ")
            wrong = Violation("header", name, "", item.keyword, message)
        elif item.keyword == "status":
            kind, clause = "undocumented_status", clauses.responses()
            wrong = replace(wrong, message=f"status {item.message}")
        elif item.keyword == "content-type":
            kind, clause = "undocumented_content_type", clauses.content(status)
        elif item.keyword in ("json", "encoding"):
            kind = "malformed_body"
        yield Breach("response", kind, compiled.api, compiled.operation.label, wrong, clause)


def without_secrets(
    breaches: Iterable[Breach], entry: Entry, names: SecretNames
) -> tuple[Breach, ...]:
    """Returns breaches that may be shown: none repeats a secret of its exchange.

    Args:
        breaches: What is wrong.
        entry: The exchange.
        names: What the APIs call their secrets.
    """
    told = tuple(breaches)
    refusal = NotedRefusal("", "", tuple(item.violation for item in told))
    masked = mask(replace(entry, refusal=refusal), names).refusal
    assert masked is not None
    return tuple(
        replace(item, violation=replace(shown, message=plain(shown.message)))
        for item, shown in zip(told, masked.violations, strict=True)
    )


def plain(text: str) -> str:
    r"""Returns text without what a terminal would obey.

    >>> plain("a\x1b[31m")
    'a\\x1b[31m'
    """
    return "".join(one if one.isprintable() else repr(one)[1:-1] for one in text)


def line(breach: Breach) -> str:
    """Returns a breach as one line for people."""
    place = f" ({breach.clause})" if breach.clause else ""
    head = " ".join(part for part in (breach.side, breach.kind, breach.operation) if part)
    return f"{head}: {sentence(breach.says).rstrip('.')}{place}"
