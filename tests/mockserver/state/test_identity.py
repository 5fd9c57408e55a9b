"""Equal seeds and equal histories give equal draws; nothing else is promised to be equal."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from mockserver.state.identity import random_source, uuid_from


def test_equal_arguments_give_equal_draws():
    assert random_source(1, "shop", 2).random() == random_source(1, "shop", 2).random()


def test_seed_namespace_and_draw_each_matter():
    sources = [(1, "shop", 2), (2, "shop", 2), (1, "bank", 2), (1, "shop", 3)]

    assert len({random_source(*source).random() for source in sources}) == 4


def test_a_draw_is_the_same_on_every_machine():
    assert random_source(0, "shop", 0).getrandbits(32) == 1421546985


@given(st.integers(), st.text(), st.integers(min_value=0))
def test_every_draw_makes_a_lower_case_uuid_of_version_four(seed, namespace, draw):
    text = uuid_from(random_source(seed, namespace, draw))

    assert (str(UUID(text)), UUID(text).version) == (text, 4)
