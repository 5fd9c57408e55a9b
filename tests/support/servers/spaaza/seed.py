"""The starting state, told relative to the time at which it is built."""

from datetime import datetime, timedelta
from typing import Final

from tests.support.servers.spaaza.world import (
    Campaign,
    Issue,
    Method,
    Session,
    Token,
    User,
    World,
)

OWN: Final = "31"
ELSEWHERE: Final = "47"
SECRET: Final = "q7-Lantaarn"


def seed(now: datetime) -> World:
    """Builds the starting state."""
    return World(
        chains=frozenset({OWN, ELSEWHERE}),
        apps={
            "bakery.shops.example": OWN,
            "cellar.shops.example": OWN,
            "florist.shops.example": ELSEWHERE,
            "stray.shops.example": None,
        },
        users={user.id: user for user in users()},
        admins={"7": frozenset({OWN}), "8": frozenset()},
        sessions=sessions(now),
        tokens={
            "5b0c2f6e-7d1a-4c55-9f3e-0a1b2c3d4e01": Token(SECRET),
            "5b0c2f6e-7d1a-4c55-9f3e-0a1b2c3d4e02": Token(SECRET, active=False),
            "5b0c2f6e-7d1a-4c55-9f3e-0a1b2c3d4e03": Token(SECRET, chains=frozenset({ELSEWHERE})),
        },
        campaigns={campaign.id: campaign for campaign in campaigns(now)},
        issues=[Issue("880451", "12", "jam"), Issue("880377", "19", "mug")],
        redeemed={("880451", "12")},
    )


def users() -> tuple[User, ...]:
    """Returns all users; one of them bears a name that begins with another one's."""
    return (
        User("880377", OWN, "NL/2044", "sso|noor-de-wit"),
        User("880214", OWN, "NL/2031", "sso|noor"),
        User("880451", OWN, "NL/2087", "sso|pim"),
        User("915", ELSEWHERE, "BE/0007", "sso|lotte"),
    )


def sessions(now: datetime) -> dict[str, Session]:
    """Returns the sessions by key."""
    later, past = now + timedelta(days=400), now - timedelta(days=2)
    return {
        "k-noor": Session("user", "880214", "password", later),
        "k-noor-de-wit": Session("user", "880377", "pincode", later),
        "k-lotte": Session("user", "915", "password", later),
        "k-noor-old": Session("user", "880214", "password", past),
        "k-noor-odd": Session("user", "880214", "pigeon", later),
        "k-chief": Session("admin", "7", "password", later),
        "k-trainee": Session("admin", "8", "password", later),
    }


def campaigns(now: datetime) -> tuple[Campaign, ...]:
    """Returns all campaigns."""
    days = {n: now + timedelta(days=n, hours=-12) for n in (-40, -2, 7, 30)}
    return (
        Campaign(
            "12",
            OWN,
            [
                Method("jam"),
                Method("tea"),
                Method("staff", eligible=False),
                Method("extra", points=15),
            ],
        ),
        Campaign(
            "13",
            OWN,
            [
                Method("bread"),
                Method("staff", eligible=False),
                Method("extra", points=30),
                Method("tart"),
            ],
            behaviour="independent",
        ),
        Campaign("14", OWN, [Method("mug")], context="basket"),
        Campaign("15", OWN, [Method("mug")], context="internal"),
        Campaign("16", OWN, [Method("mug")], active=False),
        Campaign("17", OWN, [Method("mug")], opens=days[7], closes=days[30]),
        Campaign("18", OWN, [Method("mug")], opens=days[-40], closes=days[-2]),
        Campaign("19", OWN, [Method("mug")], stock=0),
        Campaign("20", OWN, [Method("cruise")], cost=2_500_000),
        Campaign("21", OWN, [Method("staff", eligible=False), Method("board", eligible=False)]),
        Campaign("22", OWN, [Method("candle"), Method("soap")], cost=40),
        Campaign("23", OWN, [Method("red"), Method("blue")], stock=3),
        Campaign("24", OWN, [Method("thanks", points=5)], "independent", context=None),
        Campaign("61", ELSEWHERE, [Method("tulip"), Method("rose")]),
    )
