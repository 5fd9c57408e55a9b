"""Path -> operation, over all APIs, in time that does not grow with their number."""

import re
from dataclasses import dataclass, field
from typing import Final, Generic, NamedTuple, TypeVar
from urllib.parse import unquote

Target = TypeVar("Target")

_NAME: Final = re.compile(r"\{([^{}]+)\}")


class Match(NamedTuple, Generic[Target]):
    """A path that is known: what answers each method, and the raw path parameters."""

    methods: dict[str, Target]
    values: tuple[str, ...]
    """Decoded values of the path parameters, in the order of the template."""


@dataclass(slots=True)
class _Node(Generic[Target]):
    literals: dict[str, "_Node[Target]"] = field(default_factory=dict)
    patterns: list[tuple[re.Pattern[str], "_Node[Target]"]] = field(default_factory=list)
    """Segments such as `{id}.json`, tried in the order they were added."""
    wildcard: "_Node[Target] | None" = None
    methods: dict[str, Target] = field(default_factory=dict)
    owners: set[str] = field(default_factory=set)
    """Names of the APIs that have a path through here."""


class PathTree(Generic[Target]):
    """A tree of path segments. A literal beats a pattern, a pattern beats a parameter."""

    def __init__(self) -> None:
        self._root: _Node[Target] = _Node()
        self._literals: dict[str, dict[str, Target]] = {}
        """What answers each method, by templates that stand in a path as they are."""

    def add(self, template: str, method: str, target: Target, owner: str) -> Target | None:
        """Adds an operation.

        Returns:
            The target that already answers this method on a path of the same shape; if there is
            one, nothing is added.
        """
        node = self._root
        node.owners.add(owner)
        for segment in template.split("/")[1:]:
            node = _child(node, segment if "{" in segment else unquote(segment))
            node.owners.add(owner)
        if method in node.methods:
            return node.methods[method]
        node.methods[method] = target
        if "{" not in template and "%" not in template:
            self._literals[template] = node.methods
        return None

    def replace(self, template: str, method: str, target: Target) -> None:
        """Lets something else answer a method of a path that is known."""
        node = self._root
        for segment in template.split("/")[1:]:
            node = _child(node, segment if "{" in segment else unquote(segment))
        node.methods[method] = target

    def literal(self, raw_path: str) -> dict[str, Target] | None:
        """Returns what answers each method of a path, where a template without parameters is it.

        Such a template is nearer than any other one, so nothing else has to be looked at.
        """
        return self._literals.get(raw_path)

    def find(self, raw_path: str) -> Match[Target] | None:
        """Returns what a percent-encoded path names, or None."""
        segments = raw_path.split("/")
        del segments[0]
        if "%" in raw_path:
            segments = [unquote(segment) for segment in segments]
        node = self._root
        values: tuple[str, ...] = ()
        # Down to where there is a choice, without a step of its own for each segment.
        for index, segment in enumerate(segments):
            literal, wildcard = node.literals.get(segment), node.wildcard
            if node.patterns or (literal is not None and wildcard is not None):
                return _find(node, segments, index, values)
            if literal is not None:
                node = literal
            elif wildcard is not None and segment:
                node, values = wildcard, (*values, segment)
            else:
                return None
        return Match(node.methods, values) if node.methods else None

    def owner(self, raw_path: str) -> str | None:
        """Returns the one API whose paths begin like this one, if there is exactly one."""
        node = self._root
        for segment in raw_path.split("/")[1:]:
            step = node.literals.get(unquote(segment)) or node.wildcard
            if step is None:
                break
            node = step
        return next(iter(node.owners)) if len(node.owners) == 1 else None


def _child(node: _Node[Target], segment: str) -> _Node[Target]:
    if "{" not in segment:
        return node.literals.setdefault(segment, _Node())
    if _NAME.fullmatch(segment):
        if node.wildcard is None:
            node.wildcard = _Node()
        return node.wildcard
    pattern = _pattern(segment)
    for known, same in node.patterns:
        if known.pattern == pattern.pattern:
            return same
    child: _Node[Target] = _Node()
    node.patterns.append((pattern, child))
    return child


def _pattern(segment: str) -> re.Pattern[str]:
    parts = _NAME.split(segment)
    return re.compile(
        "".join("(.+?)" if index % 2 else re.escape(part) for index, part in enumerate(parts))
    )


def _find(
    node: _Node[Target], segments: list[str], index: int, values: tuple[str, ...]
) -> Match[Target] | None:
    if index == len(segments):
        return Match(node.methods, values) if node.methods else None
    segment = segments[index]
    literal = node.literals.get(segment)
    if literal is not None and (found := _find(literal, segments, index + 1, values)):
        return found
    for pattern, child in node.patterns:
        match = pattern.fullmatch(segment)
        if match and (found := _find(child, segments, index + 1, (*values, *match.groups()))):
            return found
    if node.wildcard is not None and segment:
        return _find(node.wildcard, segments, index + 1, (*values, segment))
    return None
