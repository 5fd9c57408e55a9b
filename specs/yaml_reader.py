"""Text of a YAML or JSON file -> values, with the line of every value.

YAML is read as its 1.2 core schema: `on`, `no` and dates are strings. Tags, duplicate keys and
self-containing aliases are refused, so no text can name code or hide a value; so are texts whose
nesting or aliases would make every later reader run away.
"""

import math
import re
from pathlib import Path
from typing import Final

import yaml

from specs.errors import UnreadableFile
from specs.values import Json, split_pointer

_DEEPEST: Final = 200
"""Levels of nesting; hand-written and generated files stay far below. Readers take up to three
stack frames a level, so Python's default limit of 1000 holds."""

_LARGEST: Final = 10_000_000
"""Values in a file after each alias is replaced by what it stands for."""

_SURROGATES: Final = re.compile(
    r"(?<!\\)((?:\\\\)*)\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})"
)
"""A character outside the basic plane as JSON escapes it."""

_COLLECTIONS: Final = ("tag:yaml.org,2002:map", "tag:yaml.org,2002:seq")

_EXPECTED: Final = "YAML 1.2 or JSON, each key once, without tags or endless aliases"


class _Loader(yaml.CSafeLoader):
    """libyaml's loader with the scalars of YAML 1.2's core schema and a limit to nesting."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, object]]] = {}  # noqa: RUF012 - PyYAML's own class attribute
    depth = 0

    def descend_resolver(self, current_node: yaml.Node | None, current_index: object) -> None:
        """Is called before each node is composed; composing deeper may overflow the C stack."""
        self.depth += 1
        if self.depth > _DEEPEST + 1:
            mark = current_node.start_mark if current_node is not None else None
            raise yaml.composer.ComposerError(
                problem=f"nested deeper than {_DEEPEST} levels", problem_mark=mark
            )

    def ascend_resolver(self) -> None:
        """Is called after each node is composed."""
        self.depth -= 1


def _resolve(tag: str, pattern: str, first: str) -> None:
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), list(first))


_resolve("null", r"^(?:~|null|Null|NULL|)$", "~nN")
_Loader.yaml_implicit_resolvers[""] = _Loader.yaml_implicit_resolvers["~"]
_resolve("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", "tTfF")
_resolve("int", r"^(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$", "-+0123456789")
_resolve(
    "float",
    r"^(?:[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?)$",
    "-+.0123456789",
)
_resolve("merge", r"^<<$", "<")


class SourceText:
    """A parsed file: its value, and the line on which each part of it stands."""

    def __init__(self, path: Path, node: yaml.Node) -> None:
        self.path = path
        self._root = node
        self.value: Json = _Builder(path).build(node)

    def line(self, where: str) -> int:
        """Returns the 1-based line of the value at a JSON pointer, or of its nearest ancestor."""
        node = self._root
        mark = node.start_mark
        for part in split_pointer(where):
            child = _child(node, part)
            if child is None:
                break
            mark, node = child
        return int(mark.line) + 1


def read_text(path: Path) -> SourceText:
    """Reads a YAML or JSON file.

    Raises:
        UnreadableFile: The file is missing, not UTF-8, not YAML, or says a key twice.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise UnreadableFile("there is no such file", file=path) from error
    except UnicodeDecodeError as error:
        raise UnreadableFile(
            f"byte {error.start} is not UTF-8", file=path, expected="a text file in UTF-8"
        ) from error
    except OSError as error:
        raise UnreadableFile(str(error.strerror or error), file=path) from error
    return parse_text(text, path)


def parse_text(text: str, path: Path) -> SourceText:
    """Parses YAML or JSON text; `path` is only named in messages.

    Raises:
        UnreadableFile: The text is not YAML, or says a key twice.
    """
    if path.suffix == ".json":
        text = _json_as_yaml(text)
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else None
        raise UnreadableFile(
            f"this is not YAML: {error.problem or error.context}",
            file=path,
            line=line,
            expected="YAML 1.2 or JSON",
            do="Correct the line or the one before it",
        ) from error
    except yaml.YAMLError as error:
        said = " ".join(str(error).split())
        raise UnreadableFile(f"this is not YAML: {said}", file=path) from error
    if node is None:
        raise UnreadableFile("the file is empty", file=path, line=1, expected="a YAML mapping")
    return SourceText(path, node)


def _json_as_yaml(text: str) -> str:
    """Replaces the two spellings of JSON that libyaml does not read; lines stay where they are."""
    spaced = text.replace("\t", " ")
    return _SURROGATES.sub(
        lambda found: (
            found[1] + bytes.fromhex(found[2] + found[3]).decode("utf-16-be", errors="replace")
        ),
        spaced,
    )


class _Builder:
    """Turns nodes into values; an alias gives the value of its anchor once."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._done: dict[int, Json] = {}
        self._open: set[int] = set()
        self._height: dict[int, int] = {}
        self._size: dict[int, int] = {}

    def build(self, node: yaml.Node) -> Json:
        key = id(node)
        if key in self._done:
            return self._done[key]
        if key in self._open:
            raise self._refuse("an alias contains itself", node)
        self._open.add(key)
        value = self._build(node)
        self._open.discard(key)
        self._done[key] = value
        self._measure(node)
        return value

    def _build(self, node: yaml.Node) -> Json:
        if isinstance(node, yaml.CollectionNode) and node.tag not in _COLLECTIONS:
            raise self._refuse(f"the tag {node.tag} is not allowed", node)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(child) for child in node.value]
        return self._scalar(node)

    def _measure(self, node: yaml.Node) -> None:
        """Refuses aliases that stand for each other so often that no reader comes to an end."""
        height, size = 0, 1
        for child in _children(node):
            height = max(height, self._height[id(child)])
            size += self._size[id(child)]
        if height >= _DEEPEST:
            raise self._refuse(f"aliases nest deeper than {_DEEPEST} levels", node)
        if size > _LARGEST:
            raise self._refuse(f"aliases stand for more than {_LARGEST} values", node)
        self._height[id(node)], self._size[id(node)] = height + 1, size

    def _mapping(self, node: yaml.MappingNode) -> dict[str, Json]:
        merged: dict[str, Json] = {}
        own: dict[str, Json] = {}
        for key_node, value_node in node.value:
            if key_node.tag == "tag:yaml.org,2002:merge":
                merged.update(self._merge(value_node))
                continue
            if not isinstance(key_node, yaml.ScalarNode):
                raise self._refuse("a key is a list or a mapping", key_node)
            name = key_node.value
            if name in own:
                raise self._refuse(f"the key {name!r} stands here twice", key_node)
            own[name] = self.build(value_node)
        return {**merged, **own}

    def _merge(self, node: yaml.Node) -> dict[str, Json]:
        value = self.build(node)
        parts = value if isinstance(value, list) else [value]
        merged: dict[str, Json] = {}
        for part in reversed(parts):
            if not isinstance(part, dict):
                raise self._refuse("`<<` merges something that is not a mapping", node)
            merged.update(part)
        return merged

    def _scalar(self, node: yaml.Node) -> Json:
        tag = node.tag.removeprefix("tag:yaml.org,2002:")
        text = node.value
        match tag:
            case "str":
                return text
            case "null":
                return None
            case "bool" if text.lower() in ("true", "false"):
                return text.lower() == "true"
            case "int" | "float":
                return self._number(tag, node)
        raise self._refuse(f"the tag {node.tag} is not allowed", node)

    def _number(self, tag: str, node: yaml.Node) -> int | float:
        text = node.value
        try:
            if tag == "int":
                return int(text, 0) if text[:2] in ("0o", "0x") else int(text)
            number = float(text)
        except ValueError as error:
            raise self._refuse(f"{text[:40]!r} cannot be read as a number", node) from error
        if not math.isfinite(number):
            raise self._refuse(f"the number {text[:40]} is too large", node)
        return number

    def _refuse(self, wrong: str, node: yaml.Node) -> UnreadableFile:
        return UnreadableFile(
            wrong, file=self._path, line=node.start_mark.line + 1, expected=_EXPECTED
        )


def _children(node: yaml.Node) -> list[yaml.Node]:
    if isinstance(node, yaml.MappingNode):
        return [value for _, value in node.value]
    return list(node.value) if isinstance(node, yaml.SequenceNode) else []


def _child(node: yaml.Node, part: str) -> tuple[yaml.Mark, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        for key_node, value_node in node.value:
            if key_node.value == part:
                return key_node.start_mark, value_node
    elif isinstance(node, yaml.SequenceNode) and part.isdecimal() and int(part) < len(node.value):
        child = node.value[int(part)]
        return child.start_mark, child
    return None
