"""Sets of characters: their opposites, both cases, and the named ones."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specs.patterns.sets import any_case, inverted, joined, property_ranges

YOUNGER = "Cn"
"""Category of what the validator knows already, and the interpreter does not."""
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
        found = {unicodedata.category(chr(code)) for code in (low, high)}
        assert all(one.startswith((name, YOUNGER)) for one in found)


def test_a_property_that_nobody_knows_names_nothing():
    assert property_ranges("Nope") == ()


@given(RANGES, RANGES, st.integers(0, 0xD000))
def test_a_character_of_a_union_is_in_one_of_its_sets(one, other, code):
    assert holds(joined(one, other), code) == (holds(one, code) or holds(other, code))


def test_both_cases_of_a_letter_go_together():
    assert any_case(((89, 98),)) == ((65, 66), (89, 98), (121, 122))
