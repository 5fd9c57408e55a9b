"""Kinds of items for a batch whose API declares none: the items of the documented examples."""

from collections.abc import Callable

from contracts.lawkit.batch import Item, ItemKind
from contracts.lawkit.session import Draw, Session
from specs.operation import Operation
from specs.values import Json, find


def kinds_from_examples(operation: Operation) -> tuple[ItemKind, ...]:
    """Returns one kind for each item of the request examples; only the answer tells its fate."""
    if operation.batch is None or operation.request_body is None:
        return ()
    items: list[Json] = []
    for media in operation.request_body.media:
        for example in media.examples.values():
            found = find(example, operation.batch.items)
            items += (
                [item for item in found if item not in items] if isinstance(found, list) else []
            )
    return tuple(
        ItemKind(
            id=f"example_{number}",
            operation=operation.operation_id or operation.label,
            fate="unknown",
            make=_always(item),
        )
        for number, item in enumerate(items, start=1)
    )


def _always(body: Json) -> Callable[[Session, Draw], Item]:
    def make(session: Session, draw: Draw) -> Item:
        return Item(body)

    return make
