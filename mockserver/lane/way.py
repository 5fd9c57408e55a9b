"""Which way the requests for an operation take, and why: known before anything is compiled."""

from dataclasses import dataclass
from typing import Final, Literal

from mockserver.lane.coercion import json_types
from mockserver.lane.forms import FORM_TYPES, properties_of
from mockserver.lane.parts import OperationParts
from specs.bundle import Bundle
from specs.media_types import is_json, split_content_type
from specs.operation import Media
from specs.values import Json, Record

Word = Literal["express", "lane", "stock"]
"""`express`: plain valid calls are answered in one step, all others by the lane; `lane`: all calls
are compiled, and answered there; `stock`: parsed by the stock stack, judged and answered as all
others."""

_JOINED: Final = ("spaceDelimited", "pipeDelimited")
"""Styles that send an array in one text unless they are told to explode it."""


@dataclass(frozen=True, slots=True)
class Way:
    """The way that requests take."""

    word: Word
    reason: str = ""
    """Why, as a phrase; empty where nothing is to be said."""


def way_of(parts: OperationParts) -> Way:
    """Returns the way that the requests for an operation take."""
    body = parts.operation.request_body
    for media in body.media if body is not None else ():
        names = tuple(joined_fields(parts.bundle, media))
        if names:
            named = ", ".join(f"`{name}`" for name in names)
            return Way("stock", f"takes a form whose `encoding` sends {named} in one text")
    return _way_of_compiled(parts)


def _way_of_compiled(parts: OperationParts) -> Way:
    if parts.home is not None:
        return Way("lane", "moves sandboxes")
    if parts.operation.method == "HEAD":
        return Way("lane", "answers HEAD, which has no body")
    body = parts.operation.request_body
    others = (
        [] if body is None else [m.content_type for m in body.media if not is_json(m.content_type)]
    )
    if body is not None and (others or not body.media):
        return Way("lane", f"takes {', '.join(others) or 'no media type'}")
    return Way("express")


def joined_fields(bundle: Bundle, media: Media) -> Record:
    """Returns the encoding of each array that a form sends in one text, by the field's name."""
    kind, _ = split_content_type(media.content_type)
    # In 3.0 only urlencoded forms heed a style; in 3.1 and in Swagger 2 both kinds do.
    heeding = FORM_TYPES[:1] if bundle.document.written_version.startswith("3.0") else FORM_TYPES
    encoding = bundle.document.at(media.pointer).get("encoding") if kind in heeding else None
    if not isinstance(encoding, dict):
        return {}
    members = properties_of(bundle, media.schema)
    return {
        name: told
        for name, told in encoding.items()
        if name in members and _is_joined(told) and _is_array(bundle, members[name])
    }


def _is_joined(encoding: Json) -> bool:
    if not isinstance(encoding, dict):
        return False
    return not encoding.get("explode", encoding.get("style", "form") not in _JOINED) and (
        "style" in encoding or "explode" in encoding
    )


def _is_array(bundle: Bundle, where: str) -> bool:
    return "array" in json_types(bundle.document, bundle.document.at(where), where)
