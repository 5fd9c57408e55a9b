"""Each scenario of SessionM shows what its description says."""

import pytest

from tests.support.scenarios import Stage

HOME = "/priv/v1/apps/demo-key/external/users/member-1/campaigns"
PAGES = "/priv/v2/apps/demo-key/external/users/member-1/campaigns"
DEMO = ("demo-key", "demo-secret")
plays = pytest.mark.parametrize


class Shop(Stage):
    """A caller of the mock, with the credentials of `demo-key`."""

    def __init__(self, name):
        super().__init__("sessionm", name)

    def get(self, path, **options):
        return self.ask("GET", path, auth=DEMO, **options).json()

    def opt_in(self, campaign):
        return self.get(f"{HOME}/{campaign}/opt_in")

    def state(self, campaign):
        return self.get(f"{HOME}/{campaign}/progress")["campaign"]["state"]

    def listed(self):
        campaigns = self.get("/v1/apps/demo-key/campaigns").get("campaigns", [])
        return [item["id"] for item in campaigns]


def code(answer):
    return answer["errors"]["code"].lower()


@pytest.fixture
def shop(request):
    return Shop(request.param)


@plays("shop", ["campaign_ends_in_an_hour"], indirect=True)
def test_a_campaign_closes_and_then_ends(shop):
    assert shop.opt_in(1001)["status"] == "ok"

    shop.advance("30m")
    assert code(shop.get(HOME.replace("member-1", "member-3") + "/1001/opt_in")) == "opt_in_ended"
    assert 1001 in shop.listed()

    shop.advance("30m")
    assert 1001 not in shop.listed()
    assert shop.state(1001) == "opted_in"


@plays("shop", ["opt_in_closed"], indirect=True)
@plays("campaign", [1001, 1002, 1003, 1004, 1005, 1013, 1024])
def test_no_campaign_takes_an_opt_in_any_more(shop, campaign):
    assert code(shop.opt_in(campaign)) == "opt_in_ended"


@plays("shop", ["opt_in_opens_soon"], indirect=True)
@plays("campaign", [1001, 1004, 1013, 1024])
def test_opt_in_opens_after_five_minutes(shop, campaign):
    assert code(shop.opt_in(campaign)) == "opt_in_not_started"
    shop.advance("5m")
    assert shop.opt_in(campaign)["status"] == "ok"


@plays("shop", ["customer_nearly_done"], indirect=True)
@plays(
    ("campaign", "event"),
    [
        (1001, {"event_name": "steps.walked"}),
        (1004, {"event_name": "evergreen.visited"}),
        (1006, {"event_name": "store.visited", "value": "store-2"}),
        (1014, {"event_name": "triathlon.ran"}),
        (1017, {"event_name": "row.visited"}),
        (1020, {"event_name": "course.coffee"}),
    ],
)
def test_one_event_completes_a_campaign(shop, campaign, event):
    assert shop.state(campaign) == "in_progress"

    counted = shop.control("customer-event", {"customer": "member-1", **event})

    assert counted == {"campaigns": [{"campaign_id": campaign, "state": "completed"}]}


@plays("shop", ["empty_account"], indirect=True)
def test_an_application_begins_without_campaigns(shop):
    assert code(shop.get(HOME)) == "no_active_campaign_found"
    assert shop.listed() == []

    made = {"name": "First", "status": "live", "starts_at": "2026-01-01T00:00:00Z"}
    body = {"campaign": {**made, "ends_at": "2036-01-01T00:00:00Z"}}
    shop.ask("POST", "/priv/v1/apps/demo-key/management/campaigns", auth=DEMO, json=body)
    assert len(shop.listed()) == 1


@plays("shop", ["all_campaigns_over"], indirect=True)
def test_after_the_season_only_progress_is_left(shop):
    assert shop.listed() == []
    assert code(shop.get(HOME)) == "no_active_campaign_found"
    assert code(shop.opt_in(1001)) == "opt_in_error"
    assert shop.get(HOME.replace("member-1", "member-4") + "/1016/progress")["status"] == "ok"


@plays("shop", ["many_campaigns"], indirect=True)
def test_hundreds_of_campaigns_fill_many_pages(shop):
    page = shop.get(PAGES, params={"page_size": "500"})

    assert page["number_of_pages"] >= 4
    assert shop.get(PAGES)["number_of_pages"] >= 16
    assert len(shop.listed()) > 300


@plays("shop", ["token_about_to_expire"], indirect=True)
def test_an_anonymous_token_lasts_a_minute(shop):
    path = "/api/v1/apps/demo-key/campaigns"
    assert shop.get(path, params={"auth_token": "guest-token"})["status"] == "ok"

    shop.advance("1m")
    assert code(shop.get(path, params={"auth_token": "guest-token"})) == "invalid_auth_token"
    assert shop.get(path, params={"auth_token": "lasting-guest-token"})["status"] == "ok"


@plays("shop", ["opt_in_flaky"], indirect=True)
def test_two_opt_ins_find_the_server_down(shop):
    path = f"{HOME}/1001/opt_in"
    found = [shop.ask("GET", path, auth=DEMO) for _ in range(2)]

    assert [one.status_code for one in found] == [503, 503]
    assert {one.json()["status"] for one in found} == {"error"}
    assert shop.state(1001) == "qualified"
    assert shop.opt_in(1001)["status"] == "ok"


@plays("shop", ["rate_limited"], indirect=True)
def test_after_some_calls_there_are_too_many(shop):
    found = [shop.ask("GET", HOME, auth=DEMO).status_code for _ in range(9)]

    assert found == [200] * 5 + [429] * 3 + [200]
