"""A forced error reads like a real one; items that are made to fail change nothing."""

import asyncio
from copy import deepcopy

from hypothesis import given, settings
from hypothesis import strategies as st

from mockserver.replies.forced import Outcomes, Preferences
from mockserver.stubkit import Call
from specs.values import find_all
from tests.apis.criteo.desk import BUNDLE, PATCH, Desk, limited
from tests.support.outcomes import PlainMaker, told_in_stories, told_on_demand

OPERATION = Desk.operations[PATCH]
TABLE = [entry for entry in OPERATION.extensions["x-error-codes"] if entry["severity"] == "error"]
NEXT_PERIOD = (
    "campaign--campaign-update-check--"
    "new-spend-limit-amount-will-take-place-at-the-next-period-start"
)
DETAILED = {
    "invalid-syntax",
    "method-not-allowed",
    "payload-too-large",
    "unsupported-media-type",
    "invalid",
    "required-field",
    "campaign-not-found",
    "insufficient-advertiser-permissions",
}
"""Codes whose detail tells what is wrong with the request at hand."""


def entries_of(code, answer):
    """The entries of a code, but for what differs between any two requests."""
    body = answer.json()
    found = []
    for entry in [*body["errors"], *body.get("warnings", ())]:
        if entry["code"] == code:
            told = {"instance", "detail"} if code in DETAILED else {"instance"}
            found.append(
                {name: "..." if name in told else entry[name] for name in entry}
                | {"traceIdentifier": 0}
            )
    return found


def test_every_code_reads_as_where_something_is_wrong(mock_client):
    real = told_in_stories(mock_client, BUNDLE)
    forced = told_on_demand(mock_client, BUNDLE, real)

    assert len({code for _, _, code in real}) > 15
    for key, [answer] in forced.items():
        mine = entries_of(key[2], answer)
        others = [entry for other in real[key] for entry in entries_of(key[2], other)]
        assert mine, key
        assert all(entry in others for entry in mine), key
        challenges = [other.headers.get("www-authenticate") for other in real[key]]
        assert answer.headers.get("www-authenticate") in challenges, key


def test_the_words_are_about_the_request_at_hand(mock_client):
    codes = {
        ("getCampaign", 404, "campaign-not-found"): "The portfolio has no campaign 99999.",
        ("createCampaign", 403, "insufficient-advertiser-permissions"): (
            "The caller may not act for advertiser 12345."
        ),
        ("searchCampaigns", 405, "method-not-allowed"): (
            "/marketing-solutions/campaigns/search does not take POST."
        ),
    }
    forced = told_on_demand(mock_client, BUNDLE, {key: [] for key in codes})

    told = {key: answer.json()["errors"][0]["detail"] for key, [answer] in forced.items()}
    assert told == codes


def update(items, **asked):
    """The answer to an update that prefers something, and the state that it leaves."""

    async def play():
        desk = await Desk().open()
        outcomes = Outcomes(BUNDLE, OPERATION, stub=desk.stub, maker=PlainMaker(OPERATION))
        handler = desk.stub.operations[PATCH]
        portfolio = {"application": "demo-client", "advertisers": ["12345", "12346"]}
        body = {"data": deepcopy(items)}
        call = Call(OPERATION, "PATCH", OPERATION.path, {}, {}, {}, {}, body, (), {}, portfolio)

        async def work(world):
            if not asked:
                return await handler(call, world)
            forced = await outcomes.force(Preferences(**asked), call, world=world, handler=handler)
            assert forced.hints == ()
            return forced.reply

        reply = await desk.sandbox.run("criteo", work)
        desk.judge_answer(OPERATION, reply)
        return reply, await desk.state()

    return asyncio.run(play())


_LIMITS = st.sampled_from(
    [
        {"spendLimitAmount": 123.5},
        {"spendLimitAmount": -9000},
        {"spendLimitAmount": 0.01},
        {"spendLimitType": "uncapped"},
        {"spendLimitRenewal": "lifetime", "spendLimitAmount": 5000},
        {},
    ]
)
_IDS = st.sampled_from(["99999", "50001", "50002", "50003", "50005", "88888", "404"])
_BATCHES = st.lists(st.builds(limited, _IDS, _LIMITS), min_size=1, max_size=6).flatmap(
    lambda items: st.tuples(
        st.just(items), st.sets(st.integers(0, len(items) - 1), min_size=1).map(sorted)
    )
)
_ERRORS = st.none() | st.sampled_from([entry["code"] for entry in TABLE])


@settings(deadline=None)
@given(_BATCHES, _ERRORS)
def test_items_that_fail_leave_the_others_alone(batch, error):
    items, failing = batch
    kept = [item for index, item in enumerate(items) if index not in failing]
    reply, state = update(items, fail_items=tuple(failing), error=error)
    alone, alone_state = update(kept)
    places = [index for index in range(len(items)) if index not in failing]

    assert reply.body["data"] == alone.body["data"]
    if kept:
        assert state == alone_state
    for kind in ("errors", "warnings"):
        theirs = [
            (f"@data/{places[int(entry['instance'].removeprefix('@data/'))]}", entry["code"])
            for entry in alone.body[kind]
        ]
        mine = [(entry["instance"], entry["code"]) for entry in reply.body[kind]]
        forced = [(f"@data/{index}", error or TABLE[0]["code"]) for index in failing]
        told = theirs + (forced if kind == "errors" else [])
        assert mine == sorted(told, key=lambda pair: int(pair[0].removeprefix("@data/")))
    assert len(set(find_all(reply.body, "/errors/*/traceIdentifier"))) == 1


@settings(deadline=None)
@given(_BATCHES)
def test_a_forced_warning_stands_beside_every_applied_item(batch):
    items, _ = batch
    reply, state = update(items, error=NEXT_PERIOD)
    plain, plain_state = update(items)
    applied = [entry["id"] for entry in reply.body["data"]]
    warned = [
        str(items[int(entry["instance"].removeprefix("@data/"))]["id"])
        for entry in reply.body["warnings"]
        if entry["code"] == NEXT_PERIOD
    ]

    assert (reply.body["data"], reply.body["errors"]) == (plain.body["data"], plain.body["errors"])
    assert state == plain_state
    assert sorted(set(warned)) == sorted(applied)
