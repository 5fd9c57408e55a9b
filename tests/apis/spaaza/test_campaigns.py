"""What a campaign is willing to do."""

from datetime import timedelta

import pytest

from mockserver.stubkit import format_instant, parse_instant
from specs.spaaza.stub.campaigns import eligible_methods, is_active, is_exhausted

NOW = parse_instant("2026-01-15T12:00:00Z")


def campaign(**members):
    return {
        "type": "composable",
        "context": "interaction",
        "active": True,
        "active_date_from": None,
        "active_date_until": None,
        "stock": None,
        "reward_methods": [],
    } | members


def method(name, *, eligible=True, stock=None):
    return {"id": name, "eligible": eligible, "stock": stock}


def moment(seconds):
    return format_instant(NOW + timedelta(seconds=seconds))


@pytest.mark.parametrize(
    ("kind", "context", "expected"),
    [
        ("composable", "interaction", True),
        ("composable", "basket", False),
        ("composable", "internal", False),
        ("interaction", None, True),
    ],
)
def test_context_matters_to_composable_ones_only(kind, context, expected):
    """R178, R181."""
    assert is_active(campaign(type=kind, context=context), NOW) is expected


def test_a_campaign_that_is_switched_off_is_not_active():
    assert not is_active(campaign(active=False), NOW)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (None, None, True),
        (-1, None, True),
        (0, None, True),
        (1, None, False),
        (None, 1, True),
        (None, 0, False),
        (None, -1, False),
        (-1, 1, True),
        (0, 0, False),
    ],
)
def test_the_first_instant_counts_and_the_last_does_not(first, last, expected):
    dates = {
        "active_date_from": None if first is None else moment(first),
        "active_date_until": None if last is None else moment(last),
    }

    assert is_active(campaign(**dates), NOW) is expected


def test_used_up_and_ineligible_methods_are_left_out():
    """R211: what is used up is no longer given."""
    methods = [method("a"), method("b", eligible=False), method("c", stock=0), method("d", stock=1)]

    found = eligible_methods(campaign(reward_methods=methods))

    assert [item["id"] for item in found] == ["a", "d"]


@pytest.mark.parametrize(
    ("stock", "methods", "expected"),
    [
        (None, [method("a")], False),
        (1, [method("a", stock=1)], False),
        (0, [method("a")], True),
        (None, [method("a", stock=0), method("b", stock=0)], True),
        (None, [method("a", stock=0), method("b", eligible=False)], False),
        (None, [], False),
    ],
)
def test_a_campaign_is_exhausted_when_nothing_is_left(stock, methods, expected):
    """R211."""
    assert is_exhausted(campaign(stock=stock, reward_methods=methods)) is expected
