import pytest

from contracts.laws.resource_pages import (
    page_count_covers_the_list,
    pages_fit_their_size,
    pages_have_a_default_size,
    pages_partition_the_list,
)
from tests.support.libraries import found

LAWS = (
    page_count_covers_the_list,
    pages_fit_their_size,
    pages_have_a_default_size,
    pages_partition_the_list,
)


@pytest.mark.parametrize(
    ("flaw", "laws"),
    [
        ("overlaps_pages", {"pages_partition_the_list"}),
        (
            "pages_too_large",
            {"pages_fit_their_size", "pages_have_a_default_size", "pages_partition_the_list"},
        ),
        ("default_is_everything", {"pages_have_a_default_size"}),
        ("counts_too_few_pages", {"page_count_covers_the_list"}),
    ],
)
def test_flaw_is_found_by_the_law_that_is_meant(flaw: str, laws: set[str]) -> None:
    assert found(LAWS, flaw) == laws
