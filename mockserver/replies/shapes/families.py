"""Discriminators: which schemas a value may turn out to be, and the word that says so."""

from collections.abc import Mapping
from functools import cached_property

from mockserver.replies.shapes.places import resolved, target
from specs.document import Document
from specs.values import Json, Record, pointer, split_pointer

_SCHEMAS = pointer("components", "schemas")


class Families:
    """The parents and children of one document."""

    def __init__(self, document: Document) -> None:
        self._document = document

    def words(self, discriminator: Record, where: str) -> Mapping[str, str]:
        """Returns the words of a discriminator's mapping by the place that each stands for.

        Args:
            discriminator: The object as written.
            where: Its JSON pointer.
        """
        mapping = discriminator.get("mapping")
        found: dict[str, str] = {}
        for word, reference in mapping.items() if isinstance(mapping, dict) else ():
            place = self._place(reference, where)
            if place is not None:
                found.setdefault(place, str(word))
        return found

    def _place(self, reference: Json, where: str) -> str | None:
        """A mapping names a schema, or refers to one."""
        if not isinstance(reference, str):
            return None
        named = _SCHEMAS + pointer(reference)
        if isinstance(self._document.at(named), dict):
            return named
        found = target(self._document, {"$ref": reference}, where) if "#" in reference else None
        return found if found and isinstance(self._document.at(found), dict) else None

    def word_of(self, place: str, words: Mapping[str, str]) -> str | None:
        """Returns the word for a schema: that of the mapping, else its name."""
        home = resolved(self._document, place)
        if home in words:
            return words[home]
        *holder, name = split_pointer(home) or [""]
        return name if pointer(*holder) == _SCHEMAS else None

    def children(self, parent: str) -> tuple[str, ...]:
        """Returns the schemas that hold a parent under `allOf`."""
        return self._children.get(parent, ())

    @cached_property
    def _children(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        schemas = self._document.at(_SCHEMAS)
        for name, schema in schemas.items() if isinstance(schemas, dict) else ():
            parts = schema.get("allOf") if isinstance(schema, dict) else None
            for part in parts if isinstance(parts, list) else ():
                parent = target(self._document, part, _SCHEMAS)
                if parent is not None:
                    found[parent] = (*found.get(parent, ()), _SCHEMAS + pointer(name))
        return found
