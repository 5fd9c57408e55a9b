"""The bytes of a form -> its fields."""

from collections.abc import Awaitable, Callable, Iterable
from typing import Final
from urllib.parse import unquote_plus

from mockserver.lane.bodies import UnreadableBody
from mockserver.lane.request import Request, Scope, replayed
from specs.errors import sentence
from specs.operation import Media

Fields = tuple[tuple[str, str], ...]
"""Members of a form in the order sent, files last; the content of a file is text in Latin-1."""

Parse = Callable[[Media], Awaitable[Fields]]
"""Parses a form of a declared media type; raises `UnreadableBody` if it cannot be read."""

_URLENCODED: Final = "application/x-www-form-urlencoded"
_MOST_FIELDS: Final = 1000
_LARGEST_FIELD: Final = 1024 * 1024
"""Beyond these the parser words the refusal."""


async def parse_form(request: Request, raw: bytes) -> Fields:
    """Returns the fields of a form.

    Args:
        request: Says by its first `Content-Type` how the form is written.
        raw: The body.

    Raises:
        UnreadableBody: It cannot be read as a form.
    """
    headers = request.scope["headers"]
    said = next((value for name, value in headers if name == b"content-type"), None)
    if _is_urlencoded((said or b"").decode("latin-1")) and len(raw) <= _LARGEST_FIELD:
        parts = [part for part in raw.decode("latin-1").split("&") if part]
        if len(parts) <= _MOST_FIELDS:
            return tuple(grouped(_decoded(part) for part in parts))
    return await _parsed(said, raw)


def unreadable_form(why: str) -> UnreadableBody:
    """Returns the refusal of a form that a parser could not read."""
    return UnreadableBody("malformed_body", sentence(f"The body cannot be read as a form: {why}"))


def grouped(fields: Iterable[tuple[str, str]]) -> Iterable[tuple[str, str]]:
    """Yields fields so that those of one name follow each other, in the order of the first ones.

    >>> list(grouped([("a", "1"), ("b", "2"), ("a", "3")]))
    [('a', '1'), ('a', '3'), ('b', '2')]
    """
    texts: dict[str, list[str]] = {}
    for name, text in fields:
        texts.setdefault(name, []).append(text)
    return ((name, text) for name, given in texts.items() for text in given)


def _is_urlencoded(content_type: str) -> bool:
    return content_type.partition(";")[0].strip(" \t").lower() == _URLENCODED


def _decoded(part: str) -> tuple[str, str]:
    name, _, text = part.partition("=")
    return unquote_plus(name), unquote_plus(text)


async def _parsed(content_type: bytes | None, raw: bytes) -> Fields:
    # The parser brings a stack of its own along, which most servers never need.
    from starlette.formparsers import MultiPartException
    from starlette.requests import Request as Form

    headers = [] if content_type is None else [(b"content-type", content_type)]
    scope: Scope = {"type": "http", "headers": headers}
    texts: list[tuple[str, str]] = []
    files: list[tuple[str, str]] = []
    try:
        async with Form(scope, replayed(raw)).form() as form:
            for name, item in form.multi_items():
                if isinstance(item, str):
                    texts.append((name, item))
                else:
                    files.append((name, (await item.read()).decode("latin-1")))
    except MultiPartException as error:
        raise unreadable_form(error.message) from error
    return (*grouped(texts), *grouped(files))
