import pytest

from contracts.laws.resource_reads import (
    reads_are_pure,
)
from tests.support.libraries import found

LAWS = (reads_are_pure,)


@pytest.mark.parametrize(
    ("flaw", "laws"),
    [
        ("counts_reads", {"reads_are_pure"}),
    ],
)
def test_flaw_is_found_by_the_law_that_is_meant(flaw: str, laws: set[str]) -> None:
    assert found(LAWS, flaw) == laws
