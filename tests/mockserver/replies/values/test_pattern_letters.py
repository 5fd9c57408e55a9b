"""Of each set of characters, the best to look at are taken."""

from mockserver.replies.values.pattern_letters import good_ranges, with_good_letters
from specs.patterns import read_pattern
from specs.patterns.parts import Letter


def test_plain_letters_are_preferred():
    assert good_ranges(((33, 0x2FFF),)) == ((97, 122),)


def test_what_has_no_plain_letters_stays_as_it_is():
    assert good_ranges(((0x400, 0x410),)) == ((0x400, 0x410),)


def test_a_pattern_asks_for_good_letters_wherever_it_asks_for_any():
    everywhere = r"(\w)|(?=.)[!-~]*(?<name>\S)\1$"

    expected = read_pattern(r"([a-z])|(?=[a-z])[a-z]*(?<name>[a-z])\1$")

    assert with_good_letters(read_pattern(everywhere)) == expected


def test_of_another_script_the_letters_of_today_are_taken():
    assert with_good_letters(read_pattern(r"\p{Greek}")) == Letter(((0x3B1, 0x3C9),))
