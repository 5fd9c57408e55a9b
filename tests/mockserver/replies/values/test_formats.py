"""Texts of a format have that format, whatever length they are to have."""

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockserver.replies.values.draws import Draw
from mockserver.replies.values.formats import FORMATS, format_texts

JUDGED = [
    "date-time", "date", "time", "duration", "email", "idn-email", "hostname", "idn-hostname",
    "ipv4", "ipv6", "uri", "uri-reference", "iri", "iri-reference", "uri-template", "uuid",
    "json-pointer", "relative-json-pointer", "regex",
]  # fmt: skip
"""The formats of JSON Schema."""


def has_format(name, text):
    judge = jsonschema_rs.Draft202012Validator({"format": name}, validate_formats=True)
    return judge.is_valid(text)


@given(st.sampled_from(JUDGED), st.integers(0, 999))
def test_every_text_has_its_format(name, seed):
    texts = list(format_texts(name, Draw(seed), 0, 10_000))

    assert texts
    assert all(has_format(name, text) for text in texts)


@given(st.sampled_from(JUDGED), st.integers(0, 90), st.integers(0, 60))
def test_a_length_is_kept(name, least, span):
    texts = list(format_texts(name, Draw(1), least, least + span))

    assert all(least <= len(text) <= least + span for text in texts)
    assert all(has_format(name, text) for text in texts)


@pytest.mark.parametrize(
    ("name", "least", "most"),
    [
        ("email", 0, 7),
        ("email", 70, 73),
        ("uri", 0, 4),
        ("uri", 300, 300),
        ("hostname", 0, 1),
        ("hostname", 120, 200),
        ("date-time", 25, 30),
        ("ipv4", 14, 15),
        ("byte", 100, 104),
    ],
)
def test_an_unusual_length_is_found(name, least, most):
    text = next(format_texts(name, Draw(0), least, most))

    assert least <= len(text) <= most
    assert has_format(name, text)


def test_a_format_that_nobody_knows_has_no_texts():
    assert list(format_texts("shoe-size", Draw(0), 0, 100)) == []


def test_nothing_that_is_made_up_belongs_to_anyone():
    found = [FORMATS[name](Draw(seed))[0] for name in ("email", "uri") for seed in range(20)]

    assert all(".example.test" in text or "@example.test" in text for text in found)


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_different_draws_give_different_texts(name):
    assert len({FORMATS[name](Draw(seed))[0] for seed in range(20)}) > 1
