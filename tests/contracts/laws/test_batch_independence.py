import pytest

from contracts.laws.batch_independence import (
    batch_items_fare_alone_as_in_company,
    batch_order_does_not_matter,
)
from tests.support.batches import found

LAWS = (
    batch_items_fare_alone_as_in_company,
    batch_order_does_not_matter,
)


@pytest.mark.parametrize(
    ("flaw", "laws"),
    [
        ("wrong_code_in_company", {"batch_items_fare_alone_as_in_company"}),
        ("fails_good_after_bad", {"batch_order_does_not_matter"}),
    ],
)
def test_flaw_is_found_by_the_law_that_is_meant(flaw: str, laws: set[str]) -> None:
    assert found(LAWS, flaw) == laws
