"""What the campaigns at the start are made of: behaviors, creatives, offers."""

from datetime import datetime, timedelta
from typing import Any

from tests.support.servers.sessionm.instants import offset
from tests.support.servers.sessionm.model import Behavior, Creative, Goal, Offer


def behavior(
    id_: int, name: str, event: str, total: int, kind: str = "count", **more: Any
) -> Behavior:
    """Returns a behavior with its usual external id."""
    return Behavior(id_, f"e0b1-{id_}", name, event, kind, total, **more)


def trio() -> Behavior:
    """Returns a composite behavior of two groups."""
    return behavior(
        8026,
        "Forest Trio Badge",
        "trio.finished",
        1,
        "composite",
        goals=(
            Goal("trio.swum", "near", required=False),
            Goal("trio.rowed", "near", required=False),
            Goal("trio.climbed", "far", total=2),
            Goal("trio.sung", "far"),
        ),
        groups=(("near", 1), ("far", 2)),
    )


def mushrooms() -> tuple[Behavior, ...]:
    """Returns one behavior of each type."""
    feast = behavior(
        8063,
        "Mushroom Feast",
        "feast.finished",
        1,
        "composite",
        goals=(
            Goal("feast.cooked", "table"),
            Goal("feast.shared", "table"),
            Goal("feast.praised", "table", required=False),
        ),
        groups=(("table", 2),),
    )
    return (
        behavior(8061, "Mushroom Basket", "basket.filled", 2),
        behavior(8062, "Mushroom Kinds", "kind.found", 2, kind="unique"),
        feast,
    )


def page(id_: int, kind: str = "internal_full_page") -> Creative:
    """Returns a creative that is a page."""
    return Creative(id_ - 6000, id_, kind)


def tile(id_: int, header: str, *, tracked: bool = True) -> Creative:
    """Returns a creative that is a tile."""
    message = {
        "header": header,
        "subheader": "Out in the woods",
        "description": f"{header}: see for yourself.",
        "icon_url": "https://pictures.example.test/leaf.png",
        "image_url": "https://pictures.example.test/forest.png",
        "points": "15",
    }
    link = f"https://shop.example.test/{id_}"
    kind = "open_ad" if tracked else "external_link"
    return Creative(id_ - 6000, id_, "internal_tile", message, link, tracked, kind)


def offers(now: datetime) -> tuple[Offer, ...]:
    """Returns a reward of each kind."""
    offer = "9d2c6e10-5b7f-4a38-8c01-d4e5f6071829"
    deal = {
        "id": offer,
        "root_offer_id": "9d2c6e10-5b7f-4a38-8c01-d4e5f6070000",
        "retailer_id": "1f2e3d4c-5b6a-4978-8695-a4b3c2d1e0f0",
        "offer_type_id": "percent_discount",
        "percent": 12.5,
        "offer_text": [
            {"id": f"text-{culture}", "offer_id": offer, "culture": culture, "title": title}
            for culture, title in (("de", "Rabatt"), ("en", "Discount"))
        ],
        "valid_after_end_date": False,
        "value_after_end_date": None,
        "start_date": offset(now),
        "end_date": offset(now + timedelta(days=7)),
        "validity_period": 2,
        "validity_unit": "weeks",
        "points": 75,
        "max_recurrence": 1,
        "item_price_affinity": 1,
        "web_redeem": True,
        "quantity": 9,
        "offer_catalog_restrictions": [],
        "offer_purchase_restrictions": None,
        "offer_media": [
            {"id": "m-1", "uri": "https://pictures.example.test/deal.png", "content_type": 1},
            {"id": "m-2", "uri": "https://pictures.example.test/deal.mp4", "content_type": 2},
        ],
    }
    return (
        Offer(7011, "Twelve and a half", "deal", 40, deal),
        Offer(7012, "Points for friends", "trigger", 5000),
        Offer(7013, "Wheel of luck", "outcome_entry", 12),
    )
