"""On which line each part of a YAML text stands, found out when the first line is asked for."""

from collections.abc import Callable
from typing import Final, TypeAlias

import yaml

from specs.values import split_pointer
from specs.yaml_values import Event

_MERGE: Final = "<<"


class _Place:
    """Where a list or a mapping stands, and where its members do, by name or by index."""

    __slots__ = ("is_mapping", "key", "line", "members", "merged")

    def __init__(self, line: int, *, is_mapping: bool) -> None:
        self.line = line
        self.is_mapping = is_mapping
        self.members: dict[str, _Member] = {}
        self.merged: list[_Place] | None = None
        self.key: tuple[str, int] | None = None
        """The key whose value comes next, and its line."""

    def add(self, value: "_Value", line: int, *, is_plain: bool) -> None:
        """Takes in the next key, value or item.

        Args:
            value: A scalar's text, or the place of something larger.
            line: Where it is written; an alias is written elsewhere than what it stands for.
            is_plain: Whether it is a scalar without quotation marks.
        """
        place = value if isinstance(value, _Place) else None
        if not self.is_mapping:
            self.members[str(len(self.members))] = (place.line if place else line, place)
        elif self.key is None:
            name = value if isinstance(value, str) else ""
            self.key = (name, line)
            if name == _MERGE and is_plain:
                self.merged = self.merged or []
        else:
            name, line = self.key
            self.key = None
            self.members[name] = (line, place)
            if name == _MERGE and place is not None and self.merged is not None:
                self.merged.append(place)

    def find(self, name: str) -> "_Member | None":
        """Returns the line and the place of a member, one that is merged in included."""
        found = self.members.get(name)
        for part in (self.merged or ()) if found is None else ():
            parts = [part] if part.is_mapping else [item for _, item in part.members.values()]
            found = next((one for item in parts if item and (one := item.find(name))), found)
        return found


_Value: TypeAlias = _Place | str
_Member: TypeAlias = tuple[int, _Place | None]


class YamlLines:
    """The lines of a text that is known to be readable YAML."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._root: _Place | None = None

    def line(self, where: str) -> int:
        """Returns the 1-based line of the value at a JSON pointer, or of its nearest ancestor."""
        self._root = self._root or _read(self._text)
        place: _Place | None = self._root
        line = self._root.line
        for part in split_pointer(where):
            found = place.find(part) if place is not None else None
            if found is None:
                break
            line, place = found
        return line


def _read(text: str) -> _Place:
    next_event: Callable[[], Event] = yaml.CSafeLoader(text).get_event
    root = _Place(1, is_mapping=False)
    open_places = [root]
    anchors: dict[str, _Value] = {}
    value: _Value
    while type(event := next_event()) is not yaml.StreamEndEvent:
        kind = type(event)
        if kind is yaml.ScalarEvent:
            value = event.value
        elif kind is yaml.AliasEvent:
            value = anchors[event.anchor]
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            line = event.start_mark.line + 1
            value = _Place(line, is_mapping=kind is yaml.MappingStartEvent)
        else:
            if kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                open_places.pop()
            continue
        is_plain = kind is yaml.ScalarEvent and event.implicit[0]
        open_places[-1].add(value, event.start_mark.line + 1, is_plain=is_plain)
        if kind is yaml.AliasEvent:
            continue
        if event.anchor is not None:
            anchors[event.anchor] = value
        if isinstance(value, _Place):
            open_places.append(value)
    return root.members["0"][1] or _Place(root.members["0"][0], is_mapping=False)
