import pytest

from contracts.laws.batch_state import (
    batch_effects_stay,
    batch_failed_items_change_nothing,
    batch_good_items_are_applied,
    batch_is_applied_whole_or_not_at_all,
)
from tests.support.batches import found

LAWS = (
    batch_effects_stay,
    batch_failed_items_change_nothing,
    batch_good_items_are_applied,
    batch_is_applied_whole_or_not_at_all,
)


@pytest.mark.parametrize(
    ("flaw", "laws"),
    [
        ("applies_failing", {"batch_failed_items_change_nothing"}),
        ("rolls_back", {"batch_good_items_are_applied"}),
        ("undoes_the_batch_before", {"batch_effects_stay", "batch_good_items_are_applied"}),
    ],
)
def test_flaw_is_found_by_the_law_that_is_meant(flaw: str, laws: set[str]) -> None:
    assert found(LAWS, flaw) == laws


def test_half_a_batch_is_found_where_all_or_none_is_said() -> None:
    assert found(LAWS, "applies_half", "all-or-none") == {"batch_is_applied_whole_or_not_at_all"}
