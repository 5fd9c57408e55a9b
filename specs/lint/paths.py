"""Paths are told apart, and their templates agree with their parameters."""

import re
from collections.abc import Iterator
from typing import Final

from specs.bundle import Bundle
from specs.lint.finding import LintFinding, in_document
from specs.operation import Operation
from specs.values import pointer

_NAME: Final = re.compile(r"\{([^}]*)\}")


def path_shapes_differ(bundle: Bundle) -> Iterator[LintFinding]:
    """No two paths are equal up to the names of their parameters."""
    first: dict[str, str] = {}
    for path in _paths(bundle):
        shape = _shape(path)
        if shape in first:
            message = f"{path} matches the same requests as {first[shape]}"
            yield in_document(bundle, "path_shapes_differ", pointer("paths", path), message)
        first.setdefault(shape, path)


def operations_collide(bundle: Bundle) -> Iterator[LintFinding]:
    """No two operations of one method stand on paths that match the same requests."""
    first: dict[tuple[str, str], Operation] = {}
    for operation in bundle.operations:
        key = (operation.method, _shape(operation.path))
        other = first.setdefault(key, operation)
        if other is not operation:
            message = f"{operation.label} answers the same requests as {other.label}"
            yield in_document(bundle, "operations_collide", operation.pointer, message)


def path_parameters_agree(bundle: Bundle) -> Iterator[LintFinding]:
    """The names in a path template are the path parameters of its operations, each once."""
    for operation in bundle.operations:
        written = _NAME.findall(operation.path)
        declared = [one.name for one in operation.parameters if one.place == "path"]
        for name in sorted(set(written) - set(declared)):
            yield _disagrees(bundle, operation, f"does not declare the path parameter {name}")
        for name in sorted(set(declared) - set(written)):
            message = f"declares the path parameter {name}, which its path does not name"
            yield _disagrees(bundle, operation, message)
        for name in sorted({name for name in written if written.count(name) > 1}):
            yield _disagrees(bundle, operation, f"names {name} twice in its path")


def _disagrees(bundle: Bundle, operation: Operation, fact: str) -> LintFinding:
    message = f"{operation.label} {fact}"
    return in_document(bundle, "path_parameters_agree", operation.pointer, message)


def _paths(bundle: Bundle) -> list[str]:
    return [path for path in bundle.document.data.get("paths", {}) if path.startswith("/")]


def _shape(path: str) -> str:
    return _NAME.sub("{}", path)
