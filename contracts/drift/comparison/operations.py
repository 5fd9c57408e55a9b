"""One operation that both documents have."""

from collections.abc import Iterator

from contracts.drift.change import Change
from contracts.drift.comparison.callbacks import compare_callbacks
from contracts.drift.comparison.lifetimes import compare_lifetimes
from contracts.drift.comparison.messages import compare_messages
from contracts.drift.comparison.pair import Pair, Place
from contracts.drift.comparison.security import compare_security
from contracts.drift.comparison.words import compare_words


def compare_operations(pair: Pair) -> Iterator[Change]:
    """Yields the changes of one operation."""
    yield from _names(pair)
    yield from compare_lifetimes(pair)
    yield from compare_security(pair)
    yield from compare_messages(pair)
    yield from compare_words(pair)
    yield from compare_callbacks(pair)


def _names(pair: Pair) -> Iterator[Change]:
    before, after = pair.base.operation_id, pair.revision.operation_id
    if before is not None and before != after:
        place = Place("operationId").of_word("operationId", *pair.parts)
        yield from pair.tell("operation_id_changed", place, before, after or "")
