"""One customer and one campaign have several names; the answer is the same under each."""

import itertools

import pytest

from tests.apis.sessionm.house import MEMBER

MEMBERS = (1, 2, 3, 4)
V1 = "/priv/v1/apps/demo-key"
V2 = "/priv/v2/apps/demo-key"
TOKEN = "?auth_token=guest-token"
DETAILS = (
    "?filters[]=all&creatives[]=tile,promotion&sections[]=progress,behaviors,offers,redemptions"
)


def campaigns(house):
    """Returns (id, permalink) of every campaign of the application."""
    found = house.state()["campaign"].values()
    return [(item["id"], item["permalink"]) for item in found if item["application"] == "demo-key"]


@pytest.mark.parametrize("member", MEMBERS)
def test_progress_is_the_same_in_four_forms(house, member):
    """R71 R96 R43."""
    for id_, permalink in campaigns(house):
        bodies = [
            house.read(f"{V1}/{user}/{campaign}/progress")
            for user in (f"users/{MEMBER.format(member)}", f"external/users/member-{member}")
            for campaign in (f"campaigns/{id_}", f"external/campaigns/{permalink}")
        ]
        assert all(body == bodies[0] for body in bodies)


def test_progress_by_token_is_the_same_in_both_forms(house):
    """R72 R96."""
    for id_, permalink in campaigns(house):
        by_id = house.read(f"/api/v1/apps/demo-key/campaigns/{id_}/progress{TOKEN}")
        by_permalink = house.read(
            f"/api/v1/apps/demo-key/external/campaigns/{permalink}/progress{TOKEN}"
        )
        assert by_id == by_permalink


@pytest.mark.parametrize("member", MEMBERS)
def test_lists_are_the_same_by_both_ids(house, member):
    """R71."""
    for base, query in [(V1, ""), (V2, ""), (V2, DETAILS + "&page_size=7&page=2")]:
        by_internal = house.read(f"{base}/users/{MEMBER.format(member)}/campaigns{query}")
        by_external = house.read(f"{base}/external/users/member-{member}/campaigns{query}")
        assert by_internal == by_external


@pytest.mark.parametrize("member", MEMBERS)
def test_an_eligible_campaign_is_the_same_in_three_forms(house, member):
    """R71 R115: the envelope is the only difference. The list holds the same campaigns."""
    listed = house.read(f"{V2}/external/users/member-{member}/campaigns{DETAILS}&page_size=50")
    names = dict(campaigns(house))
    for shown in listed["campaigns"]:
        id_ = shown["campaign_id"]
        user = f"{V2}/users/{MEMBER.format(member)}"
        assert house.read(f"{user}/campaigns/{id_}{DETAILS}") == {"status": "ok", "campaign": shown}
        assert house.read(f"{user}/external/campaigns/{names[id_]}{DETAILS}") == shown
        external = f"{V2}/external/users/member-{member}/campaigns"
        assert house.read(f"{external}/{id_}{DETAILS}") == shown


def test_information_is_the_same_by_id_and_permalink(house):
    """R130 R43."""
    for id_, permalink in campaigns(house):
        by_id = house.read(f"{V1}/campaigns/{id_}/info")
        assert by_id == house.read(f"{V1}/external/campaigns/{permalink}/info")
        assert by_id["campaign"]["campaign_id"] == id_


def test_opting_in_is_the_same_by_both_ids(house):
    """R71: also in what it leaves behind."""
    by_internal = house.read(f"{V1}/users/{MEMBER.format(1)}/campaigns/1001/opt_in")
    after = house.state()
    house.open()

    by_external = house.read(f"{V1}/external/users/member-1/campaigns/1001/opt_in")

    assert by_external == by_internal
    assert house.state() == after


@pytest.mark.parametrize(
    "sections",
    [
        ",".join(chosen)
        for size in range(5)
        for chosen in itertools.combinations(
            ("progress", "behaviors", "offers", "redemptions"), size
        )
    ],
)
def test_sections_are_independent(house, sections):
    """R104: each adds its member and changes no other."""
    path = f"{V2}/external/users/member-4/campaigns/1001"
    everything = house.read(f"{path}?sections[]=progress,behaviors,offers,redemptions")
    asked = set(sections.split(",")) - {""}

    shown = house.read(f"{path}?sections[]={sections}")

    optional = {"progress", "behaviors", "offers", "redemptions"}
    assert set(shown) & optional == asked
    assert shown == {name: everything[name] for name in shown}
    assert set(everything) - set(shown) == optional - asked


def test_reading_changes_nothing(house):
    """R61: all but the opt-in; a repeat gives the same answer."""
    before = house.state()
    paths = [
        f"{V1}/external/users/member-4/campaigns",
        f"/api/v1/apps/demo-key/campaigns{TOKEN}",
        f"{V1}/external/users/member-4/campaigns/1014/progress",
        f"{V2}/external/users/member-4/campaigns{DETAILS}",
        f"{V2}/external/users/member-4/campaigns/1001{DETAILS}",
        "/v1/apps/demo-key/campaigns",
        f"{V1}/campaigns/1001/info",
    ]

    assert [house.read(path) for path in paths] == [house.read(path) for path in paths]
    assert house.state() == before


def test_a_creative_is_made_for_one_customer(house):
    """R78 R82: its URL names the customer, and what is tracked is told apart."""
    lists = [
        house.read(f"{V1}/external/users/member-{member}/campaigns")["campaigns"]
        for member in (1, 3)
    ]
    pages = [{item["template"]["html_payload"] for item in found["promotions"]} for found in lists]
    stats = [
        {item["template"]["action"]["event_meta_data"]["ad_stat_id"] for item in found["tiles"]}
        for found in lists
    ]

    assert all(MEMBER.format(1) in url for url in pages[0])
    assert pages[0].isdisjoint(pages[1])
    assert stats[0].isdisjoint(stats[1])
    assert len(stats[0]) == len(lists[0]["tiles"])


def test_pages_together_are_the_whole_list(house):
    """R107 R108."""
    path = f"{V2}/external/users/member-1/campaigns"
    whole = house.read(f"{path}?page_size=100")["campaigns"]
    for size in (1, 7, 20):
        count = house.read(f"{path}?page_size={size}")["number_of_pages"]
        pages = [
            house.read(f"{path}?page_size={size}&page={number}")["campaigns"]
            for number in range(1, count + 1)
        ]
        assert [item for page in pages for item in page] == whole
