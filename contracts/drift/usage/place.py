"""Where in a message a change is, read from its words for a reader."""

import re
from dataclasses import dataclass
from typing import Final, Literal

from contracts.drift.usage.members import Steps
from specs.values import split_pointer

Part = Literal["parameter", "request body", "response body", "response header", "response", ""]
"""Empty: the change is about the whole operation."""

_PARAMETER: Final = re.compile(r"(query|header|path|cookie) parameter (\S+)")
_BODY: Final = re.compile(r"body(?: ([^\s/]+/[^\s;]+(?:; ?[^\s;]+)*))?(?: (/.*))?")
_RESPONSE: Final = re.compile(r"response (\d{3}|[1-5]XX|default)(?: (.*))?", re.DOTALL)
_HEADER: Final = re.compile(r"header (\S+)")


@dataclass(frozen=True, slots=True)
class MessagePlace:
    """A place in the messages of an operation."""

    part: Part
    name: str = ""
    """Of a parameter or header; a header's in lower case."""
    within: str = ""
    """Where a parameter is sent: `query`."""
    status: str = ""
    """The declared status of a response."""
    media: str = ""
    steps: Steps = ()
    """The way into the body."""


def place_of(at: str) -> MessagePlace:
    """Reads the words of a change.

    >>> place_of("request body application/json /items/*/name").steps
    ('items', '*', 'name')
    >>> place_of("response 4XX header Retry-After").name
    'retry-after'
    """
    if found := _PARAMETER.match(at):
        name = found[2].lower() if found[1] == "header" else found[2]
        return MessagePlace("parameter", name, found[1])
    if at.startswith("request body"):
        media, steps = _body(at.removeprefix("request "))
        return MessagePlace("request body", media=media, steps=steps)
    if found := _RESPONSE.fullmatch(at):
        status, rest = found[1], found[2] or ""
        if header := _HEADER.match(rest):
            return MessagePlace("response header", header[1].lower(), status=status)
        if rest.startswith("body"):
            media, steps = _body(rest)
            return MessagePlace("response body", status=status, media=media, steps=steps)
        return MessagePlace("response", status=status)
    return MessagePlace("")


def _body(text: str) -> tuple[str, Steps]:
    found = _BODY.fullmatch(text)
    if found is None:
        return "", ()
    media = (found[1] or "").partition(";")[0].strip().lower()
    return media, tuple(split_pointer(found[2] or ""))
