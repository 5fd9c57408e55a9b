import pytest

from contracts.laws.batch_entries import (
    batch_answers_tell_of_their_items_only,
    batch_successes_hold_their_members,
)
from tests.support.batches import found

LAWS = (
    batch_answers_tell_of_their_items_only,
    batch_successes_hold_their_members,
)


@pytest.mark.parametrize(
    ("flaw", "laws"),
    [
        ("tells_of_a_stranger", {"batch_answers_tell_of_their_items_only"}),
        ("tells_too_much", {"batch_successes_hold_their_members"}),
    ],
)
def test_flaw_is_found_by_the_law_that_is_meant(flaw: str, laws: set[str]) -> None:
    assert found(LAWS, flaw) == laws
