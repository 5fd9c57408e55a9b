"""The text of a pattern is read as ECMA-262 means it."""

import pytest

from mockserver.replies.values.pattern_parts import (
    ENDLESS,
    Again,
    Echo,
    Edge,
    Either,
    Group,
    Letter,
    Look,
    Row,
)
from mockserver.replies.values.pattern_reading import UnreadablePattern, read_pattern


def letter(text):
    return Letter(((ord(text), ord(text)),))


def test_parts_stand_in_a_row():
    assert read_pattern("ab") == Row((letter("a"), letter("b")), 2)


def test_alternatives_are_told_apart():
    found = read_pattern("a|bc")

    assert isinstance(found, Either)
    assert (len(found.parts), found.least) == (2, 1)


@pytest.mark.parametrize(
    ("text", "few", "many"),
    [
        ("a*", 0, ENDLESS),
        ("a+", 1, ENDLESS),
        ("a?", 0, 1),
        ("a{3}", 3, 3),
        ("a{2,}", 2, ENDLESS),
        ("a{2,5}", 2, 5),
        ("a+?", 1, ENDLESS),
        ("a*+", 0, ENDLESS),
    ],
)
def test_repetitions_have_bounds(text, few, many):
    assert read_pattern(text) == Again(letter("a"), few, many, few)


def test_a_brace_that_is_no_repetition_is_a_letter():
    assert read_pattern("{a}") == Row((letter("{"), letter("a"), letter("}")), 3)


def test_a_group_is_remembered_by_number_and_name():
    found = read_pattern(r"(a)(?<b>c)\1\k<b>")

    assert [part.names for part in found.parts[:2]] == [("1",), ("2", "b")]
    assert found.parts[2:] == (Echo("1"), Echo("b"))


def test_a_group_without_memory_is_its_content():
    assert read_pattern("(?:a)") == letter("a")


@pytest.mark.parametrize(
    ("text", "is_wanted", "is_ahead"),
    [
        ("(?=a)", True, True),
        ("(?!a)", False, True),
        ("(?<=a)", True, False),
        ("(?<!a)", False, False),
    ],
)
def test_looks_take_no_room(text, is_wanted, is_ahead):
    assert read_pattern(text) == Look(letter("a"), is_wanted, is_ahead)


def test_edges_take_no_room():
    assert read_pattern(r"^\b$") == Row((Edge("^"), Edge("b"), Edge("$")), 0)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (r"\t", 9),
        (r"\n", 10),
        (r"\cJ", 10),
        (r"\x41", 65),
        (r"\u0041", 65),
        (r"\u{1F600}", 0x1F600),
    ],
)
def test_escapes_name_characters(text, code):
    assert read_pattern(text) == Letter(((code, code),))


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("[a-c]", "b", "d"),
        ("[-!]", "-", "a"),
        ("[!-]", "-", "a"),
        (r"[\w-]", "a", "!"),
        (r"[^a-z]", "A", "a"),
        (r"[\]]", "]", "["),
        (r"\D", "a", "5"),
        (r"[^\d]", "a", "5"),
    ],
)
def test_sets_hold_their_characters(text, inside, outside):
    ranges = read_pattern(text).ranges
    holds = {one: any(low <= ord(one) <= high for low, high in ranges) for one in (inside, outside)}

    assert not holds[outside]
    assert holds[inside]


@pytest.mark.parametrize("text", ["(a", "a)", "[a", "a{2,1}", "+a", "(?z=a)", r"\u12", "a{999999}"])
def test_what_is_no_pattern_is_refused(text):
    with pytest.raises(UnreadablePattern):
        read_pattern(text)


def test_a_remembered_group_says_how_much_room_it_takes():
    assert read_pattern("(ab)").least == 2
    assert isinstance(read_pattern("(ab)"), Group)
