"""A text is found for every pattern of ECMA-262 that any text matches."""

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockserver.replies.values.draws import Draw
from mockserver.replies.values.pattern_text import PatternTexts

PATTERNS = [
    r"^\p{L}+$",
    r"^\p{Lu}\p{Ll}{2}\P{L}$",
    r"^[\p{Script=Greek}]{3}$",
    r"^(?<year>\d{4})-\d{2}$",
    r"^(?=.*\d)[a-z0-9]{8}$",
    r"^(?=.*[A-Z])(?=.*[a-z])(?=.*\d)(?=.*[^\w\s]).{8,64}$",
    r"^(?=.{5,10}$)[a-z]+(-[a-z]+)*$",
    r"^(?=[a-z]{3})(?=.*x$).*$",
    r"^(?!0000)\d{4}$",
    r"^(?!.*--)[a-z-]{3,10}$",
    r"^(?!-)(?!.*--)[A-Za-z0-9-]+(?<!-)$",
    r"^\d{1,3}(?<!0)$",
    r"^\cA$",
    r"^\x41é\u{1F600}$",
    r"^(a|b)\1$",
    r"^$",
    r"",
    r"abc",
    r"^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$",
    r"^(([0-9]|[1-9][0-9]|1[0-9]{2}|2[0-4][0-9]|25[0-5])\.){3}([0-9]|1[0-9]{2})$",
    r"^arn:aws[a-zA-Z-]*:iam::\d{12}:role/?[a-zA-Z_0-9+=,.@\-_/]+$",
    r"^#[0-9a-f]{6}$|^#[0-9a-f]{3}$",
    r"^\$\{.*\}$",
    r"^[^\s\x00-\x1f]{4}$",
    r"^[\s\S]{1,20}$",
    r"^.+?@.+$",
    r"^\bword\b$",
    r"^[-a-z]+[a-z-]$",
    r"^(?i)abc$",
    r"^[[:alpha:]]{4}$",
]


def matches(pattern, text):
    return jsonschema_rs.Draft202012Validator({"pattern": pattern}).is_valid(text)


def first(pattern, seed=0, least=0, most=10_000):
    """The first fitting text; None if there is none among those that are tried."""
    texts = PatternTexts(pattern).texts(Draw(seed), least, most)
    return next((text for text in texts if matches(pattern, text)), None)


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_text_is_found_for_a_pattern(pattern):
    assert all(first(pattern, seed) is not None for seed in range(8))


@pytest.mark.parametrize(
    ("pattern", "least", "most"),
    [
        (r"^[a-z]+$", 40, 41),
        (r"^[A-Z]{3}-[0-9]+$", 12, 12),
        (r"^\w*$", 0, 0),
        (r"b", 30, 30),
        (r"^https?://.*$", 60, 64),
        (r"^(ab)+$", 10, 11),
        (r"^[a-z]{2,}$", 1000, 1000),
    ],
)
def test_a_text_has_the_wished_length(pattern, least, most):
    for seed in range(5):
        text = first(pattern, seed, least, most)

        assert text is not None
        assert least <= len(text) <= most


@given(st.sampled_from(PATTERNS), st.integers(0, 9))
def test_equal_draws_give_equal_texts(pattern, seed):
    assert first(pattern, seed) == first(pattern, seed)


@pytest.mark.parametrize(
    "pattern", ["(", ")", "[a", "a{3,1}", "*a", r"\p{Nope}", "(?<n", r"\u{zz}", "(?#x)", "\\"]
)
def test_a_pattern_that_cannot_be_read_gives_plain_texts(pattern):
    texts = list(PatternTexts(pattern).texts(Draw(0), 0, 20))

    assert "amber" in texts
    assert all(len(text) <= 20 for text in texts)


def test_a_text_for_endless_nesting_is_no_danger():
    assert list(PatternTexts("(" * 5000 + ")" * 5000).texts(Draw(0), 0, 20))


def test_a_huge_repetition_is_no_danger():
    assert list(PatternTexts("^(a{1000}){1000}$").texts(Draw(0), 0, 20))
