"""Are the documented headers there, and do their values obey their schemas?"""

from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache

from contracts.checks.check import Subject, check
from contracts.finding import Violation
from specs.document import Document
from specs.operation import Header
from specs.values import Json


@check(
    says="Required headers are there, and documented headers have documented values.",
    why="A client that reads the header finds nothing, or something that it cannot use.",
)
def headers_documented(subject: Subject) -> Iterator[Violation]:
    """Judges the headers of the documented response; Content-Type is another check's."""
    response = subject.response
    headers = response.headers if response is not None else ()
    for header in headers:
        name = header.name.lower()
        if name == "content-type" or subject.is_crash:
            continue
        value = subject.reply.header(name)
        if value is None and header.required:
            yield Violation(
                expected=f"the header {header.name}", got="no such header", cause=f"{name} missing"
            )
        elif value is not None and not _is_valid(subject, header, value):
            yield Violation(
                expected=f"a value of {header.name} that its schema admits",
                got=f"{header.name}: {value[:200]}",
                cause=f"{name} value",
            )


def _is_valid(subject: Subject, header: Header, text: str) -> bool:
    if header.schema is None:
        return True
    schema = subject.bundle.schemas.compile(header.schema, "response")
    types = _types(subject.bundle.document, header.schema)
    return any(schema.is_valid(value) for value in _readings(text.strip(), types))


def _readings(text: str, types: frozenset[str]) -> Iterator[Json]:
    """Yields what a text can stand for, given the types that its schema allows."""
    yield text
    if types & {"integer", "number"}:
        with suppress(ValueError):
            yield int(text) if text.lstrip("+-").isdecimal() else float(text)
    if "boolean" in types and text in ("true", "false"):
        yield text == "true"
    if "array" in types:
        yield [part.strip() for part in text.split(",")]


@lru_cache(maxsize=1024)
def _types(document: Document, where: str) -> frozenset[str]:
    schema, _ = document.dereference(document.at(where), where)
    found = schema.get("type", ()) if isinstance(schema, dict) else ()
    return frozenset([found] if isinstance(found, str) else found)
