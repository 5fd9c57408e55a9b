"""Events and the counters of behaviors: how laws send the first and read the second."""

from dataclasses import dataclass
from typing import Final

from contracts.lawkit import Json, Record, Session

from .eligibility import every_page
from .reading import is_ok
from .subjects import Subject, join, progress_of, standing

EVENT: Final = "customer-event"
"""The control action that stands for the platform's Events API."""


@dataclass(frozen=True, slots=True)
class Counted:
    """One behavior of one campaign with a customer's counters."""

    subject: Subject
    key: str
    entry: Record

    @property
    def left(self) -> int:
        """Events that are still needed in this round."""
        left: int = self.entry["total_count"] - self.entry["current_count"]
        return left

    @property
    def is_plain(self) -> bool:
        """Whether it counts every event of its name, without any limit."""
        return (
            self.entry.get("type") == "count"
            and is_counting(self.entry)
            and self.entry.get("max_times_repeatable") is None
            and self.entry.get("max_times_repeatable_per_period") is None
            and not is_slow(self.entry)
        )


def is_counting(entry: Record) -> bool:
    """Returns whether an entry names its event and has counters of its own."""
    numbers = (entry.get("total_count"), entry.get("current_count"), entry.get("achieved"))
    return isinstance(entry.get("event_name"), str) and all(isinstance(n, int) for n in numbers)


def is_slow(entry: Record) -> bool:
    """Returns whether events must lie apart."""
    return bool(entry.get("min_time_between_events")) or bool(entry.get("consecutive"))


def take_part(session: Session, subject: Subject) -> None:
    """Opts the customer in where the campaign asks for it, or ends the law."""
    progress = progress_of(session, subject, note="read whether the customer takes part")
    if progress.get("opted_in") is True:
        return
    info = session.call("getCampaignInfo", path={"campaign_id": subject.id})
    session.need(is_ok(info), "a campaign that can be read")
    if info.at("/campaign/optin_required") is True:
        join(session, subject)


def behaviors(
    session: Session, subject: Subject, *, customer: str = "customer.eligible"
) -> list[Counted]:
    """Returns the behaviors of an active campaign with a customer's counters."""
    found = standing(session, subject, customer=customer, sections=("behaviors",))
    mapped = found.get("behaviors")
    entries = mapped.items() if isinstance(mapped, dict) else ()
    return [Counted(subject, key, entry) for key, entry in entries]


def all_behaviors(session: Session) -> list[Counted]:
    """Returns the behaviors of all campaigns that the customer is eligible for."""
    path: Record = {"user_id": session.role("customer.eligible")}
    items, _ = every_page(session, path, ("eligible",), sections=("behaviors",))
    return [
        Counted(Subject(item["campaign_id"], str(item.get("campaign_permalink"))), key, entry)
        for item in items
        for key, entry in (item.get("behaviors") or {}).items()
    ]


def again(session: Session, counted: Counted, *, customer: str = "customer.eligible") -> Record:
    """Returns a behavior's counters as they are now."""
    for now in behaviors(session, counted.subject, customer=customer):
        if now.key == counted.key:
            return now.entry
    session.need(False, "a behavior that stays")
    return {}


def plain_one(session: Session, subject: Subject, *, left: int = 1) -> Counted:
    """Returns a behavior without limits that needs so many events more, or ends the law."""
    found = [one for one in behaviors(session, subject) if one.is_plain and one.left >= left]
    session.need(bool(found), f"a count behavior without limits that needs {left} events or more")
    return found[0]


def send(
    session: Session, event_name: Json, times: int = 1, *, customer: str = "customer.eligible"
) -> None:
    """Sends an event of a customer some times at once."""
    named_customer = session.role(customer)
    if times == 1:
        session.control(EVENT, customer=named_customer, event_name=event_name)
    elif times > 1:
        session.control(EVENT, customer=named_customer, event_name=event_name, count=times)


def send_different(session: Session, event_name: Json, times: int) -> None:
    """Sends events that each have a value of their own."""
    for _ in range(times):
        session.control(
            EVENT,
            customer=session.role("customer.eligible"),
            event_name=event_name,
            value=session.fresh("value"),
        )


def complete(session: Session, one: Counted) -> None:
    """Sends what completes a behavior: its events, or those of its goals until it is achieved."""
    before = again(session, one)
    for name, counter in pieces(before):
        missing = counter["total_count"] - counter["current_count"]
        if counter.get("type") == "unique":
            send_different(session, name, missing)
        else:
            send(session, name, missing)
        if len(pieces(before)) > 1 and again(session, one)["achieved"] > before["achieved"]:
            return


def pieces(entry: Record) -> list[tuple[Json, Record]]:
    """Returns what counts in a behavior, by event name: itself, or its goals."""
    if entry.get("type") != "composite":
        return [(entry.get("event_name"), entry)]
    goals = (entry.get("goals") or {}).values()
    return [(goal["progress"].get("event_name"), goal["progress"]) for goal in goals]


def can_be_completed(entry: Record) -> bool:
    """Returns whether events alone complete a behavior now."""
    limits = (entry.get("max_times_repeatable"), entry.get("max_times_repeatable_per_period"))
    return (
        not is_slow(entry)
        and all(limit is None or limit > entry.get("achieved", 0) for limit in limits)
        and all(is_counting(part) and not is_slow(part) for _, part in pieces(entry))
    )
