import pytest

from contracts.laws.batch_fates import (
    batch_failing_items_fail,
    batch_failures_carry_their_code,
    batch_good_items_succeed,
    batch_warned_items_succeed,
)
from tests.support.batches import found

LAWS = (
    batch_failing_items_fail,
    batch_failures_carry_their_code,
    batch_good_items_succeed,
    batch_warned_items_succeed,
)


@pytest.mark.parametrize(
    ("flaw", "laws"),
    [
        ("fails_good_after_bad", {"batch_good_items_succeed"}),
        ("accepts_bad_beside_good", {"batch_failing_items_fail"}),
        ("wrong_code_in_company", {"batch_failures_carry_their_code"}),
        ("fails_warned", {"batch_warned_items_succeed"}),
        ("forgets_warnings", {"batch_warned_items_succeed"}),
    ],
)
def test_flaw_is_found_by_the_law_that_is_meant(flaw: str, laws: set[str]) -> None:
    assert found(LAWS, flaw) == laws
