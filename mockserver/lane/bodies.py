"""The JSON body of one operation, compiled: bytes in, a value or a refusal out."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import orjson

from mockserver.lane.violations import MISSING_BODY, violations_of
from mockserver.stubkit import Violation
from mockserver.stubkit.call import RefusalKind
from specs.bundle import Bundle
from specs.media_types import is_json, matches, split_content_type
from specs.operation import Media, RequestBody
from specs.schemas import CompiledSchema
from specs.values import ABSENT, Json, Missing

DEEPEST: Final = 200
"""Levels of nesting that are read; what is read can also be stored and written."""

_UTF8: Final = ("utf-8", "utf8", "us-ascii")


class UnreadableBody(Exception):
    """The body cannot be turned into a value."""

    def __init__(self, kind: RefusalKind, detail: str) -> None:
        self.kind = kind
        self.detail = detail
        super().__init__(detail)


@dataclass(frozen=True, slots=True)
class CompiledBody:
    """The JSON media types that an operation takes, each with its schema."""

    required: bool
    media: tuple[tuple[str, CompiledSchema | None], ...]
    """Content type (`*` allowed on either side of the slash) and schema."""
    is_complete: bool
    """Whether the operation takes JSON only; what else it takes is left to the stock stack."""

    def read(self, raw: bytes, content_type: str | None, encoding: str | None) -> Json | Missing:
        """Returns the value of a body; `ABSENT` if there is none.

        Raises:
            UnreadableBody: The content type is not taken, or the text is not JSON.
        """
        if not raw:
            return ABSENT
        self.schema_for(content_type)
        if encoding is not None and encoding.strip().lower() != "identity":
            raise UnreadableBody(
                "unsupported_media_type", f"The content encoding {encoding[:60]!r} is not taken."
            )
        try:
            value = orjson.loads(raw)
        except orjson.JSONDecodeError as error:
            raise UnreadableBody(
                "malformed_body", f"The body is not JSON: {str(error)[:200]}."
            ) from error
        if is_deeper_than(DEEPEST, value, raw):
            raise UnreadableBody(
                "malformed_body", f"The body is nested deeper than {DEEPEST} levels."
            )
        return value

    def schema_for(self, content_type: str | None) -> CompiledSchema | None:
        """Returns the schema for a content type; the first one if none is sent.

        Raises:
            UnreadableBody: No declared media type matches.
        """
        if content_type is None:
            return self.media[0][1]
        kind, charset = split_content_type(content_type)
        if charset is not None and charset not in _UTF8:
            raise UnreadableBody("unsupported_media_type", "JSON is sent in UTF-8 only.")
        for declared, schema in self.media:
            if matches(declared, kind):
                return schema
        raise wrong_type(kind, [declared for declared, _ in self.media])

    def violations(self, value: Json | Missing, content_type: str | None) -> list[Violation]:
        """Returns what is wrong with a value; empty if it is valid."""
        if value is ABSENT:
            return [MISSING_BODY] if self.required else []
        return list(violations_of(self.schema_for(content_type), value, "body"))


def wrong_type(said: str, taken: Iterable[str]) -> UnreadableBody:
    """Returns the refusal of a content type that an operation does not take."""
    detail = f"The content type {said[:80]!r} is not taken here; send {', '.join(taken)}."
    return UnreadableBody("unsupported_media_type", detail)


def compile_body(bundle: Bundle, body: RequestBody) -> CompiledBody:
    """Prepares a request body, as far as it is JSON."""
    found = tuple(
        (_kind(media), _schema(bundle, media))
        for media in body.media
        if is_json(media.content_type)
    )
    return CompiledBody(body.required, found, len(found) == len(body.media) > 0)


def is_deeper_than(levels: int, value: Json, raw: bytes) -> bool:
    """Whether a value is nested deeper; `raw` is its text, whose brackets bound the depth."""
    if raw.count(b"[") + raw.count(b"{") <= levels:
        return False
    layer = [value]
    for _ in range(levels + 1):
        layer = [
            child
            for item in layer
            if isinstance(item, (dict, list))
            for child in (item.values() if isinstance(item, dict) else item)
            if isinstance(child, (dict, list))
        ]
        if not layer:
            return False
    return True


def _kind(media: Media) -> str:
    return split_content_type(media.content_type)[0]


def _schema(bundle: Bundle, media: Media) -> CompiledSchema | None:
    return bundle.schemas.compile(media.schema, "request") if media.schema else None
