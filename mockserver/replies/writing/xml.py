"""A JSON value and its schema -> an XML document, as the `xml` keyword of OpenAPI says."""

from collections.abc import Mapping
from typing import Final

from mockserver.replies.writing.xml_names import (
    plain_text,
    xml_attribute,
    xml_name,
    xml_namespace,
    xml_text,
)
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
        """Namespaces by the prefixes that are declared here; the one without is called nothing."""

    def element(self, places: tuple[str, ...], value: Json, name: str, form: XmlForm) -> str:
        """Returns one element."""
        tag, declared = self._named(name, form)
        inner = _Writer(self._reading, {**self._scope, **declared})
        if not isinstance(value, dict):
            return _whole(tag, _declarations(declared), xml_text(plain_text(value)))
        attributes, content = inner.members(places, value, declared)
        return _whole(tag, _declarations(declared) + attributes, content)

    def wrapper(self, places: tuple[str, ...], items: list[Json], name: str, form: XmlForm) -> str:
        """Returns an element that holds the items of a list."""
        tag, declared = self._named(name, form)
        inner = _Writer(self._reading, {**self._scope, **declared})
        return _whole(tag, _declarations(declared), inner.items(places, items, name))

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

    def members(
        self, places: tuple[str, ...], value: Record, declared: dict[str, str]
    ) -> tuple[str, str]:
        """Returns the attributes and the content of an element.

        Args:
            places: The schemas of the object.
            value: The object.
            declared: What the start of the element declares; attributes may add to it.
        """
        attributes: dict[str, str] = {}
        content = ""
        for key, item in value.items():
            inside = self._reading.member(places, key)
            form = self._reading.form(inside)
            is_plain = not isinstance(item, dict | list)
            if form.is_text and is_plain:
                content += xml_text(plain_text(item))
            elif not (form.is_attribute and is_plain):
                content += self.any(inside, item, form.name or key, form)
            elif item is not None:
                name = self._attribute(form.name or key, form, declared)
                attributes.setdefault(name, xml_attribute(name, plain_text(item)))
        return "".join(attributes.values()), content

    def _attribute(self, name: str, form: XmlForm, declared: dict[str, str]) -> str:
        """Returns the name of an attribute; one without a prefix is in no namespace."""
        prefix, space = self._space(form)
        if not prefix or space is None or declared.get(prefix, space) != space:
            return xml_name(name)
        if self._scope.get(prefix) != space:
            declared[prefix] = space
        return f"{prefix}:{xml_name(name)}"

    def _named(self, name: str, form: XmlForm) -> tuple[str, dict[str, str]]:
        """Returns the name of an element, and what it declares."""
        prefix, space = self._space(form)
        tag = f"{prefix}:{xml_name(name)}" if prefix else xml_name(name)
        is_known = space is None or self._scope.get(prefix) == space
        return tag, {} if is_known or space is None else {prefix: space}

    def _space(self, form: XmlForm) -> tuple[str, str | None]:
        """Returns a prefix that may be used, and the namespace."""
        prefix = xml_name(form.prefix) if form.prefix else ""
        if prefix.lower() in _OWNED_PREFIXES:
            prefix = ""
        if form.namespace:
            space = xml_namespace(form.namespace)
        else:
            space = self._scope.get(prefix) if prefix else None
        # a prefix that stands for nothing is one that a parser refuses
        return (prefix, space) if space is not None else ("", None)


def _whole(tag: str, attributes: str, content: str) -> str:
    start = f"<{tag}{attributes}"
    return f"{start}>{content}</{tag}>" if content else f"{start}/>"


def _declarations(declared: Mapping[str, str]) -> str:
    return "".join(
        xml_attribute(f"xmlns:{prefix}" if prefix else "xmlns", space)
        for prefix, space in declared.items()
    )
