"""Alignments of paths and templates."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockserver.journal.segments import Likeness, align, distance

_SEGMENTS = st.lists(st.sampled_from(["a", "b", "orders", "order", ""]), max_size=5)
_TEMPLATES = st.lists(st.sampled_from(["a", "orders", "{id}", "{id}.json"]), max_size=5)


@settings(deadline=None)
@given(_SEGMENTS, _TEMPLATES)
def test_the_distance_is_what_the_alignment_costs(segments, template):
    likeness = Likeness(segments)
    steps = align(likeness, template)

    assert distance(likeness, template, 100) == pytest.approx(sum(step.cost for step in steps))


@settings(deadline=None)
@given(_SEGMENTS, _TEMPLATES)
def test_an_alignment_holds_both_sides_in_order(segments, template):
    steps = align(Likeness(segments), template)

    assert [step.given for step in steps if step.given is not None] == segments
    assert [step.wanted for step in steps if step.wanted is not None] == template


@settings(deadline=None)
@given(_SEGMENTS, _TEMPLATES, st.floats(0, 5))
def test_a_limit_only_leaves_out_what_is_farther(segments, template, limit):
    likeness = Likeness(segments)
    far = distance(likeness, template, 100)

    assert distance(likeness, template, limit) == (far if far <= limit else None)


@settings(deadline=None)
@given(_SEGMENTS)
def test_a_path_is_at_no_distance_from_itself(segments):
    assert distance(Likeness(segments), segments, 0) == 0


@pytest.mark.parametrize(
    ("given_", "nearer", "farther"),
    [
        ("orders", "orders", "{id}"),
        ("orders", "{id}", "Orders"),
        ("orders", "Orders", "order"),
        ("orders", "order", "customers"),
        ("5.json", "{id}.json", "{id}.xml"),
        ("v2", "v1", "health"),
    ],
)
def test_some_segments_are_nearer_than_others(given_, nearer, farther):
    likeness = Likeness([given_])

    assert likeness.cost(0, nearer) < likeness.cost(0, farther)


def test_what_is_too_much_is_looked_for_at_the_end():
    steps = align(Likeness(["a", "5", "x"]), ["a", "{id}"])

    assert [(step.given, step.wanted) for step in steps] == [
        ("a", "a"),
        ("5", "{id}"),
        ("x", None),
    ]
