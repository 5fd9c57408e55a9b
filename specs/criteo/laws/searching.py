"""Laws of searches: filters say what they keep, and nothing changes by looking."""

from collections.abc import Iterator
from typing import Final

from hypothesis import strategies as st

from contracts.lawkit import (
    Draw,
    Exchange,
    Law,
    NotJudged,
    Record,
    Session,
    Violation,
    law,
    same,
    shown,
)

from .campaigns import (
    CREATE,
    READ,
    SEARCH,
    UNCAPPED,
    capped,
    listed,
    make,
    money,
    read,
    search,
)

_OWN: Final = ("advertiser.own", "advertiser.other_own")


@law(
    says="A search for two advertisers finds what the searches for each of them find.",
    holds=("LC13", "R146", "R147"),
    operations=(SEARCH, CREATE),
    roles=_OWN,
)
def advertisers_are_searched_together(session: Session, draw: Draw) -> Iterator[Violation]:
    """Compares the two searches with the one."""
    make(session, UNCAPPED, advertiserId=session.role("advertiser.other_own"))
    both = draw(st.permutations([str(session.role(role)) for role in _OWN]))
    single = [_ids(search(session, {"advertiserIds": [one]}, f"of {one}")) for one in both]
    together = search(session, {"advertiserIds": both}, "of both")
    expected = set().union(*single)
    if _ids(together) != expected:
        again = [_ids(search(session, {"advertiserIds": [one]}, f"of {one} again")) for one in both]
        if again != single:
            raise NotJudged("the portfolio changes while nobody touches it")
        yield from _differ(together, expected)


@law(
    says="A search for several campaigns finds each of them once, and no other.",
    holds=("LC13", "R146", "R147"),
    operations=(SEARCH, CREATE),
    roles=("advertiser.own", "campaign.unknown"),
)
def campaigns_are_searched_together(session: Session, draw: Draw) -> Iterator[Violation]:
    """Makes campaigns and searches for some of them, beside an id that no campaign has."""
    made = [make(session, UNCAPPED) for _ in range(3)]
    wanted = draw(st.lists(st.sampled_from(made), min_size=1, unique=True))
    asked = draw(st.permutations([*wanted, str(session.role("campaign.unknown"))]))
    exchange = search(session, {"campaignIds": asked}, "search for some of them")
    yield from _differ(exchange, set(wanted))
    data = exchange.at("/data")
    yield from same(
        "campaigns", len(wanted), len(data) if isinstance(data, list) else 0, at=exchange
    )


@law(
    says="With both filters a search finds what matches both.",
    basis="outside",
    holds=("LC13", "R146"),
    operations=(SEARCH, CREATE),
    roles=_OWN,
)
def filters_match_together(session: Session, draw: Draw) -> Iterator[Violation]:
    """Makes campaigns of two advertisers, and searches with both filters."""
    owner = {
        make(session, UNCAPPED, advertiserId=session.role(role)): role
        for role in (*_OWN, "advertiser.own")
    }
    ids = draw(st.lists(st.sampled_from(sorted(owner)), min_size=1, unique=True))
    roles = draw(st.lists(st.sampled_from(_OWN), min_size=1, unique=True))
    advertisers = [str(session.role(role)) for role in roles]
    exchange = search(session, {"campaignIds": ids, "advertiserIds": advertisers}, "both filters")
    yield from _differ(exchange, {campaign for campaign in ids if owner[campaign] in roles})


@law(
    says="A filter that is null or empty is no filter.",
    basis="outside",
    holds=("LC13", "R148"),
    operations=(SEARCH,),
    examples=6,
)
def empty_filters_are_none(session: Session, draw: Draw) -> Iterator[Violation]:
    """Compares with a search without filters, before and after."""
    everything = _ids(search(session, note="everything"))
    names = st.sampled_from(("advertiserIds", "campaignIds"))
    filters: Record = draw(st.dictionaries(names, st.sampled_from((None, [])), min_size=1))
    exchange = search(session, filters, "with empty filters")
    if _ids(exchange) != everything:
        again = _ids(search(session, note="everything again"))
        session.need(again == everything, "a portfolio that nobody changes")
        yield from _differ(exchange, everything)


@law(
    says="Without filters a search finds the whole portfolio.",
    holds=("LC13", "R145", "R148"),
    operations=(SEARCH, READ),
    at_most={"POST": 1, "GET": 16},
    examples=1,
)
def search_finds_the_portfolio(session: Session, draw: Draw) -> Iterator[Violation]:
    """Looks for each known campaign that the caller can read."""
    known = [
        str(session.role(role))
        for role, raw in session.bundle.roles.items()
        if raw.get("resource") == "campaign" and session.has(role)
    ]
    session.need(bool(known), "a known campaign")
    exchange = search(session, note="everything")
    for campaign in known:
        if campaign not in listed(exchange) and read(session, campaign).status == 200:
            yield Violation(
                expected=f"campaign {campaign}, which the caller can read",
                got="it is missing",
                exchange=exchange,
            )


@law(
    says="A search changes nothing, and asked again finds the same.",
    basis="inferred",
    holds=("LC15",),
    operations=(SEARCH, READ, CREATE),
    roles=("advertiser.own",),
    examples=5,
)
def search_changes_nothing(session: Session, draw: Draw) -> Iterator[Violation]:
    """Searches twice and reads one of the campaigns before and after."""
    campaign = make(session, capped("daily", draw(money)))
    before = read(session, campaign)
    first = search(session, {"campaignIds": [campaign]})
    second = search(session, {"campaignIds": [campaign]}, "again")
    yield from same("the answer", first.at("/data"), second.at("/data"), at=second)
    after = read(session, campaign, "read it after")
    yield from same(f"campaign {campaign}", before.at("/data"), after.at("/data"), at=after)


def _ids(exchange: Exchange) -> set[str]:
    return set(listed(exchange))


def _differ(exchange: Exchange, expected: set[str]) -> Iterator[Violation]:
    """Yields a violation if a search does not find exactly some campaigns."""
    got = _ids(exchange)
    if got != expected:
        missing, extra = sorted(expected - got), sorted(got - expected)
        yield Violation(
            expected=f"the campaigns {shown(sorted(expected))}",
            got=f"missing {shown(missing)}, not asked for {shown(extra)}",
            exchange=exchange,
            cause="missing" if missing else "extra",
        )


SEARCHING: Final[tuple[Law, ...]] = (
    advertisers_are_searched_together,
    campaigns_are_searched_together,
    filters_match_together,
    empty_filters_are_none,
    search_finds_the_portfolio,
    search_changes_nothing,
)
