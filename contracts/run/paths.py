"""Which operation a path belongs to; literal segments win over parameters."""

import re
from typing import Final
from urllib.parse import unquote

from specs.bundle import Bundle
from specs.operation import Operation

_PARAMETER: Final = re.compile(r"\{[^}]*\}")


class PathIndex:
    """Finds operations by method and path."""

    def __init__(self, bundle: Bundle) -> None:
        ordered = sorted(
            bundle.operations, key=lambda operation: len(_PARAMETER.findall(operation.path))
        )
        self._patterns = [(exact(operation.path), operation) for operation in ordered]

    def find(self, method: str, path: str) -> Operation | None:
        """Returns the operation of a percent-encoded path, or None."""
        for pattern, operation in self._patterns:
            if operation.method == method and pattern.fullmatch(path):
                return operation
        return None

    def of_path(self, path: str) -> tuple[Operation, ...]:
        """Returns all operations of a percent-encoded path, whatever their methods."""
        return tuple(operation for pattern, operation in self._patterns if pattern.fullmatch(path))


def exact(template: str) -> re.Pattern[str]:
    """Returns a pattern of exactly the paths of a template."""
    parts = [re.escape(unquote(part)) for part in _PARAMETER.split(template)]
    return re.compile("[^/?#]+".join(parts))
