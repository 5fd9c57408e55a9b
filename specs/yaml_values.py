"""YAML text -> values, by libyaml's events: the core schema of YAML 1.2, nothing that runs away.

`on`, `no` and dates are texts. Tags, duplicate keys and aliases that contain themselves are
refused, so no text can name code or hide a value; so are texts whose nesting or aliases would make
every later reader run away.
"""

import math
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeAlias

import yaml

from specs.errors import UnreadableFile
from specs.source_text import Oddity
from specs.values import Json, Record

DEEPEST: Final = 200
"""Levels of nesting; hand-written and generated files stay far below. Readers take up to three
stack frames a level, so Python's default limit of 1000 holds."""

LARGEST: Final = 10_000_000
"""Values in a file after each alias is replaced by what it stands for."""

EXPECTED: Final = "YAML 1.2 or JSON, each key once, without tags or endless aliases"

_NUMBER: Final = re.compile(
    r"(?P<int>[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)"
    r"|(?P<float>[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?)"
)
_WORDS: Final[dict[str, Json]] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_CORE: Final = "tag:yaml.org,2002:"
_MERGE: Final = object()
"""Stands in a frame for the key `<<`."""

Event: TypeAlias = Any
"""An event of PyYAML, whose types say of every member that it may be missing."""

_COLLECTIONS: Final = (None, "!", _CORE + "map", _CORE + "seq")


class _Node(NamedTuple):
    """What an anchor stands for."""

    value: Json
    height: int
    size: int
    text: str | None
    """The text of a scalar."""


class _Frame:
    """A list or mapping that is not closed yet."""

    __slots__ = ("anchor", "height", "key", "line", "merged", "size", "value")

    def __init__(self, value: Json, anchor: str | None, line: int) -> None:
        self.value = value
        self.anchor = anchor
        self.line = line
        self.key: Json = None
        self.merged: Record | None = None
        self.height = 0
        self.size = 1


def build_values(text: str, path: Path, odd: Callable[[Oddity], None] | None = None) -> Json:
    """Returns the value that a YAML text spells.

    Args:
        text: One YAML document.
        path: Named in messages.
        odd: Is told of duplicate keys and tags instead of their being refused.

    Raises:
        UnreadableFile: The text holds nothing, or something that is refused.
        yaml.YAMLError: The text is not YAML.
    """
    return _Builder(path, odd).build(yaml.CSafeLoader(text))


class _Builder:
    """Puts values together as libyaml tells of their parts."""

    def __init__(self, path: Path, odd: Callable[[Oddity], None] | None) -> None:
        self._path = path
        self._odd = odd
        self._frames: list[_Frame] = []
        self._anchors: dict[str, _Node | None] = {}
        self._plain: dict[str, Json] = dict(_WORDS)
        self._root: list[Json] = []

    def build(self, loader: yaml.CSafeLoader) -> Json:
        next_event: Callable[[], Event] = loader.get_event
        while True:
            event = next_event()
            kind = type(event)
            if kind is yaml.ScalarEvent:
                self._scalar(event)
            elif kind is yaml.MappingStartEvent:
                self._open({}, event)
            elif kind is yaml.SequenceStartEvent:
                self._open([], event)
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                self._close()
            elif kind is yaml.AliasEvent:
                self._alias(event)
            elif kind is yaml.DocumentStartEvent and self._root:
                raise yaml.composer.ComposerError(
                    problem="expected a single document", problem_mark=event.start_mark
                )
            elif kind is yaml.StreamEndEvent:
                break
        if not self._root:
            raise UnreadableFile(
                "the file is empty", file=self._path, line=1, expected="a YAML mapping"
            )
        return self._root[0]

    def _open(self, value: Json, event: Event) -> None:
        line = event.start_mark.line + 1
        if event.tag not in _COLLECTIONS:
            self._tell(f"the tag {event.tag} is not allowed", line)
        if len(self._frames) >= DEEPEST:
            raise self._refuse(f"this is nested deeper than {DEEPEST} levels", line)
        if event.anchor is not None:
            self._anchors[event.anchor] = None
        self._frames.append(_Frame(value, event.anchor, line))

    def _close(self) -> None:
        frame = self._frames.pop()
        value = frame.value
        if frame.merged:
            own = dict(value)
            value.clear()
            value.update({**frame.merged, **own})
        if frame.height >= DEEPEST:
            raise self._refuse(f"aliases nest deeper than {DEEPEST} levels", frame.line)
        if frame.size > LARGEST:
            raise self._refuse(f"aliases stand for more than {LARGEST} values", frame.line)
        node = _Node(value, frame.height + 1, frame.size, None)
        if frame.anchor is not None:
            self._anchors[frame.anchor] = node
        self._put(node, frame.line)

    def _alias(self, event: Event) -> None:
        line = event.start_mark.line + 1
        if event.anchor not in self._anchors:
            raise self._refuse(f"undefined alias {event.anchor!r}", line)
        node = self._anchors[event.anchor]
        if node is None:
            raise self._refuse("an alias contains itself", line)
        self._put(node, line)

    def _put(self, node: _Node, line: int) -> None:
        """Adds a closed value to the one that is open."""
        if not self._frames:
            self._root.append(node.value)
            return
        frame = self._frames[-1]
        if node.height > frame.height:
            frame.height = node.height
        frame.size += node.size
        if type(frame.value) is list:
            frame.value.append(node.value)
        elif frame.key is None:
            if node.text is None:
                raise self._refuse("a key is a list or a mapping", line)
            self._name(frame, node.text, line)
            frame.size -= node.size
        elif frame.key is _MERGE:
            self._merge(frame, node.value, line)
            frame.key = None
        else:
            frame.value[frame.key] = node.value
            frame.key = None

    def _name(self, frame: _Frame, name: str, line: int) -> None:
        if name in frame.value:
            self._tell(f"the key {name!r} stands here twice", line)
        frame.key = name

    def _merge(self, frame: _Frame, value: Json, line: int) -> None:
        merged = frame.merged if frame.merged is not None else {}
        parts = value if isinstance(value, list) else [value]
        for part in reversed(parts):
            if not isinstance(part, dict):
                raise self._refuse("`<<` merges something that is not a mapping", line)
            merged.update(part)
        frame.merged = merged

    def _scalar(self, event: Event) -> None:
        text = event.value
        frame = self._frames[-1] if self._frames else None
        is_plain = event.implicit[0]
        if event.anchor is None and event.tag is None and frame is not None:
            # the two common cases, without a detour
            if type(frame.value) is dict and frame.key is None:
                line = event.start_mark.line + 1
                if is_plain and text == "<<":
                    frame.key = _MERGE
                else:
                    self._name(frame, text, line)
                return
            if frame.key is not _MERGE:
                value = text
                if is_plain:
                    value = self._plain.get(text, _MERGE)
                    if value is _MERGE:
                        value = self._resolve(text, event)
                if type(frame.value) is list:
                    frame.value.append(value)
                else:
                    frame.value[frame.key] = value
                    frame.key = None
                frame.size += 1
                if not frame.height:
                    frame.height = 1
                return
        node = _Node(self._tagged(text, event, is_plain=is_plain), 1, 1, text)
        if event.anchor is not None:
            self._anchors[event.anchor] = node
        self._put(node, event.start_mark.line + 1)

    def _resolve(self, text: str, event: Event) -> Json:
        """Returns what a plain scalar means."""
        value: Json = text
        if text[0] in "-+.0123456789" and (found := _NUMBER.fullmatch(text)):
            value = self._number(text, event, is_whole=found["int"] is not None)
        self._plain[text] = value
        return value

    def _number(self, text: str, event: Event, *, is_whole: bool) -> int | float:
        line = event.start_mark.line + 1
        try:
            if is_whole:
                return int(text, 0) if text[:2] in ("0o", "0x") else int(text)
            number = float(text)
        except ValueError as error:
            raise self._refuse(f"{text[:40]!r} cannot be read as a number", line) from error
        if not math.isfinite(number):
            raise self._refuse(f"the number {text[:40]} is too large", line)
        return number

    def _tagged(self, text: str, event: Event, *, is_plain: bool) -> Json:
        if event.tag in (None, "!"):
            if not is_plain:
                return text
            return _WORDS[text] if text in _WORDS else self._resolve(text, event)
        name = event.tag.removeprefix(_CORE)
        if name == "str":
            return text
        if name == "null" or (name == "bool" and isinstance(_WORDS.get(text), bool)):
            return _WORDS.get(text)
        if name in ("int", "float"):
            return self._number(text, event, is_whole=name == "int")
        self._tell(f"the tag {event.tag} is not allowed", event.start_mark.line + 1)
        return text

    def _tell(self, wrong: str, line: int) -> None:
        if self._odd is None:
            raise self._refuse(wrong, line)
        self._odd(Oddity(wrong, line))

    def _refuse(self, wrong: str, line: int) -> UnreadableFile:
        return UnreadableFile(wrong, file=self._path, line=line, expected=EXPECTED)
