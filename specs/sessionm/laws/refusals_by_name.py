"""How the documented errors that all operations share are brought about: wrong names and keys."""

from collections.abc import Callable, Iterator
from typing import Final

from contracts.lawkit import Basis, Draw, Exchange, Json, Provocation, Record, Session

from .reading import code_of
from .subjects import at

NOBODY: Final = "0f0f0f0f-0000-4000-8000-00000000f0f0"
"""A customer id of the platform's form that nobody has."""
NO_CAMPAIGN: Final = 987654321
OPT_INS: Final = ("optIn", "optInExternalUser")
LISTS: Final = ("listCustomerCampaigns", "listExternalCustomerCampaigns")
PROGRESS: Final = (
    "getProgress",
    "getProgressByPermalink",
    "getExternalCustomerProgress",
    "getExternalCustomerProgressByPermalink",
)
TOKEN_PROGRESS: Final = ("getAnonymousProgress", "getAnonymousProgressByPermalink")
BY_TOKEN: Final = ("listAnonymousCampaigns", *TOKEN_PROGRESS)
PAGES: Final = ("listEligibleCampaigns", "listExternalCustomerEligibleCampaigns")
ONE: Final = (
    "getEligibleCampaign",
    "getEligibleCampaignByPermalink",
    "getExternalCustomerEligibleCampaign",
)
INFO: Final = ("getCampaignInfo", "getCampaignInfoByPermalink")
BY_SECRET: Final = (
    "createCampaign",
    *OPT_INS,
    *LISTS,
    *PROGRESS,
    *PAGES,
    *ONE,
    "listActiveCampaigns",
    *INFO,
)
NAMES: Final = (
    "customer.eligible",
    "customer.external",
    "campaign.live",
    "campaign.by_permalink",
)

Provoke = Callable[[Session, str], Exchange]


def known_path(session: Session) -> Record:
    """Returns path parameters that all name something."""
    live = session.role("campaign.live")
    return {
        "user_id": session.role("customer.eligible"),
        "external_id": session.role("customer.external"),
        "campaign_id": live,
        "ad_campaign_id": live,
        "campaign_ref": live,
        "permalink": session.role("campaign.by_permalink"),
    }


def body_for(session: Session, operation: str) -> Record:
    """Returns what a call of an operation needs beside its path."""
    if operation != "createCampaign":
        return {}
    campaign: Record = {"name": session.fresh("campaign"), "status": "live"}
    campaign |= {"starts_at": at(session.now), "ends_at": at(session.now, days=1)}
    return {"json": {"campaign": campaign}}


def asked(session: Session, operation: str, **changed: Json) -> Exchange:
    """Calls an operation with some path parameters changed."""
    path = {**known_path(session), **changed}
    return session.call(operation, path=path, **body_for(session, operation))


def without_credentials(session: Session, operation: str) -> Exchange:
    """Nobody calls."""
    body = body_for(session, operation)
    return session.call(operation, path=known_path(session), caller="nobody", **body)


def with_an_unknown_key(session: Session, operation: str) -> Exchange:
    """The key in the path is nobody's; a server may well judge the credentials first."""
    answer = asked(session, operation, api_key=session.fresh("key"))
    is_by_credentials = code_of(answer) in ("access_denied", "invalid_auth_token")
    session.need(not is_by_credentials, "a key that is judged before the credentials")
    return answer


def with_an_unknown_token(session: Session, operation: str) -> Exchange:
    """The token is nobody's."""
    query = {"auth_token": session.fresh("token")}
    return session.call(operation, path=known_path(session), query=query, caller="nobody")


def with_a_lost_token(session: Session, operation: str) -> Exchange:
    """The token's customer is gone."""
    query = {"auth_token": session.role("app.auth_token_lost")}
    return session.call(operation, path=known_path(session), query=query, caller="nobody")


def for_an_unknown_customer(session: Session, operation: str) -> Exchange:
    """The customer is nobody."""
    return asked(session, operation, user_id=NOBODY, external_id=session.fresh("nobody"))


def for_an_unknown_campaign(session: Session, operation: str) -> Exchange:
    """The campaign is none."""
    names = ("campaign_id", "ad_campaign_id", "campaign_ref")
    unknown: Record = dict.fromkeys(names, NO_CAMPAIGN)
    return asked(session, operation, permalink=session.fresh("nothing"), **unknown)


def of_an_empty_application(session: Session, operation: str) -> Exchange:
    """No campaign of the application is active."""
    path = {**known_path(session), "api_key": session.role("app.empty_key")}
    return session.call(operation, path=path, caller="empty_application")


def of_an_orphan(session: Session, operation: str) -> Exchange:
    """The application's parent is gone."""
    path = {"api_key": session.role("app.orphan_key")}
    return session.call(operation, path=path, caller="orphan_application")


def on_page_zero(session: Session, operation: str) -> Exchange:
    """A page that is none."""
    return session.call(operation, path=known_path(session), query={"page": 0})


def with_two_versions(session: Session, operation: str) -> Exchange:
    """A parameter that is sent twice."""
    return session.call(operation, path=known_path(session), query={"api_version": ["1", "2"]})


def of_a_draft(session: Session, operation: str) -> Exchange:
    """A campaign that is there, but not active."""
    draft = session.role("campaign.draft")
    info = session.call("getCampaignInfo", path={"campaign_id": draft})
    permalink = info.at("/campaign/permalink")
    return asked(session, operation, ad_campaign_id=draft, campaign_ref=draft, permalink=permalink)


def by_another_method(session: Session, operation: str) -> Exchange:
    """A method that the path does not have."""
    found = next(one for one in session.bundle.operations if one.operation_id == operation)
    return session.send("PUT", session.url(found, known_path(session)))


Row = tuple[str, tuple[str, ...], Provoke, Basis, tuple[str, ...], tuple[str, ...]]

TABLE: Final[tuple[Row, ...]] = (
    ("access_denied", BY_SECRET, without_credentials, "documented", ("R22", "R23"), ()),
    (
        "invalid_api_key",
        (
            "createCampaign",
            *OPT_INS,
            *PROGRESS,
            *PAGES,
            *ONE,
            "listActiveCampaigns",
            *TOKEN_PROGRESS,
        ),
        with_an_unknown_key,
        "documented",
        ("R22",),
        (),
    ),
    (
        "Invalid_api_key",
        (*LISTS, "listAnonymousCampaigns", *INFO),
        with_an_unknown_key,
        "documented",
        ("R22", "R93"),
        (),
    ),
    ("invalid_auth_token", BY_TOKEN, with_an_unknown_token, "documented", ("R72",), ()),
    (
        "user_not_found",
        TOKEN_PROGRESS,
        with_a_lost_token,
        "documented",
        ("R72",),
        ("app.auth_token_lost",),
    ),
    (
        "User_not_found",
        ("listAnonymousCampaigns",),
        with_a_lost_token,
        "documented",
        ("R92",),
        ("app.auth_token_lost",),
    ),
    (
        "user_not_found",
        (*OPT_INS, *PROGRESS, *PAGES, *ONE),
        for_an_unknown_customer,
        "documented",
        ("R16",),
        (),
    ),
    ("User_not_found", LISTS, for_an_unknown_customer, "documented", ("R16", "R92"), ()),
    ("not_found", (*OPT_INS, *ONE), for_an_unknown_campaign, "documented", (), ()),
    (
        "no_campaign_found",
        (*PROGRESS, *TOKEN_PROGRESS),
        for_an_unknown_campaign,
        "documented",
        ("R102",),
        (),
    ),
    ("No_active_campaign_found", INFO, for_an_unknown_campaign, "documented", ("R91",), ()),
    (
        "No_active_campaign_found",
        (*LISTS, "listAnonymousCampaigns"),
        of_an_empty_application,
        "inferred",
        ("R91",),
        ("app.empty_key", "caller.empty_application"),
    ),
    (
        "not_found",
        ("listActiveCampaigns",),
        of_an_orphan,
        "inferred",
        ("R55",),
        ("app.orphan_key", "caller.orphan_application"),
    ),
    ("argument_error", PAGES, on_page_zero, "inferred", (), ()),
    ("argument_error", INFO, with_two_versions, "inferred", (), ()),
    ("not_available", ONE, of_a_draft, "inferred", ("R112",), ("campaign.draft",)),
    ("not_available", (*BY_SECRET, *BY_TOKEN), by_another_method, "inferred", (), ()),
)


def provocations() -> Iterator[Provocation]:
    """Yields one provocation for each code and operation of the table."""
    for code, operations, call, basis, holds, roles in TABLE:
        for operation in operations:
            yield Provocation(
                id=f"{code.lower()}_on_{operation}_{call.__name__}",
                code=code,
                operation=operation,
                provoke=_bound(call, operation),
                basis=basis,
                operations=("getCampaignInfo",) if call is of_a_draft else (),
                roles=(*NAMES, *roles),
                holds=holds,
            )


def _bound(call: Provoke, operation: str) -> Callable[[Session, Draw], Exchange]:
    return lambda session, draw: call(session, operation)


PROVOCATIONS: Final[tuple[Provocation, ...]] = tuple(provocations())
