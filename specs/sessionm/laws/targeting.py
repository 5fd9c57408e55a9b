"""Targeting by tags: who qualifies now."""

from collections.abc import Iterator
from typing import Final

from contracts.lawkit import Draw, Law, Record, Session, Violation, law, same

from .reading import is_ok, refused
from .subjects import make, named, open_opt_in, opt_in, standing

CALLS: Final = ("createCampaign", "getEligibleCampaign", "optIn", "listEligibleCampaigns")


def by_tags(wanted: str, unwanted: str) -> Record:
    """Returns a targeting of the documented form with its two tags."""
    return {
        "targeting": {
            "$and": [
                {"user.tags": {"$in": [wanted]}},
                {"user.tags": {"$not": {"$in": [unwanted]}}},
            ]
        },
        "qualify_tag": wanted,
        "disqualify_tag": unwanted,
    }


@law(
    says="Whether a customer qualifies follows the customer's tags at once.",
    holds=("R3", "R9", "R47", "R48", "R49", "R63"),
    operations=CALLS,
    roles=("customer.eligible",),
    controls=("tag",),
    examples=1,
)
def qualified_follows_the_tags(session: Session, draw: Draw) -> Iterator[Violation]:
    """Not yet, now, and no longer."""
    wanted, unwanted = session.fresh("wanted"), session.fresh("unwanted")
    made = make(session, **open_opt_in(session), **by_tags(wanted, unwanted))
    before = standing(session, made)
    session.need(before.get("qualified") is False, "targeting of new campaigns that takes effect")
    customer = session.role("customer.eligible")
    try:
        session.control("tag", customer=customer, add=[wanted])
        tagged = standing(session, made)
        session.control("tag", customer=customer, add=[unwanted])
        lost = standing(session, made)
        answer = opt_in(session, made, note="opt in although tagged away")
    finally:
        session.control("tag", customer=customer, remove=[wanted, unwanted])
    yield from same("qualified with the tag that targeting asks for", True, tagged.get("qualified"))
    what = "qualified with the tag that targeting excludes"
    yield from same(what, False, lost.get("qualified"), cause="excluded")
    yield from refused("an opt-in by a customer who does not qualify", answer)


@law(
    says="Tags that targeting does not name have no effect.",
    holds=("R48",),
    operations=CALLS,
    roles=("customer.eligible",),
    controls=("tag",),
    examples=1,
)
def tags_outside_targeting_have_no_effect(session: Session, draw: Draw) -> Iterator[Violation]:
    """A campaign with the two tags and without targeting, and a customer with the wrong one."""
    unwanted = session.fresh("unwanted")
    plain = make(session)
    tagged = make(session, qualify_tag=session.fresh("wanted"), disqualify_tag=unwanted)
    customer = session.role("customer.eligible")
    try:
        session.control("tag", customer=customer, add=[unwanted])
        expected = standing(session, plain).get("qualified")
        query = {"filters[]": ["all"]}
        answer = session.call("getEligibleCampaign", path=named(session, tagged), query=query)
    finally:
        session.control("tag", customer=customer, remove=[unwanted])
    session.need(is_ok(answer), "a campaign that can be read for a customer")
    got = answer.at("/campaign/qualified")
    yield from same("qualified as in a campaign without tags", expected, got, at=answer)


LAWS: Final[tuple[Law, ...]] = (qualified_follows_the_tags, tags_outside_targeting_have_no_effect)
