"""What a description says about the XML form of a value: the `xml` keyword, wherever it stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from mockserver.replies.shapes.places import target
from specs.document import Document
from specs.values import Record, pointer, split_pointer

_COMBINED: Final = ("allOf", "oneOf", "anyOf")
_CONDITIONAL: Final = ("if", "then", "else")
_ROOT: Final = "root"


@dataclass(frozen=True, slots=True)
class XmlForm:
    """How the values of one schema are written."""

    name: str | None = None
    prefix: str | None = None
    namespace: str | None = None
    is_attribute: bool = False
    is_wrapped: bool = False
    is_text: bool = False
    """Whether it is the text of the element around it."""


class XmlReading:
    """Finds the XML forms of one document."""

    def __init__(self, document: Document) -> None:
        self._document = document

    def form(self, places: tuple[str, ...]) -> XmlForm:
        """Returns the form of the values of some schemas; the outermost `xml` counts."""
        for _, schema in self._schemas(places):
            said = schema.get("xml")
            if isinstance(said, dict):
                kind = said.get("nodeType")
                return XmlForm(
                    name=_text(said, "name"),
                    prefix=_text(said, "prefix"),
                    namespace=_text(said, "namespace"),
                    is_attribute=said.get("attribute") is True or kind == "attribute",
                    is_wrapped=said.get("wrapped") is True or kind == "element",
                    is_text=kind in ("text", "cdata"),
                )
        return XmlForm()

    def root_name(self, place: str) -> str:
        """Returns the name of a document's element: said by `xml`, else the schema's own."""
        name = _ROOT
        for _ in range(50):
            parts = split_pointer(place)
            if parts[:2] == ["components", "schemas"] and len(parts) == 3:
                name = parts[2]
            following = target(self._document, self._document.at(place), place)
            if following is None or following == place:
                break
            place = following
        return name

    def member(self, places: tuple[str, ...], name: str) -> tuple[str, ...]:
        """Returns the schemas of a member of an object."""
        named, rest = [], []
        for place, schema in self._schemas(places):
            properties = schema.get("properties")
            if isinstance(properties, dict) and name in properties:
                named.append(place + pointer("properties", name))
            elif isinstance(schema.get("additionalProperties"), dict):
                rest.append(f"{place}/additionalProperties")
        return tuple(named or rest)

    def item(self, places: tuple[str, ...]) -> tuple[str, ...]:
        """Returns the schemas of the items of an array."""
        return tuple(
            f"{place}/items"
            for place, schema in self._schemas(places)
            if isinstance(schema.get("items"), dict)
        )

    def _schemas(self, places: tuple[str, ...]) -> Iterator[tuple[str, Record]]:
        """Yields every schema that may speak about a value, the outermost first."""
        seen: set[str] = set()
        waiting = list(places)
        while waiting:
            place = waiting.pop(0)
            schema = self._document.at(place)
            if place in seen or not isinstance(schema, dict):
                continue
            seen.add(place)
            yield place, schema
            following = target(self._document, schema, place)
            if following is not None:
                waiting.append(following)
            for keyword in _COMBINED:
                parts = schema.get(keyword)
                size = len(parts) if isinstance(parts, list) else 0
                waiting.extend(f"{place}/{keyword}/{index}" for index in range(size))
            waiting.extend(f"{place}/{keyword}" for keyword in _CONDITIONAL if keyword in schema)


def _text(said: Record, name: str) -> str | None:
    found = said.get(name)
    return found if isinstance(found, str) and found else None
