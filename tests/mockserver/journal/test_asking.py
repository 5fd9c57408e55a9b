"""Queries and expectations as callers write them."""

import pytest

from mockserver.journal import Expectation, Query
from mockserver.journal.asking import read_expectation, read_query


@pytest.mark.parametrize(
    ("asked", "query"),
    [
        ({}, Query()),
        ({"operation": "POST *", "status": "4xx"}, Query(operation="POST *", status="4xx")),
        ({"status": 404}, Query(status="404")),
        ({"since": 5, "limit": 2, "order": "newest"}, Query(since=5, limit=2, newest_first=True)),
        ({"order": "oldest"}, Query()),
        ({"header": ["X-Key: demo", "A:b:c"]}, Query(headers={"X-Key": "demo", "A": "b:c"})),
        ({"headers": {"X-Key": "demo"}}, Query(headers={"X-Key": "demo"})),
        ({"body": {"/n": "5"}}, Query(body={"/n": ("5",)})),
        ({"body": ["/n=5"]}, Query(body={"/n": (5, "5")})),
        ({"body": ["/item=tea"]}, Query(body={"/item": ("tea",)})),
        ({"body": ["/a=b=c", "="]}, Query(body={"/a": ("b=c",), "": ("",)})),
        ({"body": ['/a={"b": 1}']}, Query(body={"/a": ({"b": 1}, '{"b": 1}')})),
    ],
)
def test_a_query_is_read(asked, query):
    assert read_query(asked) == query


@pytest.mark.parametrize(
    ("asked", "expectation"),
    [
        ({"method": "GET"}, Expectation(query=Query(method="GET"))),
        ({"exactly": 0}, Expectation(query=Query(), exactly=0)),
        (
            {"atLeast": 1, "atMost": 2, "afterPrevious": True},
            Expectation(query=Query(), at_least=1, at_most=2, after_previous=True),
        ),
    ],
)
def test_an_expectation_is_read(asked, expectation):
    assert read_expectation(asked) == expectation
