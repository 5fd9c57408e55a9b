"""The creation of campaigns, and the list of those that are active."""

from hashlib import sha256
from json import loads
from typing import Any, Final, NoReturn
from uuid import UUID

from tests.support.servers.kernel import Answer, Received
from tests.support.servers.sessionm.answers import crash, error, ok
from tests.support.servers.sessionm.instants import read, zoned
from tests.support.servers.sessionm.model import Application, Campaign, Creative
from tests.support.servers.sessionm.new_campaign import (
    KNOWN,
    REQUIRED,
    fault,
    kind_of,
    permalink_of,
)
from tests.support.servers.sessionm.platform import Platform

LARGEST_BODY: Final = 2 * 1024 * 1024
REPEATED: Final = ("targeting", "qualify_tag", "disqualify_tag")


class Unreadable(Exception):
    """A body is no JSON."""


def create(p: Platform, application: Application, request: Received) -> Answer:
    """Makes a campaign, or says why not."""
    if len(request.body) > LARGEST_BODY:
        return error("argument_error", 413, "This is too much to read.")
    media = request.headers.get("content-type", "application/json").split(";")[0].strip().lower()
    if media != "application/json" and not media.endswith("+json"):
        return error("argument_error", 415, "Only JSON is read here.")
    try:
        body = _read(request.body)
    except Unreadable as problem:
        if p.bad("stack_trace_on_bad_json"):
            trace = (
                f'Traceback (most recent call last):\n  File "/srv/app/body.py", line 31\n{problem}'
            )
            return error("argument_error", 400, trace)
        return error("missing_data")
    wanted = body.get("campaign") if isinstance(body, dict) else None
    if wanted is not None and not isinstance(wanted, dict) and p.bad("crash_on_odd_campaign"):
        return crash()
    if not isinstance(wanted, dict):
        return error("missing_data")
    absent = [name for name in REQUIRED if wanted.get(name) is None]
    if absent and all(name in wanted for name in absent) and p.bad("crash_on_null_member"):
        return crash()
    if absent == ["ends_at"] and p.bad("missing_end_is_validation"):
        return error("validation")
    if absent:
        return error("missing_data", message=f"Missing: {', '.join(absent)}.")
    return _judged(p, application, dict(wanted))


def _judged(p: Platform, application: Application, wanted: dict[str, Any]) -> Answer:
    unknown = sorted(set(wanted) - set(KNOWN))
    if unknown and p.bad("unknown_attribute_is_validation"):
        return error("validation")
    if unknown and not p.bad("unknown_attribute_accepted"):
        return error("argument_error", message=f"Not known: {len(unknown)} attribute(s).")
    for name in unknown:
        del wanted[name]
    if application.parent is None and not p.bad("missing_parent_not_noticed"):
        return error("not_found", message="The parent is gone.")
    if application.parent not in (None, application.organization):
        return error("not_found", message="The parent is somebody else's.")
    if p.bad("crash_on_four_byte_signs") and any(sign > "\uffff" for sign in str(wanted["name"])):
        return crash("Incorrect string value for column `ad_campaigns`.`name`")
    if p.bad("crash_on_long_name") and len(str(wanted["name"])) > 200:
        return crash()
    wrong = fault(wanted)
    if wrong is not None:
        dated = wrong in ("starts_at", "ends_at")
        code = "argument_error" if dated and p.bad("bad_date_is_argument_error") else "validation"
        return error(code, message=f"Not usable: {wrong}.")
    if _is_taken(p, application, wanted):
        return _refused_as_taken(p, application, wanted)
    campaign = _make(p, application, wanted)
    p.campaigns[campaign.id] = campaign
    return ok({"campaign": _created(p, campaign, wanted)})


def _read(body: bytes) -> Any:
    def refuse(_: str) -> NoReturn:
        raise ValueError

    def number(text: str) -> float:
        value = float(text)
        return value if abs(value) != float("inf") else refuse(text)

    try:
        return loads(body.decode(), parse_constant=refuse, parse_float=number)
    except (ValueError, RecursionError) as problem:
        raise Unreadable(str(problem)) from problem


def _rivals(p: Platform, application: Application) -> list[Campaign]:
    organization = application.organization
    return [
        campaign
        for campaign in p.campaigns.values()
        if p.applications[campaign.key].organization == organization
    ]


def _is_taken(p: Platform, application: Application, wanted: dict[str, Any]) -> bool:
    rivals = _rivals(p, application)
    named = rivals
    if p.bad("duplicate_of_draft_accepted"):
        named = [campaign for campaign in rivals if campaign.status != "draft"]
    if p.bad("duplicate_name_seen_only_in_last"):
        named = rivals[-1:]
    if any(campaign.name == wanted["name"] for campaign in named):
        return True
    permalink = permalink_of(wanted)
    if permalink is None or p.bad("duplicate_external_id_accepted"):
        return False
    held = p.cache.get("held permalinks", set())
    return permalink in held or any(campaign.permalink == permalink for campaign in rivals)


def _refused_as_taken(p: Platform, application: Application, wanted: dict[str, Any]) -> Answer:
    if p.bad("duplicate_name_stored_though_refused"):
        campaign = _make(p, application, {**wanted, "external_id": f"again-{p.made}"})
        p.campaigns[campaign.id] = campaign
    if p.bad("refusal_keeps_external_id") and permalink_of(wanted) is not None:
        p.cache.setdefault("held permalinks", set()).add(permalink_of(wanted))
    if p.bad("duplicate_is_missing_data"):
        return error("missing_data")
    refusal = error("validation", message="This name is taken.")
    if p.bad("refusal_says_ok"):
        refusal.body["status"] = "ok"
    return refusal


def _make(p: Platform, application: Application, wanted: dict[str, Any]) -> Campaign:
    p.made += 1
    keep = not p.bad("offset_of_dates_dropped")
    kind = kind_of(wanted)
    needs_opt_in = bool(wanted.get("optin_required", False))
    if kind == "messaging" and p.bad("messaging_forgets_opt_in"):
        needs_opt_in = False
    status = wanted["status"]
    if status == "draft" and p.bad("draft_created_as_live"):
        status = "live"
    opens, closes = wanted.get("opt_in_starts_at"), wanted.get("opt_in_ends_at")
    more: dict[str, Any] = {name: wanted[name] for name in REPEATED if name in wanted}
    if "reporting_ends_at" in wanted:
        more["reporting_ends_at"] = zoned(read(wanted["reporting_ends_at"]))
    return Campaign(
        id=60_000_000 + p.made * 7919 % 1_000_003,
        key=application.key,
        name=wanted["name"],
        permalink=permalink_of(wanted) or _generated(p),
        status=status,
        starts=read(wanted["starts_at"], keep_zone=keep),
        ends=read(wanted["ends_at"], keep_zone=keep),
        kind=kind,
        opt_in=needs_opt_in,
        opens=None if opens is None else read(opens),
        closes=None if closes is None else read(closes),
        metadata=wanted.get("metadata", {}),
        targeting=wanted.get("targeting"),
        more=more,
        creatives=(Creative(80_000 + p.made, 90_000 + p.made, "internal_full_page"),),
    )


def _generated(p: Platform) -> str:
    basis = p.clock.now.isoformat() if p.bad("generated_id_repeats_in_a_second") else str(p.made)
    return str(UUID(bytes=sha256(basis.encode()).digest()[:16], version=4)).upper()


def _created(p: Platform, campaign: Campaign, wanted: dict[str, Any]) -> dict[str, Any]:
    shown = {
        **as_owner(campaign),
        "campaign_id": campaign.id,
        "permalink": campaign.permalink,
        "campaign_permalink": campaign.permalink,
        "optin_required": campaign.opt_in,
        "opt_in_starts_at": None if campaign.opens is None else zoned(campaign.opens),
        "opt_in_ends_at": None if campaign.closes is None else zoned(campaign.closes),
    }
    if p.bad("template_always_promotion"):
        shown["template"] = "promotion"
    if p.bad("external_id_answered_in_lower_case"):
        shown["external_id"] = campaign.permalink.lower()
    if p.bad("draft_created_as_live"):
        shown["status"] = wanted["status"]
    return shown


def as_owner(campaign: Campaign) -> dict[str, Any]:
    """Returns a campaign as its owner sees it."""
    return {
        "id": campaign.id,
        "name": campaign.name,
        "status": campaign.status,
        "starts_at": zoned(campaign.starts),
        "ends_at": zoned(campaign.ends),
        "external_id": campaign.permalink,
        "campaign_type": campaign.kind,
        "template": campaign.kind,
        "metadata": campaign.metadata,
        "total_budget": 0,
        "weight": 5,
        **({} if campaign.targeting is None else {"targeting": campaign.targeting}),
        **campaign.more,
    }


def active_list(p: Platform, application: Application) -> Answer:
    """Lists the campaigns that are live and inside their dates."""
    if application.parent != application.organization:
        return error("not_found", message="The parent is gone or somebody else's.")
    shown = [c for c in p.campaigns_of(application.key) if _is_listed(p, c)]
    if p.bad("active_list_cached_until_clock_moves"):
        shown = p.cache.setdefault(("active", application.key, p.clock.now), shown)
    items = [as_owner(campaign) for campaign in shown]
    for item in items:
        if p.bad("metadata_missing_in_list"):
            item["metadata"] = {}
        if p.bad("budget_is_text_in_list"):
            item["total_budget"] = "0"
    return ok({"campaigns": items})


def _is_listed(p: Platform, campaign: Campaign) -> bool:
    now = p.clock.now
    status = campaign.status
    if p.bad("stage_change_not_seen_by_active_list"):
        status = campaign.first_status
    starts, ends = campaign.starts <= now, now < campaign.ends
    if p.bad("active_list_begins_at_midnight"):
        starts = campaign.starts.date() <= now.date()
    if p.bad("active_list_ends_at_midnight"):
        ends = now.date() <= campaign.ends.date()
    return status == "live" and starts and ends
