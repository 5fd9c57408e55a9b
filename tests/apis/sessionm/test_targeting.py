"""Targeting queries over a customer's tags."""

import pytest

from specs.sessionm.stub.targeting import is_targeted

SAMPLE = {
    "$and": [
        {"user.tags": {"$in": ["in"]}},
        {"user.tags": {"$not": {"$in": ["away"]}}},
    ]
}


@pytest.mark.parametrize(
    ("query", "tags", "targeted"),
    [
        (None, [], True),
        ({}, [], True),
        (SAMPLE, ["in"], True),
        (SAMPLE, ["in", "other"], True),
        (SAMPLE, [], False),
        (SAMPLE, ["in", "away"], False),
        (SAMPLE, ["away"], False),
        ({"user.tags": "in"}, ["in"], True),
        ({"user.tags": {"$in": []}}, ["in"], False),
        ({"user.tags": {"$in": ["a", "b"]}}, ["b"], True),
        ({"user.tags": {"$nin": ["a"]}}, ["b"], True),
        ({"user.tags": {"$in": ["a"], "$nin": ["b"]}}, ["a", "b"], False),
        ({"$or": [{"user.tags": "a"}, {"user.tags": "b"}]}, ["b"], True),
        ({"$or": []}, ["b"], False),
        ({"$and": []}, ["b"], True),
        ({"$not": {"user.tags": "a"}}, ["b"], True),
        ({"$where": 1}, ["a"], False),
        ({"$not": {"$where": 1}}, ["a"], False),
        ({"$or": [{"user.tags": "a"}, {"user.age": 7}]}, ["a"], False),
        ({"user.tags": {"$regex": "a"}}, ["a"], False),
        ({"user.tags": {}}, ["a"], False),
        ({"user.tags": {"$in": "a"}}, ["a"], False),
        ({"user.tags": 7}, ["a"], False),
        ({"$and": {}}, ["a"], False),
        ({"$not": []}, ["a"], False),
    ],
)
def test_tags_meet_the_query(query, tags, targeted):
    """R47 R49: what cannot be read targets nobody."""
    assert is_targeted(query, tags) is targeted


def test_a_query_nested_beyond_reason_targets_nobody():
    """R47: and does no harm."""
    query = {"user.tags": "a"}
    for _ in range(5000):
        query = {"$not": query}

    assert is_targeted(query, ["a"]) is False
