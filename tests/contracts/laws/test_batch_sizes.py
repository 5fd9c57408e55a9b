import pytest

from contracts.laws.batch_sizes import (
    large_batches_are_applied,
    large_batches_keep_the_laws,
)
from tests.support.batches import found

LAWS = (
    large_batches_are_applied,
    large_batches_keep_the_laws,
)


@pytest.mark.parametrize(
    ("flaw", "laws"),
    [
        ("cuts_at_twenty", {"large_batches_keep_the_laws"}),
        ("forgets_beyond_ten", {"large_batches_are_applied"}),
    ],
)
def test_flaw_is_found_by_the_law_that_is_meant(flaw: str, laws: set[str]) -> None:
    assert found(LAWS, flaw) == laws
