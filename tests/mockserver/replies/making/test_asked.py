"""Work is counted, and a place inside a value has a seed of its own."""

import pytest

from mockserver.replies.errors import CannotGenerate
from mockserver.replies.making.asked import Spot, Steps

ROOT = Spot((), 7, "", 0)


def test_a_place_keeps_its_seed_whatever_is_beside_it():
    assert ROOT.inside("a") == ROOT.inside("a")
    assert ROOT.inside("a").seed != ROOT.inside("b").seed


def test_an_item_is_called_as_its_list_is():
    item = ROOT.inside("tags").item(2, 2)

    assert (item.path, item.name, item.copy) == (("tags", "2"), "tags", 2)


def test_what_is_inside_of_a_copy_is_a_copy():
    assert ROOT.item(1, 1).inside("a").item(1, 1).copy == 2


def test_work_comes_to_an_end():
    steps = Steps()
    steps.left = 1
    steps.take(())

    with pytest.raises(CannotGenerate, match="/components/schemas/A"):
        steps.take(("/components/schemas/A",))


def test_choices_that_lead_nowhere_come_to_an_end():
    steps = Steps()

    assert steps.may_retry()
    assert not all(steps.may_retry() for _ in range(1000))
