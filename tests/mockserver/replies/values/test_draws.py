"""Draws repeat for ever, and a neighbour does not disturb them."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from mockserver.replies.values.draws import Draw, seed_at


@given(st.integers(0, 2**64 - 1))
def test_equal_seeds_draw_equal_numbers(seed):
    one, other = Draw(seed), Draw(seed)

    assert [one.bits() for _ in range(5)] == [other.bits() for _ in range(5)]


def test_the_numbers_of_a_seed_never_change():
    draw = Draw(7)

    assert [draw.below(1000) for _ in range(4)] == [487, 804, 346, 203]


@given(st.integers(0, 2**64 - 1), st.integers(1, 2**90))
def test_a_number_lies_below_its_limit(seed, limit):
    assert 0 <= Draw(seed).below(limit) < limit


@given(st.integers(0, 2**64 - 1), st.integers(-50, 50), st.integers(0, 9))
def test_a_number_lies_between_its_ends(seed, low, span):
    assert low <= Draw(seed).between(low, low + span) <= low + span


def test_a_wide_range_is_used_to_its_end():
    assert max(Draw(seed).below(10**25) for seed in range(50)) > 10**24


def test_places_have_seeds_of_their_own():
    seeds = {seed_at(1, name) for name in ("a", "b", 0, 1)} | {seed_at(2, "a")}

    assert len(seeds) == 5


def test_a_name_that_is_no_text_has_a_seed():
    assert seed_at(1, "\ud800") != seed_at(1, "\ud801")


def test_a_uuid_is_one_of_version_4():
    assert UUID(Draw(3).uuid()).version == 4
