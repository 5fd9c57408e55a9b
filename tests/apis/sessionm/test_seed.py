"""The starting state holds together, and everything that answers can show is in it."""

from specs.bundle import Bundle
from specs.discovery import BUNDLED


def test_ids_are_the_keys_and_names_are_unique(house):
    """R26 R38 R42."""
    state = house.state()
    names = [(item["application"], item["name"]) for item in state["campaign"].values()]
    permalinks = [(item["application"], item["permalink"]) for item in state["campaign"].values()]

    assert len(set(names)) == len(names)
    assert len(set(permalinks)) == len(permalinks)
    assert all(key == str(item["id"]) for key, item in state["campaign"].items())
    assert all(key == item["user_id"] for key, item in state["customer"].items())
    assert all(key == item["api_key"] for key, item in state["application"].items())


def test_one_creative_stands_in_one_group(house):
    """R11."""
    groups = [group for item in house.state()["campaign"].values() for group in item["groups"]]

    assert len({group["group_id"] for group in groups}) == len(groups)
    assert len({group["creative_id"] for group in groups}) == len(groups)


def test_enrollments_name_what_exists(house):
    state = house.state()
    for key, item in state["enrollment"].items():
        assert key == f"{item['campaign_id']}:{item['user_id']}"
        campaign = state["campaign"][str(item["campaign_id"])]
        behaviors = {str(behavior["behavior_id"]): behavior for behavior in campaign["behaviors"]}
        assert item["user_id"] in state["customer"]
        for behavior_id, counter in item["behaviors"].items():
            behavior = behaviors[behavior_id]
            assert set(counter.get("goals", {})) <= set(behavior.get("goals", {}))
            assert counter["current_count"] < behavior.get("total_count", 99)


def test_all_stages_types_and_creatives_are_there(house):
    """R28 R35 R76 R87 R119."""
    campaigns = house.state()["campaign"].values()

    assert {item["status"] for item in campaigns} == {
        *("live", "paused", "draft", "inreview", "completed")
    }
    assert {item["campaign_type"] for item in campaigns} == {"promotion", "messaging"}
    assert {group["type"] for item in campaigns for group in item["groups"]} == {
        *("internal_tile", "internal_full_page", "internal_behavior")
    }
    assert {behavior["type"] for item in campaigns for behavior in item["behaviors"]} == {
        *("count", "unique", "composite")
    }
    assert {offer["type"] for item in campaigns for offer in item["offers"]} == {
        *("deal", "trigger", "outcome_entry")
    }


def test_the_roles_of_the_description_name_what_exists(house):
    """The values that the description promises to a contract suite."""
    roles = Bundle.load(BUNDLED / "sessionm").document.data["x-roles"]
    seed = {name: role["seed"] for name, role in roles.items()}
    state = house.state()

    assert state["application"][seed["app.key"]]["secret"] == seed["app.secret"]
    assert state["auth_token"][seed["app.auth_token"]]["application"] == seed["app.key"]
    eligible = state["customer"][seed["customer.eligible"]]
    assert eligible["external_id"] == seed["customer.external"]
    live = state["campaign"][str(seed["campaign.live"])]
    assert live["permalink"] == seed["campaign.by_permalink"]
    assert live["behaviors"]
    assert live["offers"]
    assert live["groups"]
    codes = {
        name: house.opt_in(1, seed[f"campaign.{name}"])[1]
        for name in ("optin_open", "optin_not_started", "optin_ended", "optin_full", "no_optin")
    }
    assert codes == {
        "optin_open": "ok",
        "optin_not_started": "opt_in_not_started",
        "optin_ended": "opt_in_ended",
        "optin_full": "opt_in_limit_reached",
        "no_optin": "opt_in_error",
    }
    assert house.opt_in(2, seed["campaign.optin_open"])[1] == "user_ineligible_for_campaign"
    assert house.progress(1, seed["campaign.ended"])["state"] == "in_progress"
    assert state["campaign"][str(seed["campaign.draft"])]["status"] == "draft"
