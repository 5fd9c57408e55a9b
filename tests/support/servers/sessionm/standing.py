"""Whether a customer is eligible for a campaign, and in which state the customer is there."""

from typing import Any

from tests.support.servers.sessionm.model import Campaign, Customer, Enrollment
from tests.support.servers.sessionm.platform import Platform


class UnknownQuery(Exception):
    """A targeting query says something that nobody understands; it is then for nobody."""


def is_eligible(p: Platform, campaign: Campaign, customer: Customer) -> bool:
    """Whether the campaign is for this customer now."""
    if p.bad("eligibility_remembered"):
        key = ("eligible", campaign.id, customer.id)
        return bool(p.cache.setdefault(key, _is_targeted(p, campaign, customer)))
    return _is_targeted(p, campaign, customer)


def _is_targeted(p: Platform, campaign: Campaign, customer: Customer) -> bool:
    if campaign.targeting is None:
        return True
    try:
        return _matches(p, campaign.targeting, customer.tags)
    except UnknownQuery:
        return False


def _matches(p: Platform, query: Any, tags: list[str]) -> bool:
    if not isinstance(query, dict):
        raise UnknownQuery
    results = [_clause(p, name, value, tags) for name, value in query.items()]
    return all(results)


def _clause(p: Platform, name: str, value: Any, tags: list[str]) -> bool:
    if name == "user.tags":
        return _condition(value, tags)
    if name == "$not":
        return not _matches(p, value, tags)
    if name not in ("$and", "$or") or not isinstance(value, list):
        raise UnknownQuery
    parts = [_matches(p, part, tags) for part in value]
    if name == "$and" and p.bad("targeting_reads_first_condition_only"):
        return all(parts[:1])
    return all(parts) if name == "$and" else any(parts)


def _condition(value: Any, tags: list[str]) -> bool:
    if not isinstance(value, dict):
        raise UnknownQuery
    results = []
    for operator, operand in value.items():
        if operator == "$not":
            results.append(not _condition(operand, tags))
        elif operator in ("$in", "$nin") and isinstance(operand, list):
            hit = any(tag in operand for tag in tags)
            results.append(hit if operator == "$in" else not hit)
        else:
            raise UnknownQuery
    return all(results)


def choice(p: Platform, campaign: Campaign, customer: Customer, found: Enrollment) -> bool | None:
    """Returns whether the customer has opted in or out; None if neither."""
    if found.opted_in is None and p.bad("opt_in_shared_between_customers"):
        others = (e for (number, _), e in p.enrollments.items() if number == campaign.id)
        return True if any(other.opted_in for other in others) else None
    return found.opted_in


def is_completed(p: Platform, campaign: Campaign, found: Enrollment) -> bool:
    """Whether the customer has completed every behavior."""
    done = [
        behavior.id in found.tallies and found.tallies[behavior.id].achieved > 0
        for behavior in campaign.behaviors
    ]
    if p.bad("completed_with_last_behavior"):
        return bool(done) and done[-1]
    if p.bad("completed_with_two_behaviors"):
        return bool(done) and sum(done) >= min(2, len(done))
    return bool(done) and all(done)


def state_of(p: Platform, campaign: Campaign, customer: Customer, found: Enrollment) -> str:
    """Returns the customer's state in the campaign."""
    chosen = choice(p, campaign, customer, found)
    if not is_eligible(p, campaign, customer):
        return "not_qualified"
    if chosen is False:
        return "opted_out"
    if is_completed(p, campaign, found):
        return "completed"
    if any(tally.has_begun for tally in found.tallies.values()):
        return "inprogress" if p.bad("state_word_without_underscore") else "in_progress"
    return "opted_in" if chosen else "qualified"
