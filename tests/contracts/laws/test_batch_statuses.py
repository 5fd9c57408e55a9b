import pytest

from contracts.laws.batch_statuses import (
    batch_of_bad_items_has_its_status,
    batch_of_good_items_has_its_status,
    batch_of_mixed_items_has_its_status,
    batch_of_warned_items_has_its_status,
    empty_batch_has_no_outcomes,
)
from specs.batch import PRESETS
from tests.support.batches import found

PLAIN = (
    batch_of_bad_items_has_its_status,
    batch_of_good_items_has_its_status,
    batch_of_mixed_items_has_its_status,
)


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize(
    ("flaw", "law"),
    [
        ("odd_status_if_all_good", "batch_of_good_items_has_its_status"),
        ("odd_status_if_mixed", "batch_of_mixed_items_has_its_status"),
        ("odd_status_if_all_bad", "batch_of_bad_items_has_its_status"),
    ],
)
def test_odd_status_is_found_under_every_preset(preset: str, flaw: str, law: str) -> None:
    assert found(PLAIN, flaw, preset) == {law}


def test_odd_status_of_warned_items_is_found() -> None:
    laws = (*PLAIN, batch_of_warned_items_has_its_status)

    assert found(laws, "odd_status_if_warned") == {"batch_of_warned_items_has_its_status"}


def test_outcomes_of_an_empty_batch_are_found() -> None:
    assert found((empty_batch_has_no_outcomes,), "speaks_of_nothing") == {
        "empty_batch_has_no_outcomes"
    }
