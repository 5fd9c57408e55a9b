import jsonschema_rs
import pytest

from contracts.drift.witnesses.patterns import words


def is_found(pattern: str, text: str) -> bool:
    return jsonschema_rs.Draft202012Validator({"pattern": pattern}).is_valid(text)


PATTERNS = [
    "^a$", "a", "^[a-z]{2,4}$", r"^\d{3}-\d{4}$", r"^\w+@\w+\.\w+$", "^(yes|no|maybe)$", "^$", "a*",
    r"^\s+$", r"^\S\W\D$", "^[^a-z]+$", "^.{3}$", r"^a\.b$", r"^\x41\u0042\u{43}$", r"^\/a\-b$",
    r"^\p{Lu}\p{Ll}+$", r"^\P{L}$", "^(?:ab)+?$", "^(?<year>[0-9]{4})$", "(?i)^abc$", "^a|b$",
    r"^(?=.*\d)(?=.*[a-z]).{6,}$", "^(?!admin$)[a-z]+$", r"^[\w.-]+$", "^[]-]", r"^\t$", "^a?c$",
    r"^[A-F0-9]{8}(-[A-F0-9]{4}){3}$", "^((25[0-5]|1[0-9]{2})[.]){2}$", r"^[\d_]+$", "^a{3}$",
    r"^\cJ$", "^[a-c]{0}$", "^x{2,}$", "^(|a)$", r"^\p{Script=Greek}+$", "^é$",
]  # fmt: skip


@pytest.mark.parametrize("pattern", PATTERNS)
def test_words_match_their_pattern(pattern: str) -> None:
    found = words((pattern,), ())

    assert found
    assert all(is_found(pattern, text) for text in found)


@pytest.mark.parametrize("pattern", [one for one in PATTERNS if one != "a*"])
def test_words_do_not_match_what_is_unwanted(pattern: str) -> None:
    found = words((), (pattern,))

    assert found
    assert not any(is_found(pattern, text) for text in found)


@pytest.mark.parametrize(
    ("wanted", "unwanted", "expected"),
    [
        ("^[a-z]+$", "^[a-z]{1,10}$", "a" * 11),
        ("^[ab]{2}$", "^(aa|ab|ba)$", "bb"),
        ("^[0-9]{2}$", "^([0-8].|.[0-8])$", "99"),
        ("^abc$", "b", None),
        ("^[a-z]$", "^[a-z]+$", None),
    ],
)
def test_difference_of_two_patterns_is_exact(
    wanted: str, unwanted: str, expected: str | None
) -> None:
    assert next(iter(words((wanted,), (unwanted,))), None) == expected


def test_words_have_the_length_that_is_asked_for() -> None:
    assert {len(text) for text in words(("^a+b+$",), (), 300, 300)} == {300}
    assert words(("^a{2}$",), (), 3, 9) == ()


@pytest.mark.parametrize("pattern", ["(", "*", r"(a)\1", "(?'x'a)", r"\u{zz}", "[a"])
def test_pattern_that_cannot_be_read_is_no_obstacle(pattern: str) -> None:
    assert words((pattern,), ())
