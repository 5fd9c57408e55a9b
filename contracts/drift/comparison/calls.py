"""The calls that a server makes: callbacks and webhooks, read as operations."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from contracts.drift.comparison.part import Part
from specs.bundle import Bundle
from specs.document import Document
from specs.errors import InvalidSpec
from specs.operation import Operation
from specs.operation_reader import read_path_item


@dataclass(frozen=True, slots=True)
class Callback:
    """One path item of a callback."""

    name: str
    expression: str
    """Where the server finds the URL to call."""
    item: str
    """JSON pointer of the path item."""

    @property
    def words(self) -> str:
        """What a reader finds it by: `callback onEvent {$request.body#/url}`."""
        return f"callback {self.name} {self.expression}"


def callbacks_of(operation: Part) -> Iterator[Callback]:
    """Yields the callbacks that an operation declares."""
    for name, callback in operation.members("callbacks").items():
        for expression in callback.value:
            item = callback.member(expression).pointer
            if item is not None and not expression.startswith("x-"):
                yield Callback(name, expression, item)


def webhooks_of(document: Document) -> dict[str, str]:
    """Returns the JSON pointers of the path items of all webhooks, by name."""
    items = Part(document, document.data, "").members("webhooks")
    return {name: item.pointer for name, item in items.items() if item.pointer is not None}


def read_calls(bundle: Bundle) -> Mapping[str, tuple[Operation, ...]]:
    """Reads the callbacks and webhooks of a document.

    Returns:
        By the JSON pointer of each path item, its operations that can be read.
    """
    document = bundle.document
    items = dict.fromkeys(webhooks_of(document).values())
    for operation in bundle.operations:
        part = Part.at(document, operation.pointer)
        items.update((one.item, None) for one in callbacks_of(part))
    return {item: _operations(document, item) for item in items}


def _operations(document: Document, item: str) -> tuple[Operation, ...]:
    """Returns the operations of a path item; what cannot be read cannot be compared either."""
    try:
        return read_path_item(document, item, item)
    except InvalidSpec:
        return ()
