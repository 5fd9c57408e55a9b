"""A JSON value -> what a body of some media type holds."""

from collections.abc import Callable
from typing import Final

from mockserver.replies.writing.files import is_binary
from mockserver.replies.writing.lines import (
    BOUNDARY,
    as_csv,
    as_events,
    as_form,
    as_json,
    as_lines,
    as_parts,
    as_sequence,
    as_text,
)
from mockserver.replies.writing.xml import xml_document
from specs.document import Document
from specs.media_types import family, is_json, split_content_type
from specs.values import Json

_WRITERS: Final[dict[str, Callable[[Json], str]]] = {
    "text/csv": as_csv,
    "text/tab-separated-values": lambda value: as_csv(value, "\t"),
    "application/x-ndjson": as_lines,
    "application/ndjson": as_lines,
    "application/jsonl": as_lines,
    "application/x-jsonlines": as_lines,
    "application/jsonlines": as_lines,
    "application/stream+json": as_lines,
    "application/json-seq": as_sequence,
    "text/event-stream": as_events,
    "application/x-www-form-urlencoded": as_form,
}


def written_body(document: Document, where: str | None, value: Json, content_type: str) -> Json:
    """Returns a value as a reply carries it: JSON as it is, all else as text or bytes.

    For a media type that is not JSON a text is the body already, unless that would be no XML;
    bytes always are.

    Args:
        document: The description.
        where: JSON pointer of the schema that the value is valid for, if there is one.
        value: The value.
        content_type: The media type of the body.
    """
    if isinstance(value, bytes):
        return value
    kind = split_content_type(content_type)[0]
    if kind in _WRITERS:
        return _WRITERS[kind](value)
    if is_json(kind):
        return value
    is_xml = family(kind) == "xml"
    if isinstance(value, str) and not (is_xml and not value.lstrip().startswith("<")):
        return value.encode() if is_binary(kind) else value
    if is_xml:
        return xml_document(document, where, value)
    if family(kind) == "yaml":
        # every JSON text is YAML too
        return as_json(value)
    if kind.startswith("multipart/"):
        return as_parts(value)
    return as_text(value)


def full_content_type(content_type: str) -> str:
    """Returns the header for a body: a multipart one says what stands between its parts."""
    if content_type.startswith("multipart/") and "boundary=" not in content_type:
        return f"{content_type}; boundary={BOUNDARY}"
    return content_type
