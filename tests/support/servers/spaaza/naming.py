"""What the parameters name: whether it is there, may be reached, and fits together."""

from collections.abc import Collection

from tests.support.servers.kernel import Received
from tests.support.servers.spaaza.callers import APP, Caller
from tests.support.servers.spaaza.codes import Refusal
from tests.support.servers.spaaza.inputs import Inputs
from tests.support.servers.spaaza.world import Campaign, User, World


def resolve(
    world: World, request: Received, caller: Caller, inputs: Inputs, flaws: Collection[str]
) -> tuple[User, Campaign]:
    """Finds the user and the campaign.

    Raises:
        Refusal: One is not there, out of reach, or does not fit the rest.
    """
    app = app_chain(world, request, caller, inputs, flaws)
    campaign = world.campaigns.get(inputs.campaign)
    if campaign is None:
        raise Refusal(246)
    if inputs.chain is not None and inputs.chain not in world.chains:
        raise Refusal(217)
    if caller.kind == "admin" and not may_read(caller, inputs, flaws):
        raise Refusal(68)
    user = named_user(world, caller, inputs, flaws)
    if caller.kind == "token" and not in_scope(caller, inputs, user, campaign, flaws):
        raise Refusal(424)
    chains = {user.chain, campaign.chain, app, inputs.chain} - {None}
    if "campaign_chain_unchecked_in_sessions" in flaws and caller.kind == "user":
        chains = {user.chain, app, inputs.chain} - {None}
    if "user_chain_unchecked_for_admins" in flaws and caller.kind == "admin":
        chains = {campaign.chain, inputs.chain} - {None}
    if len(chains) > 1:
        raise Refusal(405)
    return user, campaign


def app_chain(
    world: World, request: Received, caller: Caller, inputs: Inputs, flaws: Collection[str]
) -> str | None:
    """Returns the chain of the app under a user session; other callers need no app."""
    hostname = request.headers.get(APP, "").strip().lower()
    if caller.kind != "user":
        if "app_header_read_for_tokens" in flaws and hostname and hostname not in world.apps:
            raise Refusal(238)
        return None
    if not hostname:
        if "chain_replaces_app" in flaws and inputs.chain:
            return None
        raise Refusal(269)
    if hostname not in world.apps:
        raise Refusal(238)
    chain = world.apps[hostname]
    if chain is None:
        raise Refusal(405 if "stray_app_is_mismatch" in flaws else 264)
    return chain


def may_read(caller: Caller, inputs: Inputs, flaws: Collection[str]) -> bool:
    """Returns whether an admin may read the chain."""
    if "admin_rights_checked_for_user_id_only" in flaws and inputs.named_by != "user_id":
        return True
    if "one_chain_opens_all" in flaws and caller.chains:
        return True
    return inputs.chain is None or inputs.chain in (caller.chains or ())


def in_scope(
    caller: Caller, inputs: Inputs, user: User, campaign: Campaign, flaws: Collection[str]
) -> bool:
    """Returns whether a token reaches the user and the campaign."""
    if "scope_checked_for_user_id_only" in flaws and inputs.named_by != "user_id":
        return True
    return caller.chains is None or {user.chain, campaign.chain} <= caller.chains


def named_user(world: World, caller: Caller, inputs: Inputs, flaws: Collection[str]) -> User:
    """Returns the user that the call is for."""
    named = look_up(world, inputs, flaws)
    if caller.kind != "user":
        if named is None:
            raise Refusal(270)
        world.last_named = named.id
        return named
    if inputs.named_by is not None:
        if named is None:
            raise Refusal(270)
        if named.id != caller.id:
            if "member_number_overrides_session" in flaws and inputs.named_by == "member_number":
                return named
            raise Refusal(424)
    if "session_acts_for_last_named" in flaws and world.last_named:
        return world.users[world.last_named]
    return world.users[caller.id]


def look_up(world: World, inputs: Inputs, flaws: Collection[str]) -> User | None:
    """Returns the user of an identifier, or None."""
    match inputs.named_by:
        case "user_id":
            return world.users.get(inputs.name)
        case "member_number":
            return next((u for u in world.users.values() if u.member_number == inputs.name), None)
        case "authentication_point_identifier":
            users = world.users.values()
            if "identifier_matched_by_prefix" in flaws and inputs.name.strip():
                return next((u for u in users if u.point_identifier.startswith(inputs.name)), None)
            return next((u for u in users if u.point_identifier == inputs.name), None)
    return None
