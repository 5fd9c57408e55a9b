"""The mock-only actions: they move customers and campaigns, and say so."""

import pytest

from tests.apis.sessionm.house import MEMBER


def refused(house, action, **body):
    answer = house.ask(f"/_mock/control/sessionm/{action}", method="POST", auth=None, json=body)
    return not answer.is_success


@pytest.mark.parametrize(
    ("action", "body"),
    [
        ("customer-event", {"customer": "nobody", "event_name": "steps.walked"}),
        ("customer-event", {"customer": "member-1"}),
        ("customer-event", {"customer": "member-1", "event_name": "steps.walked", "count": 0}),
        ("customer-event", {"customer": "member-1", "event_name": "steps.walked", "more": 1}),
        ("opt-out", {"customer": "member-1", "campaign": 4711}),
        ("opt-out", {"customer": "nobody", "campaign": 1001}),
        ("opt-out", {"customer": "sample-1", "campaign": 1001}),
        ("opt-out", {"customer": MEMBER.format(1), "campaign": 702}),
        ("tag", {"customer": "nobody", "add": ["x"]}),
        ("tag", {"customer": "member-1", "add": [""]}),
        ("campaign-status", {"campaign": 4711, "status": "live"}),
        ("campaign-status", {"campaign": 1001, "status": "sunny"}),
    ],
    ids=str,
)
def test_a_control_with_a_fault_changes_nothing(house, action, body):
    before = house.state()

    assert refused(house, action, **body)
    assert house.state() == before


def test_an_event_tells_which_campaigns_counted_it(house):
    """R18."""
    house.opt_in(1, 1001)

    counted = house.control(
        "customer-event", customer="member-1", event_name="steps.walked", count=3
    )

    assert counted == {"campaigns": [{"campaign_id": 1001, "state": "completed"}]}


def test_an_event_that_nobody_waits_for_counts_nowhere(house):
    before = house.state()

    counted = house.control("customer-event", customer=MEMBER.format(1), event_name="none")

    assert counted == {"campaigns": []}
    assert house.state() == before


def test_an_event_counts_in_applications_of_the_organization_only(house):
    """R23: Both applications' campaigns may count one event; another organization's may not."""
    campaign = house.state()["campaign"]["1001"] | {"id": 1202, "optin_required": False}
    house.put("campaign", "1202", campaign | {"application": "partner-key"})
    house.put("campaign", "1203", campaign | {"id": 1203, "application": "globex-key"})

    counted = house.control("customer-event", customer=MEMBER.format(1), event_name="steps.walked")

    assert [item["campaign_id"] for item in counted["campaigns"]] == [1202]


def test_an_event_of_a_customer_who_lost_eligibility_does_not_count(house):
    """R49 R58: also after an opt-in."""
    house.opt_in(1, 1013)
    house.control("tag", customer="member-1", add=["blocked"])

    counted = house.control("customer-event", customer="member-1", event_name="gold.visited")

    assert counted == {"campaigns": []}


def test_an_event_of_a_customer_who_left_does_not_count(house):
    """R59: also where no opt-in was needed."""
    house.control("opt-out", customer="member-1", campaign=1006)

    counted = house.control("customer-event", customer="member-1", event_name="store.visited")

    assert counted == {"campaigns": []}


def test_opting_out_keeps_what_was_counted(house):
    """R99."""
    house.opt_in(1, 1001)
    house.control("customer-event", customer="member-1", event_name="steps.walked")

    assert house.control("opt-out", customer="member-1", campaign=1001) == {"state": "opted_out"}

    progress = house.progress(1, 1001)
    assert progress["opted_in"] is False
    assert progress["behaviors"][0]["progress"] == 1


def test_opting_out_takes_the_customer_of_the_campaigns_organization(house):
    """R23: two organizations use one external id for two customers."""
    campaign = house.state()["campaign"]["1001"] | {"id": 1203, "application": "globex-key"}
    house.put("campaign", "1203", campaign)

    house.control("opt-out", customer="member-1", campaign=1203)

    customers = house.state()["customer"]
    (left,) = [
        item["user_id"]
        for item in house.state()["enrollment"].values()
        if item["campaign_id"] == 1203
    ]
    assert customers[left]["external_id"] == "member-1"
    assert customers[left]["organization"] == "globex"


def test_tags_come_and_go(house):
    """R49."""
    added = house.control("tag", customer="member-1", add=["a", "gold"], remove=["gold"])

    assert added == {"tags": ["a", "gold"]}
    assert house.control("tag", customer="member-1", add=["a"]) == added
    assert house.control("tag", customer="member-1", remove=["a", "b"]) == {"tags": ["gold"]}
