"""Control actions: what they set, and what they refuse."""

import asyncio

import jsonschema_rs
import pytest

from mockserver.stubkit import ControlError


def control(desk, name, **body):
    return asyncio.run(desk.control(name, **body))


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("spend", {"campaign": "40404", "period": 1}),
        ("permission", {"campaign": "40404", "may_update": True}),
        ("feature", {"advertiser": "1", "may_update_spend_limits": True}),
        ("portfolio", {"application": "demo-client", "advertiser": "1", "member": True}),
        ("portfolio", {"application": "nobody", "advertiser": "12345", "member": True}),
        ("limit_in_force", {"campaign": "40404"}),
    ],
)
def test_unknown_ids_are_refused(desk, name, body):
    before = asyncio.run(desk.state())

    with pytest.raises(ControlError, match="There is no"):
        control(desk, name, **body)

    assert asyncio.run(desk.state()) == before


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("spend", {"campaign": "50001", "period": 1}),
        ("spend", {"campaign": 50001, "lifetime": 2.5}),
        ("spend", {"campaign": "50003", "lifetime": 2.5, "period": 0}),
        ("permission", {"campaign": "50001", "may_update": False}),
        ("feature", {"advertiser": 12345, "may_update_spend_limits": False}),
        ("portfolio", {"application": "demo-client", "advertiser": "67890", "member": True}),
        ("portfolio", {"application": "demo-client", "advertiser": "12345", "member": False}),
    ],
)
def test_every_action_leaves_a_valid_state(desk, name, body):
    schema = jsonschema_rs.Draft202012Validator(desk.stub.controls[name].schema)
    assert schema.is_valid(body)

    control(desk, name, **body)

    assert desk.seed.violations(asyncio.run(desk.state())) == ()


def test_spend_changes_only_what_is_named(desk):
    control(desk, "spend", campaign="50003", lifetime=3000)

    assert asyncio.run(desk.state())["spend"]["50003"] == {
        "lifetime": 3000,
        "period": 40,
        "recorded_at": None,
    }


def test_spend_of_a_new_campaign_starts_at_nothing(desk):
    set_to = control(desk, "spend", campaign="99999", period=3)

    assert set_to == {
        "campaign": "99999",
        "lifetime": 0,
        "period": 3,
        "recorded_at": "2026-01-15T12:00:00Z",
    }


def test_portfolio_takes_in_once_and_lets_go(desk):
    join = {"application": "other-client", "advertiser": "12345"}

    assert control(desk, "portfolio", **join, member=True)["advertisers"] == ["67890", "12345"]
    assert control(desk, "portfolio", **join, member=True)["advertisers"] == ["67890", "12345"]
    assert control(desk, "portfolio", **join, member=False)["advertisers"] == ["67890"]


def test_controls_reject_unknown_members(desk):
    for action in desk.stub.controls.values():
        assert not jsonschema_rs.Draft202012Validator(action.schema).is_valid({"surprise": 1})
