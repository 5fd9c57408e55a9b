"""Texts and numbers meet their shape, and read well where it lets them."""

import pytest

from mockserver.replies.errors import CannotGenerate
from mockserver.replies.shapes.fitting import fits
from mockserver.replies.values.draws import Draw
from mockserver.replies.values.scalars import Scalars
from tests.support.documents import THING
from tests.support.shaping import shapes_of


def made(schema, name="", seed=0, *, whole=None):
    """A text, or a number if it is said whether it is whole; it fits its shape."""
    shapes = shapes_of(schema)
    shape = shapes.shape((THING,))
    scalars, draw = Scalars(shapes), Draw(seed)
    if whole is None:
        value = scalars.text(shape, draw, name)
    else:
        value = scalars.number(shape, draw, name, whole=whole)
    assert fits(shape, value, shapes)
    return value


def test_a_text_follows_the_name_of_its_property():
    assert made({"type": "string"}, "email").endswith("@example.test")


def test_a_format_counts_more_than_a_name():
    assert len(made({"type": "string", "format": "uuid"}, "email")) == 36


def test_a_pattern_counts_more_than_a_format():
    schema = {"type": "string", "format": "date-time", "pattern": "^2026-.*:00Z$"}

    assert made(schema).endswith(":00Z")


def test_a_name_is_kept_if_it_fits_the_pattern():
    assert "@" in made({"type": "string", "pattern": "^.+$"}, "email")


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "string", "minLength": 200},
        {"type": "string", "minLength": 100_000},
        {"type": "string", "maxLength": 0},
        {"type": "string", "minLength": 3, "maxLength": 3},
        {"type": "string", "format": "email", "minLength": 40, "maxLength": 60},
        {"type": "string", "allOf": [{"pattern": "^a"}, {"pattern": "z$"}, {"minLength": 5}]},
        {"type": "string", "pattern": "^[A-Z]+$", "not": {"const": "A"}},
        {"type": "string", "format": "nobody-knows-it"},
        {"type": "string", "contentEncoding": "base64"},
    ],
    ids=range(9),
)
def test_a_text_is_found(schema):
    for seed in range(4):
        made(schema, seed=seed)


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "string", "pattern": "^a$", "minLength": 2},
        {"type": "string", "format": "uuid", "maxLength": 5},
        {"type": "string", "allOf": [{"pattern": "^a"}, {"pattern": "^b"}]},
    ],
)
def test_a_text_that_does_not_exist_is_not_made_up(schema):
    with pytest.raises(CannotGenerate, match=THING):
        made(schema)


def test_a_barred_number_is_passed_over():
    schema = {"type": "integer", "minimum": 5, "maximum": 6, "not": {"const": 5}}

    assert {made(schema, seed=seed, whole=True) for seed in range(9)} == {6}


def test_a_number_follows_the_name_of_its_property():
    assert 1 <= made({"type": "number"}, "unitPrice", whole=False) <= 200


def test_a_number_that_does_not_exist_is_not_made_up():
    with pytest.raises(CannotGenerate, match=THING):
        made({"type": "integer", "minimum": 2, "maximum": 1}, whole=True)
