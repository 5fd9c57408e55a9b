"""Laws of portfolios: who may see and change which campaigns."""

from collections.abc import Iterator
from typing import Final

from hypothesis import strategies as st

from contracts.lawkit import Draw, Exchange, Law, Session, Violation, find, law, same

from .campaigns import (
    CREATE,
    READ,
    SEARCH,
    UNCAPPED,
    UPDATE,
    capped,
    creation,
    found,
    item,
    limit_of,
    limits,
    listed,
    make,
    money,
    read,
    search,
    steady,
    update,
)

_OUTSIDE: Final = "campaign.outside_portfolio"
_STRANGER: Final = "other_application"


@law(
    says="No search finds a campaign outside the portfolio, however it is asked for.",
    holds=("LC21", "R145"),
    operations=(SEARCH,),
    roles=(_OUTSIDE, "advertiser.outside_portfolio", "advertiser.own"),
    examples=8,
)
def search_stays_inside_the_portfolio(session: Session, draw: Draw) -> Iterator[Violation]:
    """Asks for the campaign, for its advertiser, for both, and for everything."""
    outside = str(session.role(_OUTSIDE))
    owner = str(session.role("advertiser.outside_portfolio"))
    own = str(session.role("advertiser.own"))
    filters = draw(
        st.sampled_from(
            (
                {},
                {"campaignIds": [outside]},
                {"advertiserIds": [owner]},
                {"advertiserIds": [own, owner]},
                {"campaignIds": [outside], "advertiserIds": [owner]},
            )
        )
    )
    exchange = search(session, filters)
    for campaign, raw in listed(exchange).items():
        if campaign == outside or str(raw.get("attributes", {}).get("advertiserId")) == owner:
            yield Violation(
                expected=f"nothing of advertiser {owner}, who is outside the portfolio",
                got=f"campaign {campaign}",
                exchange=exchange,
            )


@law(
    says="A campaign outside the portfolio cannot be read.",
    holds=("LC21", "R145"),
    operations=(READ,),
    roles=(_OUTSIDE,),
)
def outside_campaign_cannot_be_read(session: Session, draw: Draw) -> Iterator[Violation]:
    """Reads it."""
    exchange = read(session, session.role(_OUTSIDE))
    if exchange.status == 200:
        yield Violation(expected="no campaign", got="status 200", exchange=exchange)


@law(
    says="An update cannot change a campaign outside the portfolio, and tells nothing of it.",
    holds=("LC7", "LC21", "R162"),
    operations=(UPDATE, READ, CREATE),
    roles=(_OUTSIDE, "advertiser.own", "caller.other_application"),
    examples=8,
)
def outside_campaign_cannot_be_updated(session: Session, draw: Draw) -> Iterator[Violation]:
    """Lets its owner read it before and after an update by somebody else."""
    outside = session.role(_OUTSIDE)
    before = read(session, outside, "its owner reads it", _STRANGER)
    session.need(before.status == 200, "the owner of a campaign outside the portfolio")
    items = [item(outside, capped("daily", draw(money)))]
    if draw(st.booleans()):
        items.insert(0, item(make(session, UNCAPPED), capped("daily", draw(money))))
    exchange = update(session, *items, note="somebody else updates it")
    after = read(session, outside, "its owner reads it again", _STRANGER)
    yield from same("its limit", limit_of(before), limit_of(after), at=after, cause="changed")
    name = before.at("/data/attributes/name")
    if isinstance(name, str) and _tells(exchange, name):
        yield Violation(
            expected="an answer without the name of a campaign outside the portfolio",
            got=name,
            exchange=exchange,
            cause="told",
        )


@law(
    says="Another application neither sees nor changes what this one has made.",
    holds=("LC21", "R145", "R162"),
    operations=(UPDATE, READ, CREATE, SEARCH),
    roles=("advertiser.own", "caller.other_application"),
    examples=8,
)
def new_campaign_is_its_owners_alone(session: Session, draw: Draw) -> Iterator[Violation]:
    """Makes a campaign, and lets another application look for it and update it."""
    campaign = make(session, capped("daily", draw(money)))
    before = steady(session, campaign)
    single = read(session, campaign, "another application reads it", _STRANGER)
    if single.status == 200:
        yield Violation(expected="no campaign", got="status 200", exchange=single, cause="read")
    filters = draw(st.sampled_from(({}, {"campaignIds": [campaign]})))
    several = search(session, filters, "another application searches", _STRANGER)
    if campaign in listed(several):
        yield Violation(
            expected=f"a search without campaign {campaign} of another application",
            got="it is found",
            exchange=several,
            cause="search",
        )
    update(session, item(campaign, capped("daily", draw(money))), caller=_STRANGER)
    after = found(session, campaign, "its owner reads it after")
    yield from same("its limit", limit_of(before), limit_of(after), at=after, cause="changed")


@law(
    says="A campaign cannot be made for an advertiser outside the portfolio.",
    basis="outside",
    holds=("LC21", "R140"),
    operations=(CREATE,),
    roles=("advertiser.outside_portfolio",),
    examples=3,
)
def creation_stays_inside_the_portfolio(session: Session, draw: Draw) -> Iterator[Violation]:
    """Tries to make one."""
    owner = session.role("advertiser.outside_portfolio")
    session.need(session.has("advertiser.own"), "an advertiser of the caller's own")
    made = session.call(CREATE, json=creation(session, UNCAPPED, advertiserId=owner))
    if made.status < 400:
        yield Violation(
            expected=f"a refusal, since advertiser {owner} is outside the portfolio",
            got=f"status {made.status}",
            exchange=made,
        )


@law(
    says="A creation for an advertiser outside the portfolio, once refused, has made nothing.",
    basis="outside",
    holds=("LC21", "R140"),
    operations=(CREATE, SEARCH),
    roles=("advertiser.outside_portfolio", "caller.other_application"),
    examples=3,
)
def refused_creation_makes_nothing(session: Session, draw: Draw) -> Iterator[Violation]:
    """Tries to make one, and lets both applications look for its name."""
    owner = session.role("advertiser.outside_portfolio")
    body = creation(session, draw(limits), advertiserId=owner)
    made = session.call(CREATE, json=body, note="make one of somebody else's advertiser")
    session.need(400 <= made.status < 500, "a creation that is refused")
    name = body["data"]["attributes"]["name"]
    for caller in (_STRANGER, "default"):
        exchange = search(session, note="look for it", caller=caller)
        if _tells(exchange, name):
            yield Violation(
                expected=f"no campaign {name}, since its creation was refused",
                got="it is found",
                exchange=exchange,
                cause=caller,
            )


@law(
    says="An advertiser that leaves the portfolio takes its campaigns along, and brings them back.",
    holds=("LC21", "R145"),
    operations=(CREATE, READ, SEARCH),
    roles=("advertiser.own", "caller.client"),
    controls=("portfolio",),
    examples=4,
)
def portfolio_is_the_present_one(session: Session, draw: Draw) -> Iterator[Violation]:
    """Searches while an advertiser is in the portfolio, out of it, and in it again."""
    campaign = make(session, draw(limits))
    application = find(session.role("caller.client"), "/oauth2/client_id")
    change = {"application": application, "advertiser": session.role("advertiser.own")}
    filters = draw(st.sampled_from(({}, {"campaignIds": [campaign]})))
    before = search(session, filters, "while its advertiser is in the portfolio")
    session.need(campaign in listed(before), "a new campaign that is found")
    session.control("portfolio", **change, member=False)
    # No need may fail before its advertiser is back.
    without = session.call(SEARCH, json={"filters": filters}, note="while it is outside")
    single = read(session, campaign, "while its advertiser is outside")
    session.control("portfolio", **change, member=True)
    again = search(session, filters, "once its advertiser is back")
    if campaign in listed(without):
        yield Violation(f"no campaign {campaign}", "it is found", without, cause="search")
    if single.status == 200:
        yield Violation("no campaign", "status 200", single, cause="read")
    if campaign not in listed(again):
        yield Violation(f"campaign {campaign}", "it is not found", again, cause="back")


def _tells(exchange: Exchange, text: str) -> bool:
    body = exchange.reply.body if exchange.reply is not None else b""
    return len(text) > 3 and text.encode() in body


SHARING: Final[tuple[Law, ...]] = (
    search_stays_inside_the_portfolio,
    outside_campaign_cannot_be_read,
    outside_campaign_cannot_be_updated,
    new_campaign_is_its_owners_alone,
    creation_stays_inside_the_portfolio,
    refused_creation_makes_nothing,
    portfolio_is_the_present_one,
)
