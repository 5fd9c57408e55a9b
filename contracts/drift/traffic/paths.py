"""Which operation a path belongs to, at a cost that does not grow with the operations."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote

from specs.operation import Operation

_PARAMETER: Final = re.compile(r"\{[^{}]*\}")


@dataclass(frozen=True, slots=True)
class Match:
    """An operation to whose path template a path fits."""

    operation: Operation
    literals: int
    """How many segments of the template are literal."""


@dataclass(slots=True)
class _Node:
    """What may follow after the first segments of a path."""

    literal: dict[str, "_Node"] = field(default_factory=dict)
    mixed: dict[str, tuple[re.Pattern[str], "_Node"]] = field(default_factory=dict)
    """Segments that hold parameters and text, such as `{id}.json`."""
    parameter: "_Node | None" = None
    operations: dict[str, Operation] = field(default_factory=dict)
    """By method, those that end here."""


class PathIndex:
    """Finds operations by method and path. Literal segments win, from the left."""

    def __init__(self, operations: Iterable[Operation]) -> None:
        self._root = _Node()
        for operation in operations:
            node = self._root
            for segment in _split(operation.path):
                node = _child(node, segment)
            node.operations.setdefault(operation.method, operation)

    def find(self, method: str, path: str) -> Match | None:
        """Returns the operation of a percent-encoded path, or None."""
        segments = [unquote(segment) for segment in _split(path)]
        return _find(self._root, segments, method, 0)

    def methods_of(self, path: str) -> frozenset[str]:
        """Returns the methods of all path templates that a percent-encoded path fits to."""
        segments = [unquote(segment) for segment in _split(path)]
        nodes = [self._root]
        for segment in segments:
            nodes = [after for node in nodes for after in _after(node, segment)]
        return frozenset(method for node in nodes for method in node.operations)


def _split(path: str) -> list[str]:
    return path.split("/")[1:]


def _child(node: _Node, segment: str) -> _Node:
    if "{" not in segment:
        return node.literal.setdefault(unquote(segment), _Node())
    if _PARAMETER.fullmatch(segment):
        node.parameter = node.parameter or _Node()
        return node.parameter
    literal = [re.escape(unquote(part)) for part in _PARAMETER.split(segment)]
    return node.mixed.setdefault("{}".join(literal), (re.compile(".+".join(literal)), _Node()))[1]


def _after(node: _Node, segment: str) -> Iterable[_Node]:
    """Yields what a segment leads to, the most literal first."""
    if segment in node.literal:
        yield node.literal[segment]
    for pattern, after in node.mixed.values():
        if pattern.fullmatch(segment):
            yield after
    if node.parameter is not None and segment:
        yield node.parameter


def _find(node: _Node, segments: list[str], method: str, literals: int) -> Match | None:
    if not segments:
        operation = node.operations.get(method)
        return Match(operation, literals) if operation is not None else None
    for after in _after(node, segments[0]):
        is_literal = after is not node.parameter and segments[0] != ""
        found = _find(after, segments[1:], method, literals + is_literal)
        if found is not None:
            return found
    return None
