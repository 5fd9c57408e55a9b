"""What each operation of an API will answer from, which way its requests take, and why.

Told before anything is served.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from mockserver.lane.parts import OperationParts
from mockserver.lane.way import Way, way_of
from mockserver.replies.errors import CannotGenerate
from mockserver.replies.resources import ResourceHandlers, resource_handlers
from mockserver.replies.responder import GenericReply, Responder
from mockserver.stubkit import Stub, gather
from specs.bundle import Bundle
from specs.operation import Operation
from specs.resources import Action
from specs.values import Record

Source = Literal["stub", "state", "example", "generated", "nothing"]
"""Who will speak: the header `Mock-Answer` of a success, or nobody."""

_STYLES: Final[dict[Source, str]] = {
    "stub": "green",
    "state": "green",
    "example": "cyan",
    "generated": "yellow",
    "nothing": "red",
}


@dataclass(frozen=True, slots=True)
class Outlook:
    """What one operation will answer from."""

    operation: str
    """Its label, such as `GET /things/{id}`."""
    operation_id: str | None
    source: Source
    reason: str
    """Why, as a phrase."""
    way: Way
    """The way that its requests take."""
    resource: str | None = None
    """The kind of thing, as records are filed under it; for `state` only."""
    action: Action | None = None
    """What is done with it; for `state` only."""
    example: str | None = None
    """The name of the example; None also for one that stands in a schema."""

    def to_record(self) -> Record:
        """Returns it as JSON."""
        return {
            "operation": self.operation,
            "operation_id": self.operation_id,
            "source": self.source,
            "resource": self.resource,
            "action": self.action,
            "example": self.example,
            "reason": self.reason,
            "way": self.way.word,
            "way_reason": self.way.reason,
        }


@dataclass(frozen=True, slots=True)
class Inspection:
    """What an API will answer from."""

    api: str
    operations: tuple[Outlook, ...]
    """In the order of the document."""
    left_out: tuple[str, ...]
    """What of the description could not be used, a paragraph each."""
    notes: tuple[str, ...]
    """Examples that are passed over since their schemas do not allow them, a line each."""

    @property
    def counts(self) -> dict[str, int]:
        """How many operations answer from each source that there is."""
        found = Counter(one.source for one in self.operations)
        return {source: found[source] for source in _STYLES if found[source]}

    @property
    def ways(self) -> dict[str, int]:
        """How many operations take each way that there is."""
        return dict(Counter(one.way.word for one in self.operations))

    def to_record(self) -> Record:
        """Returns it as JSON."""
        return {
            "api": self.api,
            "counts": self.counts,
            "ways": self.ways,
            "operations": [one.to_record() for one in self.operations],
            "left_out": list(self.left_out),
            "notes": list(self.notes),
        }


def inspect_bundle(bundle: Bundle, *, seed: int = 0) -> Inspection:
    """Works out what each operation of an API will answer from, and which way requests take.

    Args:
        bundle: The API.
        seed: The seed that it will be served with.

    Raises:
        InvalidPart: The stub of its folder cannot be used.
    """
    stub, handlers = _stub(bundle), resource_handlers(bundle, seed=seed)
    outlooks: list[Outlook] = []
    notes: dict[str, None] = {}
    for operation in bundle.operations:
        made = _made(bundle, operation, seed)
        parts = OperationParts(bundle, operation, stub, resources=handlers, seed=seed)
        outlooks.append(_outlook(parts, handlers, made))
        if isinstance(made, GenericReply):
            notes |= {f"{operation.label}: {wrong}": None for wrong in made.invalid}
    left_out = tuple(str(one) for one in bundle.left_out)
    return Inspection(bundle.name, tuple(outlooks), left_out, tuple(notes))


def render(inspection: Inspection) -> RenderableType:
    """Returns an inspection as a terminal shows it."""
    return Group(*_parts(inspection))


def _parts(inspection: Inspection) -> Iterator[RenderableType]:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("operation", overflow="fold")
    table.add_column("way", no_wrap=True)
    table.add_column("answers from", no_wrap=True)
    table.add_column("because it", overflow="fold")
    for one in inspection.operations:
        source = Text(_told(one), style=_STYLES[one.source])
        table.add_row(Text(one.operation), Text(one.way.word), source, Text(one.reason))
    yield table
    told = _counted(inspection.counts) or "no operations"
    ways = f"; ways: {_counted(inspection.ways)}" if inspection.ways else ""
    yield Text(f"\n{inspection.api}: {told}{ways}", style="bold")
    for title, lines in (
        ("Left to the stock stack", _left_to_stock(inspection)),
        ("Left out of the description", inspection.left_out),
        ("Examples that are not used", inspection.notes),
    ):
        if lines:
            yield Text(f"\n{title}", style="bold")
            yield from (Text(f"  {line}") for line in lines)


def _counted(counts: dict[str, int]) -> str:
    return ", ".join(f"{count} {word}" for word, count in counts.items())


def _left_to_stock(inspection: Inspection) -> tuple[str, ...]:
    return tuple(
        f"{one.operation} {one.way.reason}"
        for one in inspection.operations
        if one.way.word == "stock"
    )


def _told(one: Outlook) -> str:
    if one.source == "state":
        return f"state: {one.action} {one.resource}"
    return f"{one.source}: {one.example}" if one.example else one.source


def _stub(bundle: Bundle) -> Stub:
    module = bundle.load_module("stub")
    if module is None:
        return Stub()
    ids = [operation.operation_id or "" for operation in bundle.operations]
    return gather(module, operation_ids=ids, schemes=bundle.schemes)


def _made(bundle: Bundle, operation: Operation, seed: int) -> GenericReply | CannotGenerate:
    try:
        return Responder(bundle, operation, seed).reply()
    except CannotGenerate as error:
        return error


def _outlook(
    parts: OperationParts, handlers: ResourceHandlers, made: GenericReply | CannotGenerate
) -> Outlook:
    operation, way = parts.operation, way_of(parts)
    label, name = operation.label, operation.operation_id
    if name in parts.stub.operations:
        return Outlook(label, name, "stub", "has a handler in the stub", way)
    decision = handlers.decision(label)
    if decision.resource is not None:
        kind, action = decision.resource.kind.name, decision.resource.action
        return Outlook(label, name, "state", decision.reason, way, resource=kind, action=action)
    why = f"has no state: {decision.reason}"
    if isinstance(made, CannotGenerate):
        return Outlook(label, name, "nothing", f"{why}; and {made}", way)
    if made.speaker != "example":
        return Outlook(label, name, "generated", why, way)
    return Outlook(label, name, "example", why, way, example=_example(operation, made))


def _example(operation: Operation, made: GenericReply) -> str | None:
    """Returns the name of the example that a reply was taken from."""
    response = operation.response(made.reply.status)
    for media in response.media if response is not None else ():
        for name, value in media.examples.items():
            if value == made.reply.body:
                return name
    return None
