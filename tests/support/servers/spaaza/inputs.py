"""The form of the parameters; what they name is looked at later."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from tests.support.servers.kernel import Received
from tests.support.servers.spaaza.callers import Caller
from tests.support.servers.spaaza.codes import Refusal
from tests.support.servers.spaaza.mishaps import crash, hang, quiet_crash

INTEGER: Final = re.compile(r"-?(0|[1-9][0-9]*)")
USER_ID: Final = re.compile(r"[0-9]{1,10}")
CAST: Final = re.compile(r"[1-9][0-9]*")
IDENTIFIERS: Final = ("user_id", "member_number", "authentication_point_identifier")
ALL: Final = ("campaign_id", "chain_id", *IDENTIFIERS, "auth_method")


@dataclass(frozen=True, slots=True)
class Inputs:
    """Parameters of the right form."""

    campaign: str
    chain: str | None
    named_by: str | None
    """The parameter that names the user."""
    name: str


def read(request: Received, caller: Caller, flaws: Collection[str]) -> Inputs:
    """Reads the parameters.

    Raises:
        Refusal: One has the wrong form, is missing, or is one too many.
    """
    stumble(request, flaws)
    if any(len(set(request.values(name))) > 1 for name in ALL):
        raise Refusal(416)
    named_by = naming_parameter(request, flaws)
    name = request.value(named_by) or "" if named_by else ""
    if named_by == "user_id":
        name = user_id(name, flaws)
    campaign = campaign_id(request, flaws)
    chain = chain_id(request, caller, flaws)
    if named_by is None and caller.kind != "user":
        raise Refusal(267)
    return Inputs(campaign, chain, named_by, name)


def naming_parameter(request: Received, flaws: Collection[str]) -> str | None:
    """Returns the parameter that names the user."""
    sent = [name for name in IDENTIFIERS if request.value(name) is not None]
    if len(sent) > 1 and ("user_id" in sent or "second_identifier_ignored" not in flaws):
        raise Refusal(416)
    return sent[0] if sent else None


def campaign_id(request: Received, flaws: Collection[str]) -> str:
    """Reads the campaign's id."""
    text = request.value("campaign_id")
    if not text:
        raise Refusal(247 if text is None and "missing_campaign_is_247" in flaws else 245)
    if INTEGER.fullmatch(text):
        return text
    cast = CAST.match(text) if "campaign_id_cast" in flaws else None
    if cast is None:
        raise Refusal(247)
    return cast.group()


def user_id(text: str, flaws: Collection[str]) -> str:
    """Reads the user's id."""
    longest = 9 if "ten_digits_refused" in flaws else 10
    if "eleven_digits_looked_up" in flaws and re.fullmatch(r"[0-9]+", text):
        return text
    if USER_ID.fullmatch(text) and len(text) <= longest:
        return text
    cast = CAST.match(text) if "user_id_cast" in flaws and not text.isdigit() else None
    if cast is None:
        raise Refusal(154)
    return cast.group()


def chain_id(request: Received, caller: Caller, flaws: Collection[str]) -> str | None:
    """Reads the chain's id."""
    text = request.value("chain_id")
    if text is None:
        if caller.kind == "admin" and "chain_optional_for_admins" not in flaws:
            raise Refusal(419)
        return None
    if INTEGER.fullmatch(text):
        return text
    if "chain_id_read_for_admins_only" in flaws and caller.kind != "admin":
        return None
    raise Refusal(419)


def stumble(request: Received, flaws: Collection[str]) -> None:
    """Falls over hostile input, if the server is flawed so."""
    if "repeated_campaign_crashes" in flaws and len(request.values("campaign_id")) > 1:
        raise crash("TypeError: int() argument must be a string", "/srv/api/params.py", 118)
    characters = "".join(value for _, value in request.query)
    campaign = request.value("campaign_id") or ""
    if "long_campaign_id_crashes" in flaws and len(campaign) >= 19 and campaign.isdigit():
        raise quiet_crash()
    member = request.value("member_number") or ""
    if "quote_in_member_number_crashes" in flaws and "'" in member:
        raise crash("psycopg.errors.SyntaxError: unterminated string", "/srv/api/users.py", 77)
    if "wide_characters_crash" in flaws and max(characters, default="") > "\uffff":
        raise quiet_crash()
    point = request.value("authentication_point_identifier") or ""
    if "long_identifier_hangs" in flaws and len(point) > 255:
        raise hang()
    if "control_characters_crash" in flaws and min(characters, default=" ") < " ":
        raise quiet_crash()
