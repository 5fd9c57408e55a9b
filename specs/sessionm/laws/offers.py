"""Offers of a campaign: which offer a text belongs to, and what kind a medium is."""

from collections.abc import Iterator
from typing import Final

from contracts.lawkit import Draw, Law, Record, Session, Violation, law, shown

from .projections import one_of
from .subjects import BOTH_NAMES, known

FORMS: Final = ("getEligibleCampaignByPermalink", "getExternalCustomerEligibleCampaign")
MEDIA: Final = (1, 2, 4, 5)


def deals(session: Session, form: str) -> list[Record]:
    """Returns the deals of campaign.live, or ends the law."""
    live = known(session, "campaign.live")
    found = one_of(session, live, form, "with its offers", sections=["offers"])
    given = [offer["deal"] for offer in found.get("offers") or [] if "deal" in offer]
    session.need(bool(given), "a campaign with a deal")
    return given


@law(
    says="The texts of an offer all name one offer.",
    holds=("LS35", "R119", "R123"),
    operations=("getCampaignInfo", *FORMS),
    roles=("campaign.live", *BOTH_NAMES),
    examples=1,
)
def offer_texts_name_one_offer(session: Session, draw: Draw) -> Iterator[Violation]:
    """In each deal."""
    for form in FORMS:
        for deal in deals(session, form):
            named = sorted({str(text.get("offer_id")) for text in deal.get("offer_text") or []})
            if len(named) > 1:
                yield Violation("one offer_id in all texts of a deal", shown(named))


@law(
    says="Media of an offer are images, videos, sounds or links.",
    holds=("LS35", "R124"),
    operations=("getCampaignInfo", *FORMS),
    roles=("campaign.live", *BOTH_NAMES),
    examples=1,
)
def offer_media_have_a_documented_kind(session: Session, draw: Draw) -> Iterator[Violation]:
    """In each deal."""
    for form in FORMS:
        for deal in deals(session, form):
            for medium in deal.get("offer_media") or []:
                if medium.get("content_type") not in MEDIA:
                    got = shown(medium.get("content_type"))
                    yield Violation("content_type 1, 2, 4 or 5", got)


LAWS: Final[tuple[Law, ...]] = (offer_texts_name_one_offer, offer_media_have_a_documented_kind)
