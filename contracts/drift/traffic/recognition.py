"""What kind of recording a file is, by how it begins."""

import re
from pathlib import Path
from typing import Final, Literal

import orjson

from contracts.drift.traffic import cassette, journal_entry, suite_line
from contracts.errors import ConfigError
from specs.values import Json

Kind = Literal[
    "archive",
    "journal",
    "shown entries",
    "journal lines",
    "suite lines",
    "engine lines",
    "cassette",
]

_LOG: Final = re.compile(rb'"log"\s*:\s*\{')
_JOURNAL: Final = re.compile(rb'\A\s*\{\s*"entries"\s*:\s*\[\s*(?:\]|\{\s*"number"\s*:)')
_SHOWN: Final = re.compile(rb'\A\s*\{\s*"number"\s*:\s*\d+\s*,\s*"at"\s*:')
_ENGINE: Final = re.compile(rb'\A\s*\{\s*"(?:Initialize|[A-Z][A-Za-z]+(?:Started|Finished))"\s*:')
_LOOKS: Final[tuple[tuple[re.Pattern[bytes], str, str], ...]] = (
    (re.compile(rb"\APK\x03\x04"), "a ZIP archive", "Unpack it, and name the .har file in it"),
    (re.compile(rb"\A\d+:\d+:version;"), "a flow file of mitmproxy",
     "Export it: mitmdump -nr FILE --set hardump=traffic.har"),
    (re.compile(rb"\A(?:\xd4\xc3\xb2\xa1|\xa1\xb2\xc3\xd4|\x0a\x0d\x0d\x0a)"),
     "a capture of network packets", "Record with a proxy or a browser"),
    (re.compile(rb"\A(?:\x28\xb5\x2f\xfd|BZh|\xfd7zXZ)"), "a packed file that is not gzip",
     "Unpack it"),
    (re.compile(rb"\A\s*<(?:!doctype html|html)", re.IGNORECASE), "an HTML page", ""),
    (re.compile(rb"\A\s*<"), "XML", "Export the session as HAR"),
    (re.compile(rb'(?:\A|[\n{,])\s*"?(?:openapi|swagger)"?\s*:'), "an OpenAPI document",
     "Name it as BASE or REVISION"),
    (re.compile(rb'"_postman_id"|schema\.getpostman\.com'), "a Postman collection",
     "Record what it sends"),
    (re.compile(rb"\Adata:|\Aevent:|\Aretry:"), "a stream of server-sent events",
     "Use `mockserver journal har`"),
    (re.compile(rb"\A\s*[{\[]"), "JSON of another kind", ""),
    (re.compile(rb"\A[^\n]{0,200}\x00"), "a binary file", ""),
)  # fmt: skip
_EXPECTED: Final = (
    "a HAR file, lines of a journal, a cassette of Schemathesis, or exchanges of this suite"
)


def recognised(file: Path, head: bytes) -> Kind:
    """Returns the kind of a recording.

    Raises:
        ConfigError: It is none; the message says what it looks like.
    """
    kind = _kind(head)
    if kind is not None:
        return kind
    for pattern, looks, do in _LOOKS:
        if pattern.search(head):
            wrong = f"this is no recording; it looks like {looks}"
            raise ConfigError(wrong, file=file, expected=_EXPECTED, do=do)
    raise ConfigError("this is no recording", file=file, expected=_EXPECTED)


def _kind(head: bytes) -> Kind | None:
    if cassette.HEAD.search(head) is not None and not head.lstrip().startswith(b"{"):
        return "cassette"
    if not head.lstrip().startswith(b"{"):
        return None
    if _ENGINE.match(head):
        return "engine lines"
    if _JOURNAL.match(head):
        return "journal"
    members = _members(head)
    if members >= suite_line.MARKS:
        return "suite lines"
    if members >= journal_entry.MARKS:
        return "journal lines"
    if _SHOWN.match(head):
        return "shown entries"
    return "archive" if _LOG.search(head) else None


def _members(head: bytes) -> frozenset[str]:
    """Returns the names of the members of the first line, as far as it is there."""
    first: bytes = head.lstrip().split(b"\n", 1)[0]
    try:
        value: Json = orjson.loads(first)
    except orjson.JSONDecodeError:
        return frozenset(found.decode() for found in _NAME.findall(first[:2000]))
    return frozenset(value) if isinstance(value, dict) else frozenset()


_NAME: Final = re.compile(rb'[{,]\s*"([a-z_A-Z]+)"\s*:')
