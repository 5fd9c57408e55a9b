"""Names are compared as people mean them."""

import pytest

from specs.resources.words import is_same_word, nearest, plain, singular, words


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("petId", ["pet", "id"]),
        ("PetID", ["pet", "id"]),
        ("pet_id", ["pet", "id"]),
        ("X-Total-Count", ["x", "total", "count"]),
        ("HTTPServer", ["http", "server"]),
        ("", []),
    ],
)
def test_names_fall_into_words(name, found):
    assert words(name) == found


@pytest.mark.parametrize(
    ("many", "one"),
    [
        ("pets", "pet"),
        ("Categories", "category"),
        ("boxes", "box"),
        ("branches", "branch"),
        ("people", "person"),
        ("status", "status"),
        ("address", "address"),
        ("addresses", "address"),
        ("cases", "case"),
        ("series", "sery"),
        ("sheep", "sheep"),
    ],
)
def test_the_name_of_one_is_found(many, one):
    assert singular(many) == one


@pytest.mark.parametrize(
    ("one", "other", "are_same"),
    [
        ("pets", "pet", True),
        ("statuses", "status", True),
        ("movies", "movie", True),
        ("line-items", "lineItem", True),
        ("pets", "petals", False),
        ("user", "users", True),
    ],
)
def test_one_and_many_are_the_same_word(one, other, are_same):
    assert is_same_word(one, other) is are_same


def test_the_nearest_name_is_the_equal_one_first():
    assert nearest("pet_id", ["petId", "pet_id"]) == "pet_id"
    assert nearest("pet_id", ["petId", "PETID"]) == "petId"
    assert nearest("pet", ["petId"]) is None


def test_plain_names_have_no_joints():
    assert plain("page[size]") == plain("page_size") == "pagesize"
