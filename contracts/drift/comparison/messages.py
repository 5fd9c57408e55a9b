"""The messages of one call: what is sent and what is answered."""

from collections.abc import Iterator

from contracts.drift.change import Change
from contracts.drift.comparison.bodies import compare_request_bodies
from contracts.drift.comparison.pair import Pair
from contracts.drift.comparison.parameters import compare_parameters
from contracts.drift.comparison.responses import compare_responses


def compare_messages(pair: Pair) -> Iterator[Change]:
    """Yields the changes of a request and its answers."""
    yield from compare_parameters(pair)
    yield from compare_request_bodies(pair)
    yield from compare_responses(pair)
