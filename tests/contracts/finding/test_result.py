"""The values of a run cannot be changed once they are there."""

from dataclasses import FrozenInstanceError, replace
from typing import get_args

import pytest

from contracts.finding import Kind
from contracts.run.options import KINDS
from tests.support.runs import clean_run


def test_every_kind_of_item_can_be_run_but_a_comparison_of_documents() -> None:
    assert {*KINDS, "drift"} == set(get_args(Kind))


def test_result_cannot_be_changed() -> None:
    run = clean_run()

    with pytest.raises(FrozenInstanceError):
        run.seed = 1  # type: ignore[misc]
    assert replace(run, seed=run.seed) == run
