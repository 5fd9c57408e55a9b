"""The campaigns at the start, told relative to the clock."""

from datetime import datetime, timedelta
from typing import Any

from tests.support.servers.sessionm.instants import zoned
from tests.support.servers.sessionm.model import Campaign, Creative
from tests.support.servers.sessionm.seed import (
    CLOSED,
    DAILY,
    DRAFT,
    EMPTY,
    ENDED,
    FAR_KEY,
    FREE,
    FULL,
    KEY,
    LAST_SEAT,
    LIVE,
    MANY,
    NOT_STARTED,
    OTHER_KEY,
    OTHERS,
    PACED,
    PAUSED,
    PERMALINK,
    STREAK,
    TARGETED,
    TRIO,
)
from tests.support.servers.sessionm.seed_parts import (
    behavior,
    mushrooms,
    offers,
    page,
    tile,
    trio,
)


def campaigns(now: datetime) -> dict[int, Campaign]:
    """Returns the campaigns by id."""
    made = [*_engaging(now), *_staged(now), *_messages(now)]
    return {campaign.id: campaign for campaign in made}


def _engaging(now: datetime) -> list[Campaign]:
    day = timedelta(days=1)

    def make(id_: int, name: str, permalink: str, *show: Creative, **more: Any) -> Campaign:
        return Campaign(
            id_,
            KEY,
            name,
            permalink,
            "live",
            now - 12 * day,
            now + 25 * day,
            creatives=show,
            **more,
        )

    def entry(opens: timedelta, closes: timedelta) -> dict[str, Any]:
        return {"opt_in": True, "opens": now + opens, "closes": now + closes}

    hour = timedelta(hours=1)
    open_now = entry(-3 * day, 9 * day)
    loyal = {"user.tags": {"$in": ["loyal"]}}
    welcome = {"user.tags": {"$not": {"$in": ["banned"]}}}
    report = zoned(now + 90 * day)
    return [
        make(
            LIVE,
            "Herbstläufe am See",
            PERMALINK,
            tile(9011, "Herbstläufe"),
            page(9012),
            **open_now,
            offers=offers(now),
            metadata={"season": ["autumn", 2]},
            behaviors=(
                behavior(8011, "Long Walk", "walk.done", 3),
                behavior(8012, "Short Run", "run.done", 2),
                behavior(8013, "Photo Of The Goal", "photo.sent", 1, most=1),
            ),
        ),
        make(
            TARGETED,
            "Loyal Circle",
            "loyal-circle",
            page(9021),
            **open_now,
            targeting={"$and": [loyal, welcome]},
            more={"qualify_tag": "loyal", "disqualify_tag": "banned", "reporting_ends_at": report},
            behaviors=(behavior(8021, "Circle Visit", "circle.visited", 1),),
        ),
        make(
            NOT_STARTED,
            "Frosty Mornings",
            "frosty-mornings",
            page(9022),
            **entry(3 * hour, 9 * day),
            behaviors=(behavior(8022, "Frost Visit", "frost.visited", 1),),
        ),
        make(
            CLOSED,
            "Hay Days",
            "hay-days",
            page(9023),
            **entry(-9 * day, -2 * hour),
            behaviors=(behavior(8023, "Hay Visit", "hay.visited", 1),),
        ),
        make(
            FULL,
            "Two Seats",
            "two-seats",
            page(9024),
            **open_now,
            limit=2,
            behaviors=(behavior(8024, "Seat Visit", "seat.visited", 1),),
        ),
        make(
            FREE,
            "Open Doors",
            "open-doors",
            page(9025, "internal_behavior"),
            behaviors=(behavior(8025, "Different Doors", "door.opened", 2, kind="unique"),),
        ),
        make(TRIO, "Forest Trio", "forest-trio", page(9026), behaviors=(trio(),)),
        make(
            DAILY,
            "Daily Berry",
            "daily-berry",
            page(9027),
            behaviors=(behavior(8027, "Berry", "berry.picked", 1, most=3, most_in_period=1),),
        ),
        make(
            MANY,
            "Day Of Mushrooms",
            "day-of-mushrooms",
            page(9034),
            behaviors=mushrooms(),
        ),
        make(
            LAST_SEAT,
            "Last Seat",
            "last-seat",
            page(9035),
            **open_now,
            limit=2,
            behaviors=(behavior(8035, "Last Visit", "last.visited", 1),),
        ),
        make(
            PACED,
            "Slow Tea",
            "slow-tea",
            page(9028),
            behaviors=(behavior(8028, "Cup Of Tea", "tea.drunk", 3, pause=3600),),
        ),
        make(
            STREAK,
            "Every Evening",
            "every-evening",
            page(9029),
            behaviors=(behavior(8029, "Evening Visit", "evening.spent", 3, consecutive=True),),
        ),
        make(52401, "Way Out", "way-out", tile(9031, "Way Out", tracked=False)),
        make(52403, "Third Tile", "third-tile", tile(9032, "Third")),
        make(52407, "Wallpaper", "wallpaper", page(9033)),
    ]


def _staged(now: datetime) -> list[Campaign]:
    day = timedelta(days=1)
    window: dict[str, Any] = {"opt_in": True, "opens": now - 3 * day, "closes": now + 9 * day}
    begins, ends = now - 12 * day, now + 25 * day
    visit = (behavior(8051, "Nap Visit", "nap.visited", 2),)
    return [
        Campaign(
            DRAFT,
            KEY,
            "Rough Idea",
            "rough-idea",
            "draft",
            begins,
            ends,
            creatives=(page(9041),),
            **window,
        ),
        Campaign(
            PAUSED,
            KEY,
            "Winter Nap",
            "winter-nap",
            "paused",
            begins,
            ends,
            creatives=(page(9042),),
            behaviors=visit,
            **window,
        ),
        Campaign(
            52737,
            KEY,
            "Under Review",
            "under-review",
            "inreview",
            begins,
            ends,
            creatives=(page(9043),),
            **window,
        ),
        Campaign(
            52739,
            KEY,
            "All Done",
            "all-done",
            "completed",
            begins,
            ends,
            creatives=(page(9044),),
            **window,
        ),
        Campaign(
            52741,
            KEY,
            "Soon Enough",
            "soon-enough",
            "live",
            now + 3 * day,
            ends,
            creatives=(page(9045),),
        ),
        Campaign(
            ENDED,
            KEY,
            "Old Harvest",
            "old-harvest",
            "live",
            now - 40 * day,
            now - 4 * day,
            creatives=(page(9046),),
            behaviors=(
                behavior(8041, "Apple", "apple.picked", 3),
                behavior(8042, "Pear", "pear.picked", 1),
            ),
        ),
    ]


def _messages(now: datetime) -> list[Campaign]:
    begins, ends = now - timedelta(days=6), now + timedelta(days=31)
    mine = [
        Campaign(
            53001 + 2 * number,
            KEY,
            f"Letter {number}",
            f"letter-{number}",
            "live",
            begins,
            ends,
            kind="messaging",
        )
        for number in range(1, 15)
    ]
    theirs = [
        Campaign(
            OTHERS + number,
            OTHER_KEY,
            f"Branch {number}",
            f"branch-{number}",
            "live",
            begins,
            ends,
            creatives=(page(9101 + number),),
        )
        for number in range(3)
    ]
    far = Campaign(
        71001, FAR_KEY, "Far South", "far-south", "live", begins, ends, creatives=(page(9201),)
    )
    idle = Campaign(62001, EMPTY[0], "Nothing Yet", "nothing-yet", "draft", begins, ends)
    return [*mine, *theirs, far, idle]
