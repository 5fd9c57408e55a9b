"""A JSON value and its schema -> an XML document, as the `xml` keyword of OpenAPI says."""

from collections.abc import Mapping
from typing import Final

from mockserver.replies.writing.xml_names import plain_text, xml_attribute, xml_name, xml_text
from mockserver.replies.writing.xml_reading import XmlForm, XmlReading
from specs.document import Document
from specs.values import Json, Record

_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>'
_OWNED_PREFIXES: Final = ("xml", "xmlns")


def xml_document(document: Document, where: str | None, value: Json) -> str:
    """Returns a value as an XML document with one root.

    A list is wrapped in the root. Null is an empty element. What XML has no place for is replaced:
    a name loses its forbidden characters, a text those that no document may hold.

    Args:
        document: The description.
        where: JSON pointer of the schema that the value is valid for, if there is one.
        value: The value.
    """
    reading = XmlReading(document)
    places = (where,) if where is not None else ()
    form = reading.form(places)
    name = form.name or (reading.root_name(where) if where is not None else "root")
    writer = _Writer(reading, {})
    if isinstance(value, list):
        return _HEAD + writer.wrapper(places, value, name, form)
    return _HEAD + writer.element(places, value, name, form)


class _Writer:
    """Writes elements inside of an element whose prefixes are known."""

    def __init__(self, reading: XmlReading, scope: Mapping[str, str]) -> None:
        self._reading = reading
        self._scope = scope
        """Namespaces by the prefixes that are declared here."""

    def element(self, places: tuple[str, ...], value: Json, name: str, form: XmlForm) -> str:
        """Returns one element."""
        tag, declared, inner = self._named(name, form)
        attributes, content = inner.content(places, value)
        start = f"<{tag}{declared}{attributes}"
        return f"{start}>{content}</{tag}>" if content else f"{start}/>"

    def wrapper(self, places: tuple[str, ...], items: list[Json], name: str, form: XmlForm) -> str:
        """Returns an element that holds the items of a list."""
        tag, declared, inner = self._named(name, form)
        content = inner.items(places, items, name)
        start = f"<{tag}{declared}"
        return f"{start}>{content}</{tag}>" if content else f"{start}/>"

    def items(self, places: tuple[str, ...], items: list[Json], name: str) -> str:
        """Returns one element for each item of a list."""
        inside = self._reading.item(places)
        form = self._reading.form(inside)
        return "".join(self.any(inside, item, form.name or name, form) for item in items)

    def any(self, places: tuple[str, ...], value: Json, name: str, form: XmlForm) -> str:
        """Returns the elements of a value: several for a list that is not wrapped."""
        if not isinstance(value, list):
            return self.element(places, value, name, form)
        if form.is_wrapped:
            return self.wrapper(places, value, name, form)
        return self.items(places, value, name)

    def content(self, places: tuple[str, ...], value: Json) -> tuple[str, str]:
        """Returns the attributes and the content of an element."""
        if not isinstance(value, dict):
            return "", xml_text(plain_text(value))
        return self._members(places, value)

    def _members(self, places: tuple[str, ...], value: Record) -> tuple[str, str]:
        attributes: dict[str, str] = {}
        content = ""
        for key, item in value.items():
            inside = self._reading.member(places, key)
            form = self._reading.form(inside)
            is_plain = not isinstance(item, dict | list)
            if form.is_text and is_plain:
                content += xml_text(plain_text(item))
            elif form.is_attribute and is_plain:
                if item is not None:
                    tag, declared, _ = self._named(form.name or key, form, is_attribute=True)
                    attributes.setdefault(tag, declared + xml_attribute(tag, plain_text(item)))
            else:
                content += self.any(inside, item, form.name or key, form)
        return "".join(attributes.values()), content

    def _named(
        self, name: str, form: XmlForm, *, is_attribute: bool = False
    ) -> tuple[str, str, "_Writer"]:
        """Returns a name with its prefix, what declares that, and the writer of what is inside."""
        prefix = xml_name(form.prefix) if form.prefix else ""
        if prefix.lower() in _OWNED_PREFIXES:
            prefix = ""
        space = form.namespace or (self._scope.get(prefix) if prefix else None)
        if prefix and space is None:
            # nothing says what the prefix stands for, and a parser would refuse it
            prefix = ""
        declares = space is not None and self._scope.get(prefix) != space
        if is_attribute and not prefix:
            # an attribute without a prefix is in no namespace
            declares = False
        tag = f"{prefix}:{xml_name(name)}" if prefix else xml_name(name)
        if not declares or space is None:
            return tag, "", self
        word = f"xmlns:{prefix}" if prefix else "xmlns"
        return (
            tag,
            xml_attribute(word, space),
            _Writer(self._reading, {**self._scope, prefix: space}),
        )
