"""Who is calling: an access token, or the session of a user or an admin."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from tests.support.servers.kernel import Received
from tests.support.servers.spaaza.codes import Refusal
from tests.support.servers.spaaza.mishaps import crash
from tests.support.servers.spaaza.world import Session, Token, World

APP: Final = "x-spaaza-myprice-app-hostname"
USER_ID: Final = "x-spaaza-session-user-id"
KEY: Final = "x-spaaza-session-key"
METHODS: Final = frozenset({"password", "pincode"})


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls, and how far that reaches."""

    kind: Literal["user", "admin", "token"]
    id: str
    chains: frozenset[str] | None
    """What an admin may read, or the scope of a token; None leaves nothing out."""


def identify(world: World, request: Received, now: datetime, flaws: Collection[str]) -> Caller:
    """Finds out who calls.

    Raises:
        Refusal: Nobody that we know.
    """
    authorization = request.headers.get("authorization")
    has_session = USER_ID in request.headers or KEY in request.headers
    caller: Caller | None = None
    if authorization is not None:
        caller = holder_of(world, authorization, request, flaws)
    if has_session or caller is None:
        session, holder = session_of(world, request, now, flaws)
        if session.method not in METHODS and "odd_login_accepted" not in flaws:
            raise Refusal(228)
        chains = world.admins.get(holder) if session.kind == "admin" else None
        caller = caller or Caller(session.kind, holder, chains)
    method = request.value("auth_method")
    if method and method not in METHODS:
        raise Refusal(228)
    return caller


def holder_of(
    world: World, authorization: str, request: Received, flaws: Collection[str]
) -> Caller:
    """Looks an access token up."""
    scheme, _, credentials = authorization.strip().partition(" ")
    identity, colon, secret = credentials.strip().partition(":")
    if not credentials.strip() and "bare_bearer_crashes" in flaws:
        raise crash("IndexError: list index out of range", "/srv/api/auth/bearer.py", 41)
    if scheme.lower() != "bearer" and not (scheme and "any_scheme_accepted" in flaws):
        raise Refusal(265)
    if not identity or not colon or not secret or any(c.isspace() for c in identity + secret):
        raise Refusal(265)
    token = world.tokens.get(identity)
    if token is None or not is_secret(token, secret, flaws) or not works(token, request, flaws):
        raise Refusal(266)
    return Caller("token", identity, token.chains)


def is_secret(token: Token, secret: str, flaws: Collection[str]) -> bool:
    """Compares what was sent with the secret."""
    if "secret_compared_by_prefix" in flaws:
        return token.secret.startswith(secret)
    return token.secret == secret


def works(token: Token, request: Received, flaws: Collection[str]) -> bool:
    """Returns whether a token is switched on."""
    if "inactive_token_works_with_chain" in flaws and request.value("chain_id"):
        return True
    return token.active


def session_of(
    world: World, request: Received, now: datetime, flaws: Collection[str]
) -> tuple[Session, str]:
    """Looks a session up, and says whose it is."""
    holder = request.headers.get(USER_ID, "").strip()
    key = request.headers.get(KEY, "").strip()
    if "key_left_out_accepted" in flaws and holder and not key:
        known = [s for s in world.sessions.values() if s.holder == holder and s.ends > now]
        if known:
            return known[0], holder
    if "app_header_opens" in flaws and not holder and not key:
        named = request.value("user_id")
        if request.headers.get(APP, "").lower() in world.apps and named in world.users:
            return Session("user", named, "password", now), named
    session = world.sessions.get(key)
    if session is None or not holder:
        raise Refusal(6)
    if session.holder != holder and not is_swap(world, session, holder, flaws):
        raise Refusal(6)
    grace = timedelta(days=7) if "session_outlives_its_end" in flaws else timedelta()
    if session.ends + grace <= now:
        raise Refusal(6)
    return session, holder


def is_swap(world: World, session: Session, holder: str, flaws: Collection[str]) -> bool:
    """Returns whether a key is taken from someone else than the one it was made for."""
    return "key_of_anyone_accepted" in flaws and session.kind == "user" and holder in world.users
