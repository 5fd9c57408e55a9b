import pytest

from contracts.laws.resource_creation import (
    created_ids_are_fresh,
    created_is_answered_as_sent,
    created_is_read_back,
    failed_create_changes_no_list,
)
from tests.support.libraries import found

LAWS = (
    created_ids_are_fresh,
    created_is_answered_as_sent,
    created_is_read_back,
    failed_create_changes_no_list,
)


@pytest.mark.parametrize(
    ("flaw", "laws"),
    [
        ("stores_another_shelf", {"created_is_read_back"}),
        ("loses_what_it_makes", {"created_is_read_back"}),
        ("answers_other_pages", {"created_is_answered_as_sent"}),
        ("gives_one_id", {"created_ids_are_fresh"}),
        ("keeps_what_it_refuses", {"failed_create_changes_no_list"}),
    ],
)
def test_flaw_is_found_by_the_law_that_is_meant(flaw: str, laws: set[str]) -> None:
    assert found(LAWS, flaw) == laws
