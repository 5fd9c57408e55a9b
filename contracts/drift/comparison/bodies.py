"""The bodies of requests and responses: whether there is one, and of which media types."""

from collections.abc import Iterator
from typing import Final

from contracts.drift.change import Change, Side
from contracts.drift.comparison.content import covers, match_media, media_name
from contracts.drift.comparison.encodings import compare_encodings
from contracts.drift.comparison.pair import Pair, Place
from specs.operation import Media, RequestBody

_TEXTS: Final = ("text/plain", "application/x-www-form-urlencoded")
"""Media types in which a value and its text look the same."""


def compare_request_bodies(pair: Pair) -> Iterator[Change]:
    """Yields the changes of what an operation takes."""
    base, revision = _taken(pair.base.request_body), _taken(pair.revision.request_body)
    if base is None and revision is None:
        return
    if base is None or revision is None:
        body = base or revision
        required = "required_" if body is not None and body.required else ""
        place = Place.between("request body", base, revision, side="request")
        words = _words(base), _words(revision)
        became = "added" if base is None else "removed"
        yield from pair.tell(f"{required}request_body_{became}", place, *words)
        return
    if base.required != revision.required:
        places = (pair.base_part(base.pointer), pair.revision_part(revision.pointer))
        place = Place("request body", side="request").of_word("required", *places)
        became = "required" if revision.required else "optional"
        yield from pair.tell(f"request_body_became_{became}", place, _need(base), _need(revision))
    yield from compare_content(pair, Place("request", side="request"), base.media, revision.media)


def _taken(body: RequestBody | None) -> RequestBody | None:
    """Returns a body if it can hold anything."""
    return body if body is not None and body.media else None


def _need(body: RequestBody) -> str:
    return "required" if body.required else "optional"


def _words(body: RequestBody | None) -> str:
    if body is None:
        return ""
    return f"{_need(body)}, {', '.join(one.content_type for one in body.media)}"


def compare_content(
    pair: Pair,
    message: Place,
    base: tuple[Media, ...],
    revision: tuple[Media, ...],
    *,
    stands_in: bool = False,
) -> Iterator[Change]:
    """Yields the changes of the media types of a body that both sides have.

    Args:
        pair: The operation.
        message: The message whose body it is.
        base: The media types of the base.
        revision: Those of the revision.
        stands_in: Whether the base has them for more than the revision answers with these.
    """
    side: Side = message.side or "request"
    found = match_media(base, revision)
    is_sent_by_server = (side == "response") == (pair.caller == "client")
    gone = [
        one
        for one in found.gone
        # A server that answers less than its range allowed keeps its promise.
        if not (stands_in or (is_sent_by_server and any(covers(one, new) for new in revision)))
    ]
    yield from _media_types(pair, message, gone, list(found.new))
    is_single = len(base) == len(revision) == 1
    for old, new in found.pairs:
        name = media_name(max(old.content_type, new.content_type, key=_exactness))
        named = side == "request" or not is_single
        at = f"{message.at} body {name}" if named else f"{message.at} body"
        place = Place(at, old.pointer, new.pointer, side, message.status)
        is_text = media_name(new.content_type).partition(";")[0] in _TEXTS
        yield from pair.compare_schemas(place, old.schema, new.schema, is_text=is_text)
        if side == "request":
            yield from compare_encodings(pair, place, old, new)


def _media_types(
    pair: Pair, message: Place, gone: list[Media], new: list[Media]
) -> Iterator[Change]:
    side = message.side or "request"
    if len(gone) == len(new) == 1:
        words = gone[0].content_type, new[0].content_type
        place = Place(
            f"{message.at} body {media_name(words[0])}",
            gone[0].pointer,
            new[0].pointer,
            side,
            message.status,
        )
        yield from pair.tell(f"{side}_media_type_replaced", place, *words)
        return
    for one in gone:
        at = f"{message.at} body {media_name(one.content_type)}"
        place = Place(at, one.pointer, None, side, message.status)
        yield from pair.tell(f"{side}_media_type_removed", place, one.content_type)
    for one in new:
        at = f"{message.at} body {media_name(one.content_type)}"
        place = Place(at, None, one.pointer, side, message.status)
        yield from pair.tell(f"{side}_media_type_added", place, "", one.content_type)


def _exactness(content_type: str) -> tuple[bool, int]:
    return "*" not in content_type, len(content_type)
