"""Refusals that come with a wrong status, or with another code than the documented one."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from typing import Final

from tests.support.servers.spaaza.answers import Facts, Reply, refused
from tests.support.servers.spaaza.callers import KEY, USER_ID
from tests.support.servers.spaaza.codes import CODES, Code


@dataclass(frozen=True, slots=True)
class Slip:
    """One refusal gone wrong."""

    number: int
    """The code that it happens to."""
    status: int | None = None
    instead: int | None = None
    """The code that is sent in its place."""
    when: Callable[[Facts], bool] = lambda facts: True


def has_session(facts: Facts) -> bool:
    """Whether the call came with a session, good or bad."""
    return USER_ID in facts.request.headers or KEY in facts.request.headers


def named_by_text(facts: Facts) -> bool:
    """Whether the user is named by another identifier than user_id."""
    return facts.named_by not in (None, "user_id")


def is_switched_off(facts: Facts) -> bool:
    """Whether the campaign is switched off, rather than closed otherwise."""
    return facts.campaign is not None and not facts.campaign.active


SLIPS: Final = {
    "bad_session_is_403": Slip(6, 403, when=has_session),
    "unreadable_chain_is_403": Slip(68, 403),
    "bad_user_id_is_parameter_invalid": Slip(
        154, instead=419, when=lambda facts: facts.kind == "admin"
    ),
    "unknown_chain_is_404": Slip(217, 404),
    "odd_login_is_400": Slip(228, 400),
    "unknown_app_is_404": Slip(238, 404),
    "unknown_campaign_is_400_in_sessions": Slip(246, 400, when=lambda facts: facts.kind == "user"),
    "bad_authorization_is_401": Slip(265, 401),
    "bad_token_is_400": Slip(266, 400),
    "nobody_named_is_400_for_admins": Slip(267, 400, when=lambda facts: facts.kind == "admin"),
    "unknown_member_is_400": Slip(270, 400, when=named_by_text),
    "mismatch_is_http_405": Slip(405, 405),
    "bad_parameter_is_422": Slip(419, 422),
    "out_of_scope_is_403": Slip(424, 403, when=lambda facts: facts.kind == "token"),
    "switched_off_is_not_found": Slip(449, instead=246, when=is_switched_off),
    "sold_out_is_http_200": Slip(450, 200),
    "sold_out_is_not_active": Slip(450, instead=449),
    "too_few_points_is_402": Slip(451, 402),
}
"""By id of the flaw."""


def answer_of(code: Code, facts: Facts, flaws: Collection[str]) -> Reply:
    """Returns the answer of a refusal, right or wrong."""
    for flaw, slip in SLIPS.items():
        if flaw in flaws and slip.number == code.number and slip.when(facts):
            code = CODES[slip.instead] if slip.instead is not None else code
            return refused(replace(code, status=slip.status or code.status))
    return refused(code)
