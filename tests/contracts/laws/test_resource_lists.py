import pytest

from contracts.laws.resource_lists import (
    filter_keeps_what_matches,
    filtered_items_match,
    filters_never_enlarge,
    list_holds_each_once,
    list_items_equal_single_reads,
)
from tests.support.libraries import found

LAWS = (
    filter_keeps_what_matches,
    filtered_items_match,
    filters_never_enlarge,
    list_holds_each_once,
    list_items_equal_single_reads,
)


@pytest.mark.parametrize(
    ("flaw", "laws"),
    [
        ("lists_other_shelves", {"list_items_equal_single_reads"}),
        ("lists_twice", {"list_holds_each_once"}),
        ("ignores_filters", {"filtered_items_match"}),
        ("drops_a_match", {"filter_keeps_what_matches"}),
        ("invents_when_filtered", {"filters_never_enlarge"}),
    ],
)
def test_flaw_is_found_by_the_law_that_is_meant(flaw: str, laws: set[str]) -> None:
    assert found(LAWS, flaw) == laws
