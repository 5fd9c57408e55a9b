"""What laws are about: campaigns that they make or find, and customers by their roles."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from contracts.lawkit import Exchange, Json, Record, Session

from .reading import ZONED, campaign_in, campaigns_in, is_ok

BOTH_NAMES: Final = ("customer.eligible", "customer.external")
"""The roles that name one customer in the platform and outside."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A campaign as paths name it."""

    id: int
    permalink: str


def at(moment: datetime, **shift: float) -> str:
    """Spells an instant that lies a timedelta away from a moment."""
    return (moment + timedelta(**shift)).strftime(ZONED)


def attempt(session: Session, /, note: str = "", **members: Json) -> Exchange:
    """Sends a creation: a live campaign around now, with these members in place of the usual."""
    now = session.now
    campaign: Record = {
        "name": session.fresh("campaign"),
        "status": "live",
        "starts_at": at(now, days=-1),
        "ends_at": at(now, days=30),
        **members,
    }
    sent = {name: value for name, value in campaign.items() if value is not ...}
    return session.call("createCampaign", json={"campaign": sent}, note=note)


def subject_of(exchange: Exchange) -> Subject:
    """Returns the campaign that a creation made."""
    campaign = campaign_in(exchange)
    return Subject(campaign.get("id", 0), str(campaign.get("external_id", "")))


def make(session: Session, /, note: str = "", **members: Json) -> Subject:
    """Makes a campaign, or ends the law."""
    exchange = attempt(session, note or "make a campaign", **members)
    made = subject_of(exchange)
    session.need(is_ok(exchange) and bool(made.id), "a campaign that can be created")
    return made


def make_open(session: Session, /, **members: Json) -> Subject:
    """Makes a campaign that can be opted into now."""
    return make(session, "make a campaign with an opt-in", **open_opt_in(session), **members)


def open_opt_in(session: Session) -> Record:
    """Returns the members of a campaign whose opt-in period is around now."""
    now = session.now
    return {
        "optin_required": True,
        "opt_in_starts_at": at(now, hours=-20),
        "opt_in_ends_at": at(now, days=10),
    }


def named(
    session: Session,
    subject: Subject,
    *,
    customer: str = "customer.eligible",
    by_permalink: bool = False,
) -> Record:
    """Returns the path parameters of a campaign and a customer, whichever the path needs."""
    path: Record = {
        "campaign_id": subject.id,
        "ad_campaign_id": subject.id,
        "permalink": subject.permalink,
        "campaign_ref": subject.permalink if by_permalink else subject.id,
        "user_id": session.role(customer),
    }
    if customer == "customer.eligible" and session.has("customer.external"):
        path["external_id"] = session.role("customer.external")
    return path


def known(session: Session, role: str) -> Subject:
    """Returns the campaign that plays a role."""
    campaign_id = session.role(role)
    info = session.call(
        "getCampaignInfo", path={"campaign_id": campaign_id}, note=f"read {role} for its permalink"
    )
    session.need(is_ok(info), f"{role} that can be read")
    return Subject(campaign_id, str(info.at("/campaign/permalink")))


def active(session: Session) -> list[Subject]:
    """Returns the active campaigns whose permalinks cannot be taken for ids."""
    listed = session.call("listActiveCampaigns", note="read which campaigns there are")
    found = [
        Subject(item.get("id", 0), str(item.get("external_id"))) for item in campaigns_in(listed)
    ]
    plain = [subject for subject in found if not subject.permalink.isdigit()]
    session.need(bool(plain), "an active campaign")
    return plain


def progress_of(
    session: Session,
    subject: Subject,
    *,
    customer: str = "customer.eligible",
    operation: str = "getProgress",
    note: str = "",
) -> Record:
    """Returns what a customer's progress in a campaign is, or ends the law."""
    answer = session.call(
        operation, path=named(session, subject, customer=customer), note=note or "read the progress"
    )
    session.need(is_ok(answer), "progress that can be read")
    return campaign_in(answer)


def steady(session: Session, subject: Subject, *, customer: str = "customer.eligible") -> Record:
    """Returns the progress of a customer, read twice; ends the law if nobody's doing changes it."""
    first = progress_of(session, subject, customer=customer, note="read the progress before")
    again = progress_of(session, subject, customer=customer, note="read it again")
    session.need(
        session.is_exclusive or first == again, "progress that stays while nobody touches it"
    )
    return again


def standing(
    session: Session,
    subject: Subject,
    *,
    customer: str = "customer.eligible",
    sections: tuple[str, ...] = (),
) -> Record:
    """Returns how a customer stands in an active campaign, eligible or not, or ends the law."""
    answer = session.call(
        "getEligibleCampaign",
        path=named(session, subject, customer=customer),
        query={"filters[]": ["all"], "sections[]": list(sections)},
        note="read how the customer stands in it",
    )
    session.need(is_ok(answer), "a campaign that can be read for a customer")
    return campaign_in(answer)


def need_eligible(
    session: Session, subject: Subject, *, customer: str = "customer.eligible"
) -> None:
    """Goes on only if a customer qualifies for a campaign."""
    found = standing(session, subject, customer=customer)
    session.need(found.get("qualified") is True, "a customer who qualifies for the campaign")


def opt_in(
    session: Session,
    subject: Subject,
    *,
    customer: str = "customer.eligible",
    operation: str = "optIn",
    note: str = "opt the customer in",
) -> Exchange:
    """Calls an opt-in."""
    return session.call(operation, path=named(session, subject, customer=customer), note=note)


def join(session: Session, subject: Subject, **how: str) -> None:
    """Opts a customer in, or ends the law."""
    session.need(is_ok(opt_in(session, subject, **how)), "a customer who can opt in")
