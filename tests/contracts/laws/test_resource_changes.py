import pytest

from contracts.laws.resource_changes import (
    deleted_is_gone,
    update_is_visible_at_once,
)
from tests.support.libraries import found

LAWS = (
    deleted_is_gone,
    update_is_visible_at_once,
)


@pytest.mark.parametrize(
    ("flaw", "laws"),
    [
        ("keeps_what_is_deleted", {"deleted_is_gone"}),
        ("forgets_updates", {"update_is_visible_at_once"}),
        ("clears_the_rest", {"update_is_visible_at_once"}),
    ],
)
def test_flaw_is_found_by_the_law_that_is_meant(flaw: str, laws: set[str]) -> None:
    assert found(LAWS, flaw) == laws
