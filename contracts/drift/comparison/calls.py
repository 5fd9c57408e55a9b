"""The calls that a server makes: callbacks and webhooks, read as operations."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from contracts.drift.comparison.part import Part
from specs.bundle import Bundle
from specs.document import Document
from specs.errors import InvalidSpec
from specs.operation import Operation
from specs.operation_reader import read_operations
from specs.references import local_reference
from specs.values import Json, Record


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
    if not items:
        return {}
    paths = {f"/{index}": {"$ref": local_reference(item)} for index, item in enumerate(items)}
    found: dict[str, list[Operation]] = {}
    places = dict(zip(paths, items, strict=True))
    for one in read_operations(_Window(document, paths), _pass_over):
        found.setdefault(places[one.path], []).append(one)
    return {item: tuple(operations) for item, operations in found.items()}


def _pass_over(_path: str, _method: str, _flaw: InvalidSpec) -> None:
    """What cannot be read cannot be compared either."""


class _Window(Document):
    """A document as if its paths were others; references find all that is in it."""

    def __init__(self, document: Document, paths: Record) -> None:
        self.__dict__.update(document.__dict__)
        self._whole = document
        self.data = {**document.data, "paths": paths}

    def at(self, where: str) -> Json:
        return self._whole.at(where)
