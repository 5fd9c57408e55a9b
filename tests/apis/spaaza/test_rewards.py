"""What one interaction issues, and the books that are kept of it."""

import asyncio
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

USER = "5001"


def draws(shop, campaign, times=1):
    async def play():
        for _ in range(times):
            await shop.interact(campaign, USER)
        return await shop.issued(str(campaign))

    return asyncio.run(play())


def test_draws_reach_each_eligible_method_only(open_shop):
    """R179: over 300 seeds each of three methods comes up, none far more often than the rest."""
    counted = Counter(name for seed in range(300) for name in draws(open_shop(seed), 701))

    assert set(counted) == {"coffee", "discount", "bonus"}
    assert counted.total() == 300
    assert min(counted.values()) > 60


def test_draws_in_one_history_are_as_fair(shop):
    """R179."""
    counted = Counter(draws(shop, 701, times=300))

    assert set(counted) == {"coffee", "discount", "bonus"}
    assert counted.total() == 300
    assert min(counted.values()) > 60


def test_same_seed_and_history_give_the_same_draws(open_shop):
    assert draws(open_shop(7), 701, times=30) == draws(open_shop(7), 701, times=30)


def test_another_seed_gives_other_draws(open_shop):
    assert draws(open_shop(7), 701, times=30) != draws(open_shop(8), 701, times=30)


def test_a_refused_call_uses_up_no_draw(open_shop):
    plain, disturbed = open_shop(7), open_shop(7)

    async def disturb():
        for _ in range(10):
            await disturbed.interact(709, USER)

    asyncio.run(disturb())

    assert draws(plain, 701, times=10) == draws(disturbed, 701, times=10)


def test_used_up_methods_are_not_drawn(shop):
    """R179."""
    campaign = asyncio.run(shop.records("campaign"))["701"]
    for method in campaign["reward_methods"]:
        method["stock"] = {"coffee": 0, "discount": 1, "bonus": None}.get(method["id"])
    asyncio.run(shop.edit("campaign", "701", reward_methods=campaign["reward_methods"]))

    counted = Counter(draws(shop, 701, times=40))

    assert counted == {"discount": 1, "bonus": 39}


def test_independent_issues_each_eligible_method(shop):
    """R180."""
    assert draws(shop, 702) == ["cake", "bonus"]


def test_a_used_up_method_does_not_hinder_the_others(shop):
    """R180."""
    assert draws(shop, 713, times=3) == ["rare", "common", "common", "common"]


def test_stock_of_the_campaign_ends_a_parcel_early(shop):
    asyncio.run(shop.edit("campaign", "702", stock=3))

    assert draws(shop, 702, times=5) == ["cake", "bonus", "cake"]
    assert asyncio.run(shop.records("campaign"))["702"]["stock"] == 0


def test_points_are_credited_and_vouchers_logged(shop):
    """R176."""
    draws(shop, 702)

    assert asyncio.run(shop.records("user"))[USER]["points"] == 150
    assert asyncio.run(shop.records("issue"))["1001"] == {
        "campaign": "702",
        "user": USER,
        "reward_method": "cake",
        "reward": {"type": "voucher", "voucher": "free-cake"},
        "issued_at": "2026-01-15T12:00:00Z",
    }
    assert asyncio.run(shop.records("participation"))[f"702:{USER}"] == {
        "campaign": "702",
        "user": USER,
        "rewards": 2,
        "redeemed_at": None,
    }


def test_cost_is_taken_once_for_several_rewards(shop):
    asyncio.run(shop.edit("campaign", "713", point_cost=30))

    assert draws(shop, 713) == ["rare", "common"]
    assert asyncio.run(shop.records("user"))[USER]["points"] == 70


def test_nothing_eligible_costs_nothing(shop):
    asyncio.run(shop.edit("campaign", "710", point_cost=30))
    before = asyncio.run(shop.sandbox.state("spaaza"))

    reply = asyncio.run(shop.interact(710, USER))

    assert (reply.status, reply.body["results"]["success"]) == (200, False)
    assert asyncio.run(shop.sandbox.state("spaaza")) == before


def test_nothing_is_issued_beside_the_warning(shop):
    before = asyncio.run(shop.sandbox.state("spaaza"))

    reply = asyncio.run(shop.interact(701, "5003"))

    assert [entry["code"] for entry in reply.body["warnings"]] == [450]
    assert asyncio.run(shop.sandbox.state("spaaza")) == before


@pytest.mark.parametrize("campaign", [701, 702, 711, 712, 713, 714])
def test_others_are_left_alone(shop, campaign):
    before = asyncio.run(shop.records("user"))

    draws(shop, campaign, times=2)

    after = asyncio.run(shop.records("user"))
    assert {key: user for key, user in after.items() if key != USER} == {
        key: user for key, user in before.items() if key != USER
    }


CALLS = st.lists(
    st.tuples(
        st.sampled_from([701, 702, 705, 708, 709, 710, 711, 712, 713, 714, 801]),
        st.sampled_from(["5001", "5002", "5003", "5004", "6001"]),
    ),
    max_size=30,
)


@given(calls=CALLS, seed=st.integers(0, 50), stock=st.none() | st.integers(0, 5))
@settings(deadline=None, max_examples=60)
def test_books_balance_after_any_history(open_shop, calls, seed, stock):
    shop = open_shop(seed)

    async def play():
        await shop.edit("campaign", "713", stock=stock)
        before = await shop.sandbox.state("spaaza")
        answers = [await shop.interact(campaign, user) for campaign, user in calls]
        return before, answers, await shop.sandbox.state("spaaza")

    before, answers, after = asyncio.run(play())

    assert stock_taken(before, after) == Counter(new_issues(before, after, "campaign"))
    assert points_moved(before, after) == expected_points(before, after, calls, answers)
    assert all(user["points"] >= 0 for user in after["user"].values())


def new_issues(before, after, member):
    return [
        entry[member]
        for number, entry in after["issue"].items()
        if number not in before["issue"] and before["campaign"][entry["campaign"]]["stock"]
    ]


def stock_taken(before, after):
    taken = Counter()
    for key, campaign in after["campaign"].items():
        if campaign["stock"] is not None:
            assert campaign["stock"] >= 0
            taken[key] = before["campaign"][key]["stock"] - campaign["stock"]
    return +taken


def points_moved(before, after):
    return {
        key: user["points"] - before["user"][key]["points"] for key, user in after["user"].items()
    }


def expected_points(before, after, calls, answers):
    moved = dict.fromkeys(before["user"], 0)
    for (campaign, user), reply in zip(calls, answers, strict=True):
        body = reply.body
        if reply.status == 200 and body["results"]["success"] and "warnings" not in body:
            moved[user] -= before["campaign"][str(campaign)]["point_cost"]
    for number, entry in after["issue"].items():
        if number not in before["issue"]:
            moved[entry["user"]] += entry["reward"].get("points", 0)
    return moved
