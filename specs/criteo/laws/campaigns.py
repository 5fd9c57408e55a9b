"""What the laws are about: campaigns that they make or find, their limits, and updates of them."""

from typing import Final

from hypothesis import strategies as st

from contracts.lawkit import ABSENT, Draw, Exchange, Json, Record, Session, find

CREATE: Final = "createCampaign"
SEARCH: Final = "searchCampaigns"
READ: Final = "getCampaign"
UPDATE: Final = "updateCampaigns"
LIMIT: Final = "/data/attributes/spendLimit"
"""Where a read shows the spend limit."""
TYPE: Final = f"{LIMIT}/spendLimitType"
RENEWAL: Final = f"{LIMIT}/spendLimitRenewal"
AMOUNT: Final = f"{LIMIT}/spendLimitAmount"

UNCAPPED: Final[Record] = {"spendLimitType": "uncapped"}
PERIODS: Final = ("daily", "monthly")
RENEWALS: Final = ("daily", "monthly", "lifetime")
GOALS: Final = ("Acquisition", "Retention")

money = st.integers(100, 999_999).map(lambda cents: cents / 100)
"""Amounts that nobody minds, from 1.00 to 9999.99."""


def capped(renewal: str, amount: float) -> Record:
    """Returns a whole capped limit."""
    return {
        "spendLimitRenewal": renewal,
        "spendLimitType": "capped",
        "spendLimitAmount": amount,
    }


limits = st.one_of(
    st.builds(capped, st.sampled_from(RENEWALS), money),
    st.just(UNCAPPED),
)
"""Limits of new campaigns."""


def other_money(draw: Draw, *others: float) -> float:
    """Draws an amount that differs from others."""
    return draw(money.filter(lambda amount: amount not in others))


def creation(session: Session, limit: Record, /, **attributes: Json) -> Record:
    """Returns the body that makes a campaign of the caller's own advertiser."""
    plain = {
        "name": session.fresh("campaign"),
        "advertiserId": session.role("advertiser.own"),
        "goal": "Retention",
        "spendLimit": limit,
    }
    return {"data": {"type": "Campaign", "attributes": {**plain, **attributes}}}


def make(session: Session, limit: Record, /, note: str = "", **attributes: Json) -> str:
    """Makes a campaign and returns its id.

    Raises:
        NotJudged: It is refused.
    """
    body = creation(session, limit, **attributes)
    made = session.call(CREATE, json=body, note=note or "make a campaign")
    identity = made.at("/data/id")
    accepted = made.status in (200, 201) and isinstance(identity, str | int)
    session.need(accepted, "a campaign that can be made")
    return str(identity)


def read(
    session: Session, campaign: Json, note: str = "read it", caller: str = "default"
) -> Exchange:
    """Reads one campaign, whatever the answer is."""
    return session.call(READ, path={"campaignId": campaign}, caller=caller, note=note)


def found(session: Session, campaign: Json, note: str = "read it") -> Exchange:
    """Reads one campaign that is there.

    Raises:
        NotJudged: It cannot be read.
    """
    exchange = read(session, campaign, note)
    session.need(exchange.status == 200, "a campaign that can be read")
    return exchange


def steady(session: Session, campaign: Json) -> Exchange:
    """Reads one campaign, twice where others may change it.

    Raises:
        NotJudged: It cannot be read, or changes while nobody touches it.
    """
    first = found(session, campaign)
    if not session.is_exclusive:
        same = attributes(found(session, campaign, "read it once more")) == attributes(first)
        session.need(same, "a campaign that stays as it is while nobody touches it")
    return first


def search(
    session: Session,
    filters: Record | None = None,
    note: str = "search",
    caller: str = "default",
) -> Exchange:
    """Searches with filters by their names.

    Raises:
        NotJudged: The search is refused.
    """
    body = {"filters": filters or {}}
    exchange = session.call(SEARCH, json=body, caller=caller, note=note)
    session.need(exchange.status == 200, f"a search, and got status {exchange.status}")
    return exchange


def listed(exchange: Exchange) -> dict[str, Record]:
    """Returns the campaigns of a search by id."""
    campaigns = exchange.at("/data")
    known = campaigns if isinstance(campaigns, list) else []
    return {str(find(campaign, "/id")): campaign for campaign in known}


def item(campaign: Json, limit: Json = ABSENT, /, **attributes: Json) -> Record:
    """Returns an item of an update."""
    changed = {**attributes, **({} if limit is ABSENT else {"spendLimit": limit})}
    return {"type": "Campaign", "id": campaign, "attributes": changed}


def update(
    session: Session, *items: Json, note: str = "update", caller: str = "default"
) -> Exchange:
    """Updates campaigns, whatever the answer is."""
    return session.call(UPDATE, json={"data": list(items)}, note=note, caller=caller)


def accepted(session: Session, *items: Record, note: str = "update") -> Exchange:
    """Updates campaigns, all of which succeed.

    Raises:
        NotJudged: One of them fails: another law judges that.
    """
    exchange = update(session, *items, note=note)
    succeeded = successes(exchange) == sorted(str(each["id"]) for each in items)
    session.need(exchange.status == 200 and succeeded, "an update that is accepted")
    return exchange


def successes(exchange: Exchange) -> list[str]:
    """Returns the sorted ids of the campaigns that an update lists as changed."""
    data = exchange.at("/data")
    return sorted(str(find(entry, "/id")) for entry in (data if isinstance(data, list) else []))


def entries(exchange: Exchange, kind: str, index: int) -> list[Record]:
    """Returns the errors or warnings of one item."""
    known = exchange.at(f"/{kind}")
    named = known if isinstance(known, list) else []
    return [entry for entry in named if find(entry, "/instance") == f"@data/{index}"]


def attributes(exchange: Exchange) -> Record:
    """Returns the attributes that a read shows, ids as text and amounts plain."""
    raw = exchange.at("/data/attributes")
    return plain(raw if isinstance(raw, dict) else {})


def plain(raw: Record) -> Record:
    """Returns attributes with the advertiser as text and the amount without its wrapping."""
    shown = dict(raw)
    if "advertiserId" in shown:
        shown["advertiserId"] = str(shown["advertiserId"])
    if isinstance(limit := shown.get("spendLimit"), dict) and "spendLimitAmount" in limit:
        shown["spendLimit"] = {**limit, "spendLimitAmount": amount_of(limit)}
    return shown


def amount_of(limit: Json) -> Json:
    """Returns the amount of a limit, without its wrapping."""
    amount = find(limit, "/spendLimitAmount")
    return amount["value"] if isinstance(amount, dict) and "value" in amount else amount


def limit_of(exchange: Exchange) -> Record:
    """Returns the limit that a read shows, its amount plain."""
    limit: Record = attributes(exchange).get("spendLimit", {})
    return limit


def amount_shown(session: Session, exchange: Exchange) -> float:
    """Returns the amount that a read of a capped campaign shows.

    Raises:
        NotJudged: It shows none.
    """
    amount = limit_of(exchange).get("spendLimitAmount")
    is_number = isinstance(amount, int | float) and not isinstance(amount, bool)
    session.need(is_number, "a campaign with an amount")
    return float(amount or 0)
