"""Lists of campaigns are what a look at every campaign would give, whatever they are found by."""

import json
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from mockserver.stubkit import format_instant
from tests.apis.sessionm.house import MEMBER, NOON

APP = "/priv/v2/apps/demo-key/users/"
TARGETINGS = {
    "all": None,
    "gold": {"user.tags": {"$in": ["gold"]}},
    "none": {"user.tags": {"$in": ["nobody"]}},
}

hours = st.integers(-2, 2)
campaigns = st.lists(
    st.fixed_dictionaries(
        {
            "id": st.integers(1, 30),
            "application": st.sampled_from(["demo-key", "demo-key", "partner-key"]),
            "status": st.sampled_from(["live", "live", "paused", "draft"]),
            "starts": hours,
            "ends": hours,
            "targeting": st.sampled_from(list(TARGETINGS)),
        }
    ),
    max_size=12,
    unique_by=lambda one: one["id"],
)


def instant(hour):
    return format_instant(NOON + timedelta(hours=hour))


def stored(one):
    """A campaign as the state keeps it."""
    targeting = TARGETINGS[one["targeting"]]
    return {
        "id": one["id"],
        "application": one["application"],
        "name": f"Campaign {one['id']}",
        "permalink": f"campaign-{one['id']}",
        "status": one["status"],
        "starts_at": instant(one["starts"]),
        "ends_at": instant(one["ends"]),
        "campaign_type": "messaging",
        "metadata": {},
        "total_budget": 0,
        "weight": 0,
        "version": 1,
        "groups": [],
        "behaviors": [],
        "offers": [],
        **({"targeting": targeting} if targeting else {}),
    }


def active(chosen):
    """Ids and targetings of the campaigns that are active at noon, by ascending id."""
    return [
        (one["id"], one["targeting"])
        for one in sorted(chosen, key=lambda one: one["id"])
        if one["application"] == "demo-key"
        and one["status"] == "live"
        and one["starts"] <= 0 < one["ends"]
    ]


@settings(deadline=None)
@given(
    campaigns,
    st.sampled_from(["eligible", "ineligible", "all"]),
    st.integers(1, 4),
    st.integers(1, 4),
)
def test_a_page_is_cut_from_the_active_campaigns_that_are_wanted(
    one_house, chosen, wanted, page, size
):
    house = one_house.open()
    state = house.app.sandbox
    kept = house.loop.run_until_complete(state.state("sessionm"))
    kept["campaign"] = {str(one["id"]): stored(one) for one in chosen}
    house.loop.run_until_complete(state.replace_state("sessionm", kept))
    query = f"filters[]={wanted}&page={page}&page_size={size}"

    told = house.read(f"{APP}{MEMBER.format(1)}/campaigns?{query}")

    there = active(chosen)
    shown = [
        id_
        for id_, targeting in there
        if wanted == "all" or (targeting != "none") == (wanted == "eligible")
    ]
    assert [one["campaign_id"] for one in told["campaigns"]] == shown[(page - 1) * size :][:size]
    assert told["number_of_pages"] == max(1, -(-len(there) // size))
    listed = house.ask("/v1/apps/demo-key/campaigns").json()
    assert [one["id"] for one in listed["campaigns"]] == [id_ for id_, _ in there], json.dumps(told)
