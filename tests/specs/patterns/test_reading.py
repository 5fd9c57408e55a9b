"""The text of a pattern is read as ECMA-262 means it, and as the validator takes it."""

import jsonschema_rs
import pytest

from specs.patterns import UnreadablePattern, read_pattern
from specs.patterns.parts import (
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


def letter(text):
    return Letter(((ord(text), ord(text)),))


def holds(part, text):
    return any(low <= ord(text) <= high for low, high in part.ranges)


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


@pytest.mark.parametrize(
    "text",
    [
        "(a", "a)", "[a", "a{2,1}", "+a", "(?z=a)", r"\u12", "a{999999}",
        "[]", "[^]", "a**", "a{2}*", "(?>a)", "(?#a)", "(?'x'a)", r"a\Z",
    ],
)  # fmt: skip
def test_what_is_no_pattern_is_refused(text):
    with pytest.raises(UnreadablePattern):
        read_pattern(text)


def test_a_remembered_group_says_how_much_room_it_takes():
    assert read_pattern("(ab)").least == 2
    assert isinstance(read_pattern("(ab)"), Group)


def test_edges_of_the_whole_text_have_two_names():
    assert read_pattern(r"\Aa\z") == read_pattern("^a$")


def test_only_one_repetition_follows_a_part():
    pattern = "^a{2}{3}$"

    assert read_pattern(pattern).parts[2:5] == (letter("{"), letter("3"), letter("}"))
    assert jsonschema_rs.Draft202012Validator({"pattern": pattern}).is_valid("aa{3}")


@pytest.mark.parametrize(
    "text",
    [
        "[]-]", "[]a]", "[^]]", "[^]-]", "[]-a]", "[a-]", "[-a]", "[^-a]", "[[]", "[a&&-]",
        "[a~~^]", r"[\]^]", r"[^\]^]", r"[\w-]", ".", r"\s", r"\S", r"\w", r"\W", r"\d", r"\D",
        r"[^\W\d]", "(?i:[^a])", r"\p{^L}", r"\p{IsGreek}", r"\p{sc=Grek}", r"\P{Alnum}", r"\pN",
    ],
)  # fmt: skip
def test_a_character_is_allowed_where_the_validator_allows_it(text):
    validator = jsonschema_rs.Draft202012Validator({"pattern": f"^{text}$"})
    part = read_pattern(text)

    wrong = [one for one in map(chr, range(0x2500)) if holds(part, one) != validator.is_valid(one)]

    assert wrong == []


@pytest.mark.parametrize("text", ["(?i)a(?s)b", "((?i)a)b", "(?i:a)(?i)b", "(?-i)(?i-s)ab"])
def test_letters_of_any_case_are_allowed_as_far_as_the_validator_allows_them(text):
    validator = jsonschema_rs.Draft202012Validator({"pattern": f"^(?:{text})$"})
    letters = [part.part if isinstance(part, Group) else part for part in read_pattern(text).parts]

    found = [holds(letters[0], "A"), holds(letters[1], "B")]

    assert found == [validator.is_valid("Ab"), validator.is_valid("aB")]
