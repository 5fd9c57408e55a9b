"""Bodies of one operation that are not JSON: forms, text, and what is taken as text."""

from functools import cached_property
from typing import Final

from mockserver.lane.bodies import wrong_type
from mockserver.lane.coercion import Coerce, coercion, json_types
from mockserver.lane.form_fields import Parse
from mockserver.lane.forms import FORM_TYPES, CompiledForm
from mockserver.lane.violations import MISSING_BODY, violations_of
from mockserver.stubkit import Violation
from specs.bundle import Bundle
from specs.media_types import matches, split_content_type
from specs.operation import Media, RequestBody
from specs.schemas import CompiledSchema
from specs.values import ABSENT, Json, Missing

_PLAIN_TEXT: Final = "text/plain"

Judged = tuple[Json | Missing, tuple[Violation, ...]]
"""The value of a body, `ABSENT` if there is none, and what is wrong with it."""


class OtherMedia:
    """One declared media type; what it needs is prepared when it is first sent."""

    def __init__(self, bundle: Bundle, declared: Media) -> None:
        self._bundle = bundle
        self._declared = declared
        self._form = CompiledForm(bundle, declared.schema)
        self.content_type = declared.content_type

    @cached_property
    def _schema(self) -> CompiledSchema | None:
        where = self._declared.schema
        return self._bundle.schemas.compile(where, "request") if where is not None else None

    @cached_property
    def _coerce(self) -> Coerce:
        where, document = self._declared.schema, self._bundle.document
        types = json_types(document, document.at(where), where) if where is not None else ()
        return coercion(types, self._schema) if where is not None else str

    async def read(self, raw: bytes, kind: str, parse: Parse) -> Judged:
        """Returns the value of a body that is there, and what is wrong with it.

        Args:
            raw: The body.
            kind: The media type that it has.
            parse: Parses it, if it is a form.

        Raises:
            UnreadableBody: It is a form that cannot be parsed.
        """
        if kind in FORM_TYPES:
            value: Json = self._form.read(await parse(self._declared))
            return value, violations_of(self._schema, value, "body")
        text = raw.decode("utf-8", "replace")
        if kind != _PLAIN_TEXT:
            return text, ()
        value = self._coerce(text)
        return value, violations_of(self._schema, value, "body")


class OtherBodies:
    """Reads the bodies of one operation that takes more than JSON."""

    def __init__(self, bundle: Bundle, declared: RequestBody) -> None:
        self._is_required = declared.required
        self._taken = [media.content_type for media in declared.media]
        self._media = tuple(
            (split_content_type(media.content_type)[0], OtherMedia(bundle, media))
            for media in declared.media
        )

    def find(self, content_type: str | None) -> tuple[str, OtherMedia]:
        """Returns the media type that is sent, and the declared one that it falls under.

        Without a content type the first one is meant.

        Raises:
            UnreadableBody: It falls under none.
        """
        if content_type is None and self._media:
            return self._media[0]
        kind, _ = split_content_type(content_type or "")
        for declared, media in self._media:
            if content_type is not None and matches(declared, kind):
                return kind if content_type else declared, media
        raise wrong_type(content_type or "", self._taken)

    async def read(self, raw: bytes, kind: str, media: OtherMedia, parse: Parse) -> Judged:
        """Returns the value of a body, and what is wrong with it.

        Args:
            raw: The body.
            kind: The media type that it has.
            media: The declared one that it falls under.
            parse: Parses it, if it is a form.

        Raises:
            UnreadableBody: It is a form that cannot be parsed.
        """
        if raw:
            return await media.read(raw, kind, parse)
        return ABSENT, (MISSING_BODY,) if self._is_required else ()
