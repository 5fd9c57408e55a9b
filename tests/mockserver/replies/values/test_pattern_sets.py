"""Sets of characters: their opposites, the named ones, and the best of each to look at."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockserver.replies.values.pattern_sets import good_ranges, inverted, property_ranges

RANGES = st.lists(
    st.tuples(st.integers(0, 0xD000), st.integers(0, 50)).map(
        lambda one: (one[0], one[0] + one[1])
    ),
    max_size=4,
).map(tuple)


def holds(ranges, code):
    return any(low <= code <= high for low, high in ranges)


@given(RANGES, st.integers(0, 0xD000))
def test_a_character_is_in_a_set_or_in_its_opposite(ranges, code):
    assert holds(ranges, code) != holds(inverted(ranges), code)


def test_the_opposite_never_holds_half_a_character():
    assert not holds(inverted(()), 0xD800)


@pytest.mark.parametrize("name", ["Lu", "Ll", "Nd", "L", "N", "Sc", "Zs", "Pd", "Sm"])
def test_a_property_names_characters_that_have_it(name):
    ranges = property_ranges(name)

    assert ranges
    for low, high in ranges:
        assert all(unicodedata.category(chr(code)).startswith(name) for code in (low, high))


def test_a_property_that_nobody_knows_names_nothing():
    assert property_ranges("Nope") == ()


def test_plain_letters_are_preferred():
    assert good_ranges(((33, 0x2FFF),)) == ((97, 122),)


def test_what_has_no_plain_letters_stays_as_it_is():
    assert good_ranges(((0x400, 0x410),)) == ((0x400, 0x410),)
