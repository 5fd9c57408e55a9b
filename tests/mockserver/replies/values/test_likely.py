"""A property's name says what its values look like."""

import re
from fractions import Fraction

import pytest

from mockserver.replies.values.draws import Draw
from mockserver.replies.values.likely import likely_scale, likely_text, name_words


@pytest.mark.parametrize(
    ("name", "pattern"),
    [
        ("email", r"^[a-z.]+@example\.test$"),
        ("contactEmail", r"@example\.test$"),
        ("first_name", r"^[A-Z][a-z]+$"),
        ("lastName", r"^[A-Z][a-z]+$"),
        ("createdAt", r"^2026-\d\d-\d\dT\d\d:\d\d:\d\dZ$"),
        ("birth-date", r"^2026-\d\d-\d\d$"),
        ("avatarUrl", r"^https://"),
        ("imageURL", r"^https://"),
        ("countryCode", r"^[A-Z]{2}$"),
        ("currency", r"^[A-Z]{3}$"),
        ("postal_code", r"^\d{5}$"),
        ("orderId", r"^[a-z0-9]{8}$"),
        ("uuid", r"^[0-9a-f-]{36}$"),
        ("phoneNumbers", r"^[a-z0-9+]+$"),
        ("DESCRIPTION", r"^[A-Z].*\.$"),
    ],
)
def test_a_text_looks_as_its_name_says(name, pattern):
    make = likely_text(name)

    assert make is not None
    assert all(re.search(pattern, make(Draw(seed))) for seed in range(10))


@pytest.mark.parametrize(
    ("name", "inside"),
    [("price", 50), ("totalAmount", 50), ("latitude", 1), ("userAge", 30), ("year", 2025)],
)
def test_a_number_lies_where_its_name_says(name, inside):
    low, high, _ = likely_scale(name)

    assert low <= inside <= high


def test_a_price_has_two_digits_after_the_point():
    assert likely_scale("unitPrice") == (Fraction(1), Fraction(200), 2)


@pytest.mark.parametrize("name", ["", "zzz", "x-y", "42", "ß"])
def test_a_name_that_says_nothing_is_no_hint(name):
    assert likely_text(name) is None
    assert likely_scale(name) is None


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("userID", ["user", "id"]),
        ("X-Request-ID", ["x", "request", "id"]),
        ("line_1", ["line", "1"]),
        ("HTTPStatus", ["http", "status"]),
    ],
)
def test_a_name_falls_into_words(name, words):
    assert name_words(name) == words
