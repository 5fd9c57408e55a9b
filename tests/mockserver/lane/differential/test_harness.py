"""The harness itself: silent about two mocks that are alike, and loud about any flaw."""

import pytest

from tests.mockserver.lane.differential.flaws import FLAWS, flawed
from tests.mockserver.lane.differential.pair import Differs
from tests.mockserver.lane.differential.steps import sequence

SERVED = ("guarded", "bodies-31", "things", "batch", "odd", "styles-31")


@pytest.fixture(scope="module")
def alike(pair_of):
    """Two mocks that are alike, and sequences for them."""
    pair, requests = pair_of(*SERVED, compiles=(False, False))
    apis = [api.name for api in pair.plain.served()]
    return pair, [sequence(number, requests, apis, least=20) for number in range(300)]


def test_two_mocks_that_are_alike_agree(alike):
    pair, sequences = alike
    for steps in sequences[:30]:
        pair.agree_on(steps)


@pytest.mark.parametrize("flaw", FLAWS)
def test_a_flaw_of_one_mock_is_found(alike, flaw):
    pair, sequences = alike

    with flawed(pair, flaw):
        found = _first_difference(pair, sequences)

    assert found is not None
    assert len(found.steps) < 6


def _first_difference(pair, sequences):
    for steps in sequences:
        try:
            pair.agree_on(steps)
        except Differs as found:
            return found
    return None
