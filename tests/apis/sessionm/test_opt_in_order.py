"""The order in which an opt-in is judged, fault by fault and in pairs."""

import itertools

import pytest

ORDER = ("user", "campaign", "optin", "active", "eligible", "early", "late", "full")
ANSWERS = {
    "user": (404, "user_not_found"),
    "campaign": (404, "not_found"),
    "optin": (200, "opt_in_error"),
    "active": (200, "opt_in_error"),
    "eligible": (200, "user_ineligible_for_campaign"),
    "early": (200, "opt_in_not_started"),
    "late": (200, "opt_in_ended"),
    "full": (200, "opt_in_limit_reached"),
}
CHANGES = {
    "optin": {"optin_required": False},
    "active": {"status": "paused"},
    "eligible": {"targeting": {"user.tags": {"$in": ["nobody"]}}},
    "early": {"opt_in_starts_at": "2026-01-15T12:00:01Z"},
    "late": {"opt_in_ends_at": "2026-01-15T12:00:00Z"},
    "full": {"opt_in_limit": 0},
}


@pytest.mark.parametrize(
    "faults",
    [pair for size in (1, 2) for pair in itertools.combinations(ORDER, size)],
    ids="+".join,
)
def test_the_first_fault_decides(house, faults):
    """R58 R60 R63 R64 R65 R66 R67."""
    campaign = house.state()["campaign"]["1001"]
    for fault in faults:
        campaign |= CHANGES.get(fault, {})
    house.put("campaign", "1001", campaign)
    before = house.state()

    answer = house.opt_in(99 if "user" in faults else 1, 4711 if "campaign" in faults else 1001)

    assert answer == ANSWERS[faults[0]]
    assert house.state() == before


def test_an_opt_in_without_fault_is_stored_once(house):
    """R59: a repeat is answered alike and changes nothing."""
    assert house.opt_in(1, 1001) == (200, "ok")
    after = house.state()
    assert after["enrollment"]["1001:0a000000-0000-4000-8000-000000000001"]["opted_in"] is True

    assert house.opt_in(1, 1001) == (200, "ok")

    assert house.state() == after


def test_a_repeat_does_not_meet_the_limit(house):
    """R66: the last place is not lost to the one who has it."""
    campaign = house.state()["campaign"]["1001"] | {"opt_in_limit": 2}
    house.put("campaign", "1001", campaign)

    answers = [house.opt_in(member, 1001)[1] for member in (1, 1, 3, 4)]

    assert answers == ["ok", "ok", "opt_in_limit_reached", "ok"]


def test_opting_in_touches_one_customer_only(house):
    """R58: everyone else's answers stay the same."""
    others = ("member-2", "member-3", "member-4")
    paths = [f"/priv/v1/apps/demo-key/external/users/{name}/campaigns" for name in others]
    before = [house.read(path) for path in paths]

    house.opt_in(1, 1001)

    assert [house.read(path) for path in paths] == before
