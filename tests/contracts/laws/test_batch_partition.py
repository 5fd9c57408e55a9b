import pytest

from contracts.laws.batch_partition import (
    batch_items_have_one_entry_each,
    batch_outcomes_partition_the_items,
    batch_references_point_at_items,
)
from tests.support.batches import found

LAWS = (
    batch_items_have_one_entry_each,
    batch_outcomes_partition_the_items,
    batch_references_point_at_items,
)


@pytest.mark.parametrize(
    ("flaw", "laws"),
    [
        (
            "loses_a_success",
            {"batch_items_have_one_entry_each", "batch_outcomes_partition_the_items"},
        ),
        (
            "lists_failed_as_done",
            {"batch_items_have_one_entry_each", "batch_outcomes_partition_the_items"},
        ),
        ("doubles_failures", {"batch_items_have_one_entry_each"}),
        (
            "counts_from_one",
            {"batch_outcomes_partition_the_items", "batch_references_point_at_items"},
        ),
        (
            "names_a_stranger_in_a_success",
            {"batch_outcomes_partition_the_items", "batch_references_point_at_items"},
        ),
    ],
)
def test_flaw_is_found_by_the_law_that_is_meant(flaw: str, laws: set[str]) -> None:
    assert found(LAWS, flaw) == laws
