"""Each scenario of Criteo shows what its description says."""

import pytest

from tests.support.scenarios import Stage

PATH = "/marketing-solutions/campaigns"


class Office(Stage):
    """A caller of the mock, with `demo-token`."""

    def __init__(self, name):
        super().__init__("criteo", name)

    def call(self, method, path, body=None, *, token="demo-token"):
        headers = {"Authorization": f"Bearer {token}"}
        return self.ask(method, path, headers=headers, **({} if body is None else {"json": body}))

    def read(self, campaign, **options):
        return self.call("GET", f"{PATH}/{campaign}", **options)

    def search(self, **options):
        return self.call("POST", f"{PATH}/search", {"filters": {}}, **options).json()["data"]

    def update(self, **amounts):
        items = [
            {
                "type": "Campaign",
                "id": campaign.removeprefix("c"),
                "attributes": {"spendLimit": {"spendLimitAmount": amount}},
            }
            for campaign, amount in amounts.items()
        ]
        return self.call("PATCH", PATH, {"data": items}).json()


def codes(entries):
    """Returns the codes of errors, without what they have in common."""
    return [entry["code"].rpartition("--")[2] for entry in entries]


def ids(items):
    return [item["id"] for item in items]


@pytest.fixture
def office(request):
    return Office(request.param)


plays = pytest.mark.parametrize


@plays("office", ["limits_nearly_used"], indirect=True)
def test_a_lower_limit_meets_what_is_spent(office):
    answer = office.update(c50001=99, c50002=2984, c50003=9999, c99999=123.2)

    assert ids(answer["data"]) == ["50001", "50002", "99999"]
    assert len(answer["errors"]) == 1
    assert len(answer["warnings"]) == 2


@plays("office", ["all_uncapped"], indirect=True)
def test_no_campaign_has_a_limit_to_update(office):
    limits = [item["attributes"]["spendLimit"] for item in office.search()]

    assert {limit["spendLimitType"] for limit in limits} == {"uncapped"}
    assert codes(office.update(c50001=5, c50002=5)["errors"]) == ["spend-limit-does-not-exist"] * 2


@plays("office", ["limit_at_next_period"], indirect=True)
@plays(("campaign", "visible", "in_force"), [("50005", 60, 120), ("50010", 1000, 2000)])
def test_a_lowered_limit_waits_for_midnight(office, campaign, visible, in_force):
    shown = {"campaign": campaign, "visible": visible}

    assert office.control("limit_in_force", {"campaign": campaign}) == {
        **shown,
        "in_force": in_force,
    }
    office.advance("2h")
    assert office.control("limit_in_force", {"campaign": campaign}) == {
        **shown,
        "in_force": visible,
    }


@plays("office", ["month_ends_soon"], indirect=True)
def test_both_periods_end_in_five_minutes(office):
    assert len(office.update(c50001=99, c50002=2999)["warnings"]) == 2
    office.advance("5m")
    assert office.update(c50001=98, c50002=2998)["warnings"] == []


@plays("office", ["portfolio_lost"], indirect=True)
def test_who_acts_for_nobody_sees_nothing(office):
    assert office.search() == []
    assert office.read("50001").status_code == 404
    assert codes(office.update(c50001=5)["errors"]) == ["spend-limit-does-not-exist"]

    moved = {"application": "demo-client", "advertiser": "12345", "member": True}
    office.control("portfolio", moved)
    assert office.read("50001").status_code == 200


@plays("office", ["token_about_to_expire"], indirect=True)
def test_the_token_lasts_a_minute(office):
    assert office.read("50001").status_code == 200

    office.advance("1m")
    refused = office.read("50001")
    assert (refused.status_code, codes(refused.json()["errors"])) == (
        401,
        ["authorization-token-expired"],
    )
    assert office.read("50001", token="lasting-token").status_code == 200


@plays("office", ["hundreds_of_campaigns"], indirect=True)
def test_a_search_finds_hundreds_of_campaigns(office):
    found = office.search()

    assert len(found) == 400 + 13
    assert len(set(ids(found))) == len(found)
    assert office.read("60400").json()["data"]["attributes"]["name"] == "Always on no. 60400"


@plays("office", ["updates_locked"], indirect=True)
def test_of_a_batch_the_locked_half_fails(office):
    answer = office.update(c50001=50, c50002=2500, c99999=60, c88888=60)

    assert ids(answer["data"]) == ["50001", "99999"]
    assert codes(answer["errors"]) == ["spend-limit-does-not-exist"] * 2


@plays("office", ["update_flaky"], indirect=True)
def test_two_updates_find_the_server_down(office):
    body = {"data": [{"type": "Campaign", "id": "50001", "attributes": {}}]}
    found = [office.call("PATCH", PATH, body) for _ in range(3)]

    assert [one.status_code for one in found] == [503, 503, 200]
    assert [one.headers.get("retry-after") for one in found] == ["1", "1", None]
    assert all(one.json()["errors"] for one in found[:2]), "in the words of the API"


@plays("office", ["update_flaky"], indirect=True)
def test_a_scenario_that_is_loaded_again_begins_anew(office):
    for _ in range(2):
        found = [office.call("PATCH", PATH, {"data": []}).status_code for _ in range(3)]
        office.play("update_flaky")

        assert found == [503, 503, 200]


@plays("office", ["update_answer_lost"], indirect=True)
def test_an_update_is_applied_though_its_answer_is_lost(office):
    with pytest.raises(ConnectionResetError):
        office.update(c50001=77)

    assert office.read("50001").json()["data"]["attributes"]["spendLimit"]["spendLimitAmount"] == 77
    assert ids(office.update(c50001=77)["data"]) == ["50001"]


@plays("office", ["rate_limited"], indirect=True)
def test_after_some_calls_there_are_too_many(office):
    found = [office.read("50001") for _ in range(9)]

    assert [one.status_code for one in found] == [200] * 5 + [429] * 3 + [200]
    assert {one.headers["retry-after"] for one in found[5:8]} == {"10"}
