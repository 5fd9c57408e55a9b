"""One cause has one fingerprint, in every run."""

from dataclasses import replace

import pytest

from contracts.finding import Finding, place_of

FOUND = Finding(
    judge="status_documented",
    severity="error",
    api="shop",
    operation="GET /items",
    says="It holds.",
    expected="a",
    got="b",
    pointer="/items/3/id",
    clauses=(),
    story=(),
    item="shop::fuzzing",
)


def test_fingerprint_is_the_same_in_every_process() -> None:
    assert FOUND.fingerprint == "a4f850cc"


@pytest.mark.parametrize(
    "change",
    [
        {"got": "c"},
        {"expected": "c"},
        {"severity": "info"},
        {"item": "shop::law"},
        {"seen": 9},
        {"flaky": True},
        {"status": 500},
        {"says": "Otherwise."},
        {"pointer": "/items/77/id"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_same_cause_in_other_words_keeps_its_fingerprint(change: dict[str, object]) -> None:
    assert replace(FOUND, **change).fingerprint == FOUND.fingerprint


@pytest.mark.parametrize(
    "change",
    [
        {"judge": "other"},
        {"api": "other"},
        {"operation": "GET /other"},
        {"pointer": "/items/3/name"},
        {"pointer": "/items"},
        {"cause": "other"},
    ],
)
def test_another_cause_has_another_fingerprint(change: dict[str, object]) -> None:
    assert replace(FOUND, **change).fingerprint != FOUND.fingerprint


@pytest.mark.parametrize(
    ("pointer", "place"),
    [
        ("", ""),
        ("/errors/12/code", "/errors/*/code"),
        ("/0/0", "/*/*"),
        ("/a1/b", "/a1/b"),
        ("//x", "//x"),
    ],
)
def test_place_names_no_index(pointer: str, place: str) -> None:
    assert place_of(pointer) == place


def test_place_keeps_names_with_a_slash_apart() -> None:
    assert place_of("/a~1b") != place_of("/a/b")
