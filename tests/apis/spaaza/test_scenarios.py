"""Each scenario of Spaaza shows what its description says."""

import pytest

from tests.support.scenarios import Stage

TOKEN = {"Authorization": "Bearer 10000000-0000-4000-8000-000000000001:demo-secret"}
plays = pytest.mark.parametrize


class Store(Stage):
    """A caller of the mock, with an access token."""

    def __init__(self, name):
        super().__init__("spaaza", name)

    def interact(self, campaign, user="5001"):
        query = {"campaign_id": campaign, "user_id": user}
        return told(self.ask("GET", "/interact-campaign", headers=TOKEN, params=query))

    def points(self, user):
        return self.control("ledger", {"user": user})["user"]["points"]


def told(response):
    """Returns the error's code, that of the warning, or whether it succeeded."""
    body = response.json()
    if "error" in body:
        return f"error {body['error']['code']}"
    warnings = body.get("warnings")
    return f"warning {warnings[0]['code']}" if warnings else body["results"]["success"]


@pytest.fixture
def store(request):
    return Store(request.param)


@plays("store", ["last_reward_left"], indirect=True)
@plays("campaign", ["701", "711", "712"])
def test_the_first_customer_gets_the_last_reward(store, campaign):
    assert store.interact(campaign) is True
    assert store.interact(campaign, "5002") == "error 450"
    assert store.interact(campaign) == "warning 450"


@plays("store", ["not_enough_points"], indirect=True)
def test_one_point_is_missing(store):
    assert store.interact("711") == "error 451"
    assert store.interact("702") is True
    assert store.points("5001") == 89
    assert store.interact("711") is True


@plays("store", ["campaign_not_yet_active"], indirect=True)
@plays("campaign", ["701", "702", "711", "712"])
def test_campaigns_open_after_an_hour(store, campaign):
    assert store.interact(campaign) == "error 449"
    assert store.interact("721") is True

    store.advance("1h")
    assert store.interact(campaign) is True


@plays("store", ["campaign_ends_soon"], indirect=True)
@plays("campaign", ["701", "702", "711", "712"])
def test_campaigns_close_after_ten_minutes(store, campaign):
    assert store.interact(campaign) is True
    store.advance("10m")
    assert store.interact(campaign) == "error 449"


@plays("store", ["fully_redeemed"], indirect=True)
@plays("campaign", ["701", "702", "711", "712"])
def test_sold_out_campaigns_are_fully_redeemed(store, campaign):
    assert store.interact(campaign) == "error 450"
    assert store.interact("701", "5003") == "warning 450"


@plays("store", ["rewards_redeemed"], indirect=True)
@plays("campaign", ["701", "702", "711"])
def test_who_has_redeemed_gets_nothing_more(store, campaign):
    assert store.interact(campaign) == "warning 450"
    assert store.points("5001") == 100
    assert store.interact(campaign, "5002") is True


@plays("store", ["users_of_another_chain"], indirect=True)
@plays("user", ["5001", "5002", "5003", "5004"])
def test_users_of_another_chain_are_a_mismatch(store, user):
    assert store.interact("701", user) == "error 405"
    assert store.interact("801", user) is True
    assert store.interact("701", "5011") is True


@plays("store", ["session_about_to_expire"], indirect=True)
def test_the_session_lasts_a_minute(store):
    def as_user(key):
        headers = {
            "X-Spaaza-Session-User-Id": "5001",
            "X-Spaaza-Session-Key": key,
            "X-Spaaza-MyPrice-App-Hostname": "shop.example.test",
        }
        query = {"campaign_id": "702"}
        return told(store.ask("GET", "/interact-campaign", headers=headers, params=query))

    assert as_user("demo-user-key") is True
    store.advance("1m")
    assert as_user("demo-user-key") == "error 6"
    assert as_user("lasting-user-key") is True


@plays("store", ["interaction_flaky"], indirect=True)
def test_two_interactions_find_the_server_down(store):
    query = {"campaign_id": "711", "user_id": "5001"}
    path = "/interact-campaign"
    found = [store.ask("GET", path, headers=TOKEN, params=query) for _ in range(2)]

    assert [one.status_code for one in found] == [503, 503]
    assert all("error" in one.json() for one in found)
    assert store.points("5001") == 100
    assert store.interact("711") is True


@plays("store", ["answer_lost"], indirect=True)
def test_a_reward_is_issued_though_its_answer_is_lost(store):
    with pytest.raises(ConnectionResetError):
        store.interact("711")

    assert store.points("5001") == 60
    assert store.interact("711") is True
    assert store.points("5001") == 20


@plays("store", ["rate_limited"], indirect=True)
def test_after_some_calls_there_are_too_many(store):
    query = {"campaign_id": "702", "user_id": "5001"}
    path = "/interact-campaign"
    found = [store.ask("GET", path, headers=TOKEN, params=query).status_code for _ in range(9)]

    assert found == [200] * 5 + [429] * 3 + [200]
