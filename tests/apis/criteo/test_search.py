"""Search and read: a search is the portfolio, filtered."""

import asyncio

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.apis.criteo.desk import Desk

ADVERTISERS = ["12345", "12346", "23456", "67890", "1", "none"]
CAMPAIGNS = ["50001", "50002", "50004", "50007", "50008", "99999", "40404", ""]
TOKENS = ["demo-token", "other-token", "empty-token"]

advertiser_ids = st.lists(st.sampled_from(ADVERTISERS), max_size=4)
campaign_ids = st.lists(st.sampled_from(CAMPAIGNS), max_size=5)
tokens = st.sampled_from(TOKENS)


async def search(desk, filters, token="demo-token"):
    reply = await desk.ask("searchCampaigns", {"filters": filters}, token=token)
    assert reply.status == 200
    return reply.body["data"]


@settings(deadline=None)
@given(advertisers=advertiser_ids, campaigns=campaign_ids, token=tokens)
def test_search_is_the_portfolio_filtered(advertisers, campaigns, token):
    async def story():
        desk = await Desk().open()
        everything = await search(desk, {}, token)
        found = await search(desk, {"advertiserIds": advertisers, "campaignIds": campaigns}, token)
        assert found == [
            campaign
            for campaign in everything
            if (not advertisers or campaign["attributes"]["advertiserId"] in advertisers)
            and (not campaigns or campaign["id"] in campaigns)
        ]

    asyncio.run(story())


@settings(deadline=None)
@given(advertisers=advertiser_ids.filter(bool))
def test_search_by_many_is_the_union_of_searches_by_one(advertisers):
    async def story():
        desk = await Desk().open()
        found = await search(desk, {"advertiserIds": advertisers})
        union = {
            campaign["id"]
            for advertiser in advertisers
            for campaign in await search(desk, {"advertiserIds": [advertiser]})
        }
        assert {campaign["id"] for campaign in found} == union

    asyncio.run(story())


def test_every_campaign_found_reads_the_same(desk):
    for campaign in asyncio.run(search(desk, {})):
        assert asyncio.run(desk.read(campaign["id"])) == campaign


def test_portfolios_share_no_campaign(desk):
    found = [
        {campaign["id"] for campaign in asyncio.run(search(desk, {}, token))} for token in TOKENS
    ]

    assert [len(ids) for ids in found] == [13, 1, 0]
    assert not found[0] & found[1]


def test_search_sorts_by_number_and_writes_nothing(desk):
    before = asyncio.run(desk.state())

    ids = [int(campaign["id"]) for campaign in asyncio.run(search(desk, {}))]

    assert ids == sorted(ids)
    assert asyncio.run(desk.state()) == before


def test_numbers_in_filters_stand_for_their_digits(desk):
    filters = {"advertiserIds": [12345], "campaignIds": [99999.0]}

    assert [campaign["id"] for campaign in asyncio.run(search(desk, filters))] == ["99999"]
