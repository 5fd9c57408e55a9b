"""Credentials, scopes and portfolios."""

from typing import Any
from urllib.parse import parse_qsl

from tests.support.servers.criteo.hooks import CATALOGUE, Call
from tests.support.servers.criteo.seed import AGENCY
from tests.support.servers.criteo.state import LIFE, READ, Campaign, Token
from tests.support.servers.criteo.updates import Facts
from tests.support.servers.kernel import Answer

from .searches import filters

FAMILY = "auth"
CHECKED = "credentials are checked"
CREATE, READ_ONE = "createCampaign", "getCampaign"
SEARCH, UPDATE = "searchCampaigns", "updateCampaigns"
flaw = CATALOGUE.flaw


def sent_token(call: Call) -> str:
    """Returns what stands behind the scheme in the header."""
    return call.request.headers.get("authorization", "").partition(" ")[2].strip()


def admitted(call: Call, token: Token | None, code: str | None) -> str | None:
    """Lets a caller in with a token after all, if there is one."""
    if token is None:
        return code
    call.server.let_in(call, token)
    return None


@flaw(FAMILY, "credentials", CHECKED, "Reads a campaign for callers without a token.", READ_ONE)
def read_needs_no_token(call: Call, code: str | None) -> str | None:
    missing = code == "authorization-token-missing"
    return admitted(call, Token(AGENCY, frozenset({READ})), code) if missing else code


@flaw(FAMILY, "credentials", CHECKED, "Searches with an expired token.", SEARCH)
def expired_token_searches(call: Call, code: str | None) -> str | None:
    expired = code == "authorization-token-expired"
    return admitted(call, call.state.tokens[sent_token(call)], code) if expired else code


@flaw(FAMILY, "credentials", f"{CHECKED}; O-C7", "Tokens that were issued never expire.")
def issued_tokens_live_on(call: Call, code: str | None) -> str | None:
    token = call.state.tokens.get(sent_token(call))
    lives = code == "authorization-token-expired" and sent_token(call).startswith("cmt.")
    return admitted(call, token, code) if lives else code


@flaw(FAMILY, "credentials", CHECKED, "Takes a token with anything behind it.")
def token_tail_ignored(call: Call, code: str | None) -> str | None:
    if code != "authorization-token-invalid":
        return code
    sent, now = sent_token(call), call.now
    alive = (t for text, t in call.state.tokens.items() if sent.startswith(text))
    token = next((t for t in alive if t.ends is None or t.ends > now), None)
    return admitted(call, token, code)


@flaw(FAMILY, "credentials", CHECKED, "Takes a token behind any word, not only Bearer.")
def any_scheme_will_do(call: Call, code: str | None) -> str | None:
    token = call.state.tokens.get(sent_token(call))
    wrong = code == "authorization-token-invalid" and token is not None and token.ends is None
    return admitted(call, token, code) if wrong else code


@flaw(
    FAMILY, "answer", CHECKED, "A search with an unknown token succeeds and finds nothing.", SEARCH
)
def unknown_token_finds_nothing(call: Call, answer: Any) -> Any:
    unknown = answer.status == 401 and sent_token(call) not in ("", *call.state.tokens)
    return Answer(200, {"data": [], "errors": []}) if unknown else answer


@flaw(
    FAMILY, "scope", "O-C2; scopes are checked", "Updates with a token that may only read.", UPDATE
)
def read_only_updates(call: Call, may: bool) -> bool:
    return True


@flaw(
    FAMILY, "scope", "O-C2; scopes are checked", "Creates with a token that may only read.", CREATE
)
def read_only_creates(call: Call, may: bool) -> bool:
    return True


@flaw(FAMILY, "chosen", "R145; LC21", "Finds campaigns of others if they are asked for by id.")
def ids_cross_portfolios(call: Call, chosen: list[Campaign]) -> list[Campaign]:
    advertisers, campaigns = filters(call)
    if advertisers or not campaigns:
        return chosen
    return [c for c in call.state.campaigns.values() if c.id in campaigns]


@flaw(FAMILY, "chosen", "R145; LC21", "Finds campaigns of others if two advertisers are asked for.")
def advertisers_cross_portfolios(call: Call, chosen: list[Campaign]) -> list[Campaign]:
    advertisers, campaigns = filters(call)
    if len(advertisers) < 2 or campaigns:
        return chosen
    return [c for c in call.state.campaigns.values() if c.advertiser in advertisers]


@flaw(FAMILY, "found", "LC21", "Reads campaigns of others.")
def read_crosses_portfolios(call: Call, found: Campaign | None) -> Campaign | None:
    return found or call.state.campaigns.get(call.request.path.rpartition("/")[2])


@flaw(FAMILY, "facts", "R162; LC2", "Looks at the portfolio for the first item only.")
def portfolio_of_first_item(call: Call, known: Facts | None) -> Facts | None:
    if known and call.verdict.item.index:
        known.in_portfolio = True
    return known


@flaw(
    FAMILY,
    "may_create",
    "R140; O-C6; callers act for their advertisers",
    "Creates for any advertiser.",
)
def creates_for_everyone(call: Call, may: bool) -> bool:
    advertiser = str(call.body["data"]["attributes"]["advertiserId"])
    return may or advertiser in call.state.features


@flaw(FAMILY, "portfolio", "R145; LC21", "Remembers the portfolio that an application first had.")
def portfolio_is_remembered(call: Call, portfolio: set[str]) -> set[str]:
    return call.scratch.setdefault(("portfolio", call.application.id), set(portfolio))


@flaw(
    FAMILY, "answer", f"{CHECKED}; O-C7", "Gives tokens without checking the secret.", "issueToken"
)
def secret_is_not_checked(call: Call, answer: Any) -> Any:
    form = dict(parse_qsl(call.request.body.decode("utf-8", "replace")))
    application = call.state.applications.get(form.get("client_id", ""))
    if answer.status != 401 or application is None or "client_secret" not in form:
        return answer
    text = call.state.fresh_token()
    ends = call.now + LIFE
    call.state.tokens[text] = Token(application.id, application.scopes, ends)
    return Answer(200, {"access_token": text, "token_type": "Bearer", "expires_in": 900})
