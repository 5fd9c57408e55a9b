"""The customer's state, derived: every mix of facts, and the one state that wins."""

import itertools

import pytest

from specs.sessionm.stub.standing import Standing, blank_enrollment

CUSTOMER = {"user_id": "u", "tags": ["gold"]}
BEHAVIORS = [{"behavior_id": 1}, {"behavior_id": 2}]
COUNTS = {
    "none": {},
    "blank": {"1": {"achieved": 0, "current_count": 0}},
    "some": {"1": {"achieved": 0, "current_count": 1}},
    "goal": {
        "1": {
            "achieved": 0,
            "current_count": 0,
            "goals": {"g": {"achieved": 0, "current_count": 1}},
        }
    },
    "one done": {"1": {"achieved": 3, "current_count": 0}},
    "all done": {
        "1": {"achieved": 1, "current_count": 0},
        "2": {"achieved": 1, "current_count": 1},
    },
}


def expected(eligible, choice, counts):
    if not eligible:
        return "not_qualified"
    if choice is False:
        return "opted_out"
    if counts == "all done":
        return "completed"
    if counts in ("some", "goal", "one done"):
        return "in_progress"
    return "opted_in" if choice else "qualified"


@pytest.mark.parametrize(
    ("eligible", "choice", "counts"),
    list(itertools.product([True, False], [None, True, False], COUNTS)),
)
def test_one_state_wins(eligible, choice, counts):
    """R100 R118: not qualified, opted out, completed, in progress, opted in, qualified."""
    campaign = {
        "id": 1,
        "behaviors": BEHAVIORS,
        "targeting": {"user.tags": {"$in": ["gold" if eligible else "silver"]}},
    }
    enrollment = blank_enrollment(campaign, CUSTOMER) | {"behaviors": COUNTS[counts]}
    if choice is not None:
        enrollment["opted_in"] = choice

    standing = Standing(campaign, CUSTOMER, enrollment)

    assert standing.state == expected(eligible, choice, counts)
    assert standing.opted_in is choice
    assert standing.is_eligible is eligible


@pytest.mark.parametrize(("completed", "state"), [(True, "completed"), (False, "qualified")])
def test_without_behaviors_the_enrollment_says_so(completed, state):
    """R118."""
    campaign = {"id": 1, "behaviors": []}
    enrollment = blank_enrollment(campaign, CUSTOMER) | {"completed": completed}

    assert Standing(campaign, CUSTOMER, enrollment).state == state


def test_the_seed_shows_every_state(house):
    """R100: each of the six is read by a plain request."""
    seen = {
        (member, campaign): house.progress(member, campaign)["state"]
        for member, campaign in [
            *((1, 1001), (2, 1001), (4, 1001)),
            *((4, 1004), (4, 1006), (4, 1014), (4, 1016), (4, 1018), (1, 1007)),
        ]
    }

    assert seen == {
        (1, 1001): "qualified",
        (2, 1001): "not_qualified",
        (4, 1001): "opted_in",
        (4, 1004): "opted_out",
        (4, 1006): "in_progress",
        (4, 1014): "in_progress",
        (4, 1016): "completed",
        (4, 1018): "completed",
        (1, 1007): "in_progress",
    }
