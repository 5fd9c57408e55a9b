"""YAML as values, event by event: tags build nothing, and what is nested without end is refused."""

from base64 import b64decode
from typing import Final

import yaml

from specs.values import Json

_DEEPEST: Final = 60
"""The parser's own way to values takes the process down on some thousands."""
_NULLS: Final = ("", "~", "null", "Null", "NULL")


class NotYaml(Exception):
    """The text is not YAML, or is none that can be used."""


def yaml_value(text: str) -> Json:
    """Returns the value of a document: scalars as text, but null as None, `!!binary` as bytes.

    >>> yaml_value("a: [1, ~, 'null']")
    {'a': ['1', None, 'null']}

    Raises:
        NotYaml: It is not YAML.
    """
    loader = yaml.CSafeLoader(text)
    try:
        for _ in range(2):  # The beginnings of the stream and of the document.
            loader.get_event()
        return _Reading(loader).value(loader.get_event(), 0)
    except (yaml.YAMLError, ValueError) as error:
        raise NotYaml from error
    finally:
        loader.dispose()


class _Reading:
    """One document while it is read."""

    def __init__(self, loader: yaml.CSafeLoader) -> None:
        self._loader = loader
        self._anchored: dict[str, Json] = {}

    def value(self, event: yaml.Event | None, depth: int) -> Json:
        """Returns the value that begins with an event."""
        if depth > _DEEPEST:
            raise NotYaml
        if isinstance(event, yaml.AliasEvent):
            return self._anchored.get(event.anchor or "")
        if isinstance(event, yaml.MappingStartEvent):
            value = self._mapping(depth)
        elif isinstance(event, yaml.SequenceStartEvent):
            value = self._sequence(depth)
        elif isinstance(event, yaml.ScalarEvent):
            value = _scalar(event)
        else:
            raise NotYaml
        if event.anchor:
            self._anchored[event.anchor] = value
        return value

    def _mapping(self, depth: int) -> Json:
        found: dict[str, Json] = {}
        while not isinstance(event := self._loader.get_event(), yaml.MappingEndEvent):
            name = self.value(event, depth + 1)
            found[str(name)] = self.value(self._loader.get_event(), depth + 1)
        return found

    def _sequence(self, depth: int) -> Json:
        found: list[Json] = []
        while not isinstance(event := self._loader.get_event(), yaml.SequenceEndEvent):
            found.append(self.value(event, depth + 1))
        return found


def _scalar(event: yaml.ScalarEvent) -> Json:
    if event.tag == "tag:yaml.org,2002:binary":
        return b64decode(event.value)
    is_plain = event.style is None or event.style == ""
    return None if is_plain and event.value in _NULLS else event.value
