"""The examples of a media type: which may be answered, and what is wrong with the others."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import orjson

from specs.bundle import Bundle
from specs.document import Document
from specs.errors import SpecError
from specs.media_types import family, is_json
from specs.operation import Media
from specs.schemas import CompiledSchema
from specs.values import ABSENT, Json

_JSON_STARTS: Final = ("{", "[", '"')


@dataclass(frozen=True, slots=True)
class InvalidExample:
    """An example that its own schema does not allow, and that is therefore not answered."""

    name: str
    """Its name among the examples; empty for one that stands in a schema."""
    place: str
    """`file:line` of what holds it."""
    message: str
    """What is wrong."""

    def __str__(self) -> str:
        what = f"the example {self.name}" if self.name else "the example of the schema"
        return f"{what} at {self.place} is not used: {self.message}"


class Examples:
    """The examples of one media type."""

    def __init__(self, bundle: Bundle, media: Media) -> None:
        self._bundle = bundle
        self._media = media
        self._is_json = is_json(media.content_type)
        self.invalid: list[InvalidExample] = []
        """Those that were looked at and are not valid."""

    def first(self) -> Json:
        """Returns the first valid example, or `ABSENT`."""
        for name in self._media.examples:
            value = self.named(name)
            if value is not ABSENT:
                return value
        return ABSENT

    def named(self, name: str) -> Json:
        """Returns an example if it is valid, else `ABSENT`.

        For a media type that is not JSON a text is the body itself, which only a schema for texts
        can judge.
        """
        value = self._media.examples[name]
        judge = self._judge()
        is_body = isinstance(value, str) and not self._is_json
        if judge is None or (is_body and not judges_text(self._bundle.document, self._media)):
            return value
        wrong: list[str] = []
        for candidate in _readings(value):
            violations = judge.violations(candidate, 1)
            if not violations:
                return candidate
            wrong += [f"{one.pointer or 'the value'}: {one.message}" for one in violations]
        place = self._bundle.document.place(self._media.pointer)
        self.invalid.append(InvalidExample(name, place, wrong[0]))
        return ABSENT

    def _judge(self) -> CompiledSchema | None:
        if self._media.schema is None:
            return None
        try:
            return self._bundle.schemas.compile(self._media.schema, "response")
        except SpecError:
            return None


def judges_text(document: Document, media: Media) -> bool:
    """Whether the schema of a media type is about the text of the body itself."""
    if media.schema is None or not media.content_type.lower().startswith("text/"):
        return False
    if family(media.content_type) is not None:
        return False
    schema, _ = document.dereference(document.at(media.schema), media.schema)
    return isinstance(schema, dict) and schema.get("type") == "string"


def _readings(value: Json) -> Iterator[Json]:
    """Yields an example as it is written, and what it says if it is a text of JSON."""
    yield value
    if isinstance(value, str) and value.lstrip().startswith(_JSON_STARTS):
        try:
            yield orjson.loads(value)
        except orjson.JSONDecodeError:
            return
