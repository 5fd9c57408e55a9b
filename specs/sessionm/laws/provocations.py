"""How each documented error of creations and opt-ins is brought about."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from hypothesis import strategies as st

from contracts.lawkit import Basis, Draw, Exchange, Provocation, Record, Session, provokes

from .subjects import (
    Subject,
    at,
    attempt,
    known,
    make,
    named,
    need_eligible,
    open_opt_in,
    standing,
)
from .targeting import by_tags

OPT_INS: Final = ("optIn", "optInExternalUser")


@provokes("missing_data", operation="createCampaign", holds=("R24", "R54"))
def missing_data_on_creation(session: Session, draw: Draw) -> Exchange:
    """No campaign in the body."""
    return session.call("createCampaign", json={})


@provokes("missing_data", operation="createCampaign", holds=("R25", "R27", "R31", "R32", "R54"))
def missing_data_without_a_member(session: Session, draw: Draw) -> Exchange:
    """One of the four required members is absent."""
    absent = draw(st.sampled_from(("ends_at", "starts_at", "status", "name")))
    return attempt(session, f"without {absent}", **{absent: ...})


@provokes("argument_error", operation="createCampaign", holds=("R53",))
def argument_error_on_creation(session: Session, draw: Draw) -> Exchange:
    """A member that no table names."""
    return attempt(session, "an unknown attribute", test="x")


@provokes("validation", operation="createCampaign", holds=("R26", "R57"))
def validation_on_creation(session: Session, draw: Draw) -> Exchange:
    """A name that is in use."""
    name = session.fresh("twice")
    make(session, name=name)
    return attempt(session, "the same name again", name=name)


@provokes("validation", operation="createCampaign", holds=("R28", "R31", "R57"))
def validation_of_a_value(session: Session, draw: Draw) -> Exchange:
    """A value that has not the form of its member."""
    wrong: Record = {"starts_at": "soon", "status": "archived", "ends_at": "later"}
    member = draw(st.sampled_from(tuple(wrong)))
    return attempt(session, f"a wrong {member}", **{member: wrong[member]})


@provokes(
    "not_found",
    operation="createCampaign",
    basis="inferred",
    holds=("R55", "R56"),
    roles=("app.orphan_key", "caller.orphan_application"),
)
def not_found_on_creation(session: Session, draw: Draw) -> Exchange:
    """An application whose parent is gone."""
    now = session.now
    campaign: Record = {"name": session.fresh(), "status": "live"}
    campaign |= {"starts_at": at(now), "ends_at": at(now, days=1)}
    path = {"api_key": session.role("app.orphan_key")}
    caller = "orphan_application"
    return session.call("createCampaign", path=path, json={"campaign": campaign}, caller=caller)


@provokes("argument_error", operation="createCampaign", basis="inferred")
def argument_error_on_malformed_body(session: Session, draw: Draw) -> Exchange:
    """A body that is no JSON."""
    return session.call("createCampaign", json=b'{"campaign": ')


@provokes("argument_error", operation="createCampaign", basis="inferred")
def argument_error_on_other_media_type(session: Session, draw: Draw) -> Exchange:
    """A body that says it is text."""
    headers = {"Content-Type": "text/plain"}
    return session.call("createCampaign", json=b"campaign", headers=headers)


def _into_not_started(session: Session) -> Subject:
    window = {
        "opt_in_starts_at": at(session.now, days=2),
        "opt_in_ends_at": at(session.now, days=4),
    }
    made = make(session, optin_required=True, **window)
    need_eligible(session, made)
    return made


def _into_ended(session: Session) -> Subject:
    window = {
        "starts_at": at(session.now, days=-9),
        "opt_in_starts_at": at(session.now, days=-8),
        "opt_in_ends_at": at(session.now, days=-1),
    }
    made = make(session, optin_required=True, **window)
    need_eligible(session, made)
    return made


def _into_full(session: Session) -> Subject:
    return known(session, "campaign.optin_full")


def _into_targeted(session: Session) -> Subject:
    tags = by_tags(session.fresh("wanted"), session.fresh("unwanted"))
    made = make(session, **open_opt_in(session), **tags)
    qualified = standing(session, made).get("qualified")
    session.need(qualified is False, "targeting of new campaigns that takes effect")
    return made


def _into_unasked(session: Session) -> Subject:
    return make(session, optin_required=False)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an opt-in is refused, and the campaign that does it."""

    code: str
    rule: str
    into: Callable[[Session], Subject]
    basis: Basis = "documented"
    roles: tuple[str, ...] = ()

    def of(self, operation: str) -> Provocation:
        """Returns the provocation by one of the two forms."""

        def provoke(session: Session, draw: Draw) -> Exchange:
            return session.call(operation, path=named(session, self.into(session)))

        return Provocation(
            id=f"{self.code}_on_{operation}",
            code=self.code,
            operation=operation,
            provoke=provoke,
            basis=self.basis,
            operations=("createCampaign", "getEligibleCampaign", "getCampaignInfo"),
            roles=("customer.eligible", "customer.external", *self.roles),
            holds=(self.rule,),
        )


REFUSALS: Final = (
    Refusal("opt_in_not_started", "R64", _into_not_started),
    Refusal("opt_in_ended", "R65", _into_ended),
    Refusal("opt_in_limit_reached", "R66", _into_full, roles=("campaign.optin_full",)),
    Refusal("user_ineligible_for_campaign", "R63", _into_targeted),
    Refusal("opt_in_error", "R67", _into_unasked, basis="inferred"),
)

PROVOCATIONS: Final[tuple[Provocation, ...]] = (
    missing_data_on_creation,
    missing_data_without_a_member,
    argument_error_on_creation,
    validation_on_creation,
    validation_of_a_value,
    not_found_on_creation,
    argument_error_on_malformed_body,
    argument_error_on_other_media_type,
    *(refusal.of(operation) for operation in OPT_INS for refusal in REFUSALS),
)
