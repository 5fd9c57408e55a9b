"""Laws of caps: only a capped limit has a size, and who may lift one."""

from collections.abc import Iterator
from typing import Final

from hypothesis import strategies as st

from contracts.lawkit import Draw, Exchange, Law, Session, Violation, find, law, same

from .campaigns import (
    CREATE,
    READ,
    RENEWALS,
    SEARCH,
    UPDATE,
    accepted,
    amount_of,
    capped,
    creation,
    found,
    item,
    limit_of,
    limits,
    make,
    money,
    search,
    steady,
    successes,
    update,
)


@law(
    says="A new campaign without a cap needs neither amount nor renewal, and one with a cap both.",
    basis="outside",
    holds=("R141", "R142"),
    operations=(CREATE,),
    roles=("advertiser.own",),
)
def only_capped_creations_need_a_size(session: Session, draw: Draw) -> Iterator[Violation]:
    """Leaves out amount or renewal."""
    limit = capped(draw(st.sampled_from(RENEWALS)), draw(money))
    left_out = draw(st.sets(st.sampled_from(("spendLimitAmount", "spendLimitRenewal")), min_size=1))
    for name in left_out:
        del limit[name]
    is_capped = draw(st.booleans())
    if not is_capped:
        limit = {"spendLimitType": "uncapped"}
    made = session.call(CREATE, json=creation(session, limit), note="make a campaign")
    if is_capped != (400 <= made.status < 500):
        missing = " and ".join(sorted(left_out))
        yield Violation(
            expected=f"a refusal without {missing}" if is_capped else "a campaign without a cap",
            got=f"status {made.status}",
            exchange=made,
            cause="capped" if is_capped else "uncapped",
        )


@law(
    says="A limit is uncapped exactly if it has no amount and the renewal undefined.",
    holds=("LC16", "R137", "R138", "R139", "R142"),
    operations=(CREATE, READ, SEARCH),
    roles=("advertiser.own",),
)
def uncapped_limits_have_no_size(session: Session, draw: Draw) -> Iterator[Violation]:
    """Makes a campaign and looks at it in the answer, in a read and in the portfolio."""
    body = creation(session, draw(limits))
    made = session.call(CREATE, json=body, note="make a campaign")
    session.need(made.status in (200, 201), "a campaign that can be made")
    for exchange in (made, found(session, made.at("/data/id"))):
        yield from _consistent(exchange, "/data")
    everything = search(session, note="everything")
    campaigns = everything.at("/data")
    for place in range(len(campaigns) if isinstance(campaigns, list) else 0):
        yield from _consistent(everything, f"/data/{place}")


@law(
    says="A campaign whose cap is lifted has no amount and the renewal undefined.",
    basis="outside",
    holds=("LC16", "R137", "R139"),
    operations=(CREATE, READ, UPDATE),
    roles=("advertiser.own",),
    examples=5,
)
def lifted_caps_have_no_size(session: Session, draw: Draw) -> Iterator[Violation]:
    """Lifts the cap of a new campaign."""
    campaign = make(session, capped(draw(st.sampled_from(RENEWALS)), draw(money)))
    accepted(session, item(campaign, {"spendLimitType": "uncapped", "spendLimitAmount": None}))
    exchange = found(session, campaign)
    limit = exchange.at("/data/attributes/spendLimit")
    yield from same("type", "uncapped", find(limit, "/spendLimitType"), at=exchange)
    yield from _consistent(exchange, "/data")


@law(
    says="A cap cannot be lifted where the advertiser lacks the feature of updating limits.",
    basis="outside",
    holds=("LC7", "R167"),
    operations=(READ, UPDATE),
    roles=("campaign.feature_missing",),
)
def lifting_a_cap_needs_the_feature(session: Session, draw: Draw) -> Iterator[Violation]:
    """Lifts the cap of a campaign of such an advertiser, and reads it before and after."""
    campaign = session.role("campaign.feature_missing")
    before = limit_of(steady(session, campaign))
    session.need(before.get("spendLimitType") == "capped", "a capped campaign")
    lifted = {"spendLimitType": "uncapped", "spendLimitAmount": None}
    exchange = update(session, item(campaign, lifted), note="lift its cap")
    if successes(exchange):
        yield Violation(
            expected=f"an error of campaign {campaign}, whose advertiser lacks the feature",
            got="it succeeds",
            exchange=exchange,
        )
    after = found(session, campaign, "read it after")
    yield from same(f"the limit of campaign {campaign}", before, limit_of(after), at=after)


def _consistent(exchange: Exchange, where: str) -> Iterator[Violation]:
    """Yields a violation if type, renewal and amount of a limit do not fit together."""
    campaign = exchange.at(where)
    limit = find(campaign, "/attributes/spendLimit")
    is_uncapped = find(limit, "/spendLimitType") == "uncapped"
    signs = {
        "an amount of null": (amount_of(limit) is None, "spendLimitAmount"),
        'the renewal "undefined"': (
            find(limit, "/spendLimitRenewal") == "undefined",
            "spendLimitRenewal",
        ),
    }
    for what, (is_there, member) in signs.items():
        if is_there != is_uncapped:
            kind = "an uncapped" if is_uncapped else "a capped"
            yield Violation(
                expected=f"{what} if a limit is uncapped, and only then",
                got=f"{kind} limit {'with' if is_there else 'without'} it, "
                f"of campaign {find(campaign, '/id')}",
                exchange=exchange,
                pointer=f"{where}/attributes/spendLimit/{member}",
                cause=what,
            )


CAPPING: Final[tuple[Law, ...]] = (
    only_capped_creations_need_a_size,
    uncapped_limits_have_no_size,
    lifted_caps_have_no_size,
    lifting_a_cap_needs_the_feature,
)
