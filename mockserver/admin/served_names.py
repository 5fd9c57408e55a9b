"""The names of what is served, for whoever reads the journal."""

from collections.abc import Callable, Iterable, Sequence

from mockserver.journal import SecretNames
from mockserver.lane.served import ServedApi
from specs.errors import nearest_name


class ServedNames:
    """Operations and secrets of the served APIs, collected anew when other APIs are served."""

    def __init__(self, served: Callable[[], Iterable[ServedApi]]) -> None:
        self._served = served
        self._seen: tuple[ServedApi, ...] = ()
        self._operations: tuple[tuple[str, str], ...] = ()
        self._secrets = SecretNames()

    @property
    def operations(self) -> Sequence[tuple[str, str]]:
        """Label, and path template with all that stands before it, of each operation."""
        self._look()
        return self._operations

    @property
    def secrets(self) -> SecretNames:
        """What the APIs call their credentials."""
        self._look()
        return self._secrets

    def nearest(self, operation: str) -> str:
        """Says what an operation may be called that none is called like; empty if one is."""
        self._look()
        labels = {label for label, _ in self._operations}
        ids = {one.operation_id for api in self._seen for one in api.bundle.operations}
        names = labels | {name for name in ids if name}
        if not operation or operation in names or any(mark in operation for mark in "*?["):
            return ""
        return (
            f"No served operation is called {operation}. {nearest_name(operation, names)}".strip()
        )

    def _look(self) -> None:
        seen = tuple(self._served())
        if len(seen) == len(self._seen) and all(map(_is, seen, self._seen)):
            return
        self._seen = seen
        self._operations = tuple(
            (operation.label, api.base + operation.path)
            for api in seen
            for operation in api.bundle.operations
        )
        schemes = [scheme for api in seen for scheme in api.bundle.schemes.values()]
        self._secrets = SecretNames.of(schemes, (path for _, path in self._operations))


def _is(one: object, other: object) -> bool:
    return one is other
