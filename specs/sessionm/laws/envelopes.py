"""The envelope of every answer, and who gets one."""

from collections.abc import Iterator
from typing import Final

from hypothesis import strategies as st

from contracts.lawkit import Draw, Exchange, Law, Record, Session, Violation, law, shown

from .reading import is_ok, told
from .subjects import BOTH_NAMES, make, named

GETS: Final = (
    "listCustomerCampaigns",
    "listExternalCustomerCampaigns",
    "listAnonymousCampaigns",
    "getProgress",
    "getProgressByPermalink",
    "getExternalCustomerProgress",
    "getExternalCustomerProgressByPermalink",
    "getAnonymousProgress",
    "getAnonymousProgressByPermalink",
    "listEligibleCampaigns",
    "listExternalCustomerEligibleCampaigns",
    "getEligibleCampaign",
    "getEligibleCampaignByPermalink",
    "getExternalCustomerEligibleCampaign",
    "listActiveCampaigns",
    "getCampaignInfo",
    "getCampaignInfoByPermalink",
)
FLAT: Final = ("getEligibleCampaignByPermalink", "getExternalCustomerEligibleCampaign")
BY_TOKEN: Final = (
    "listAnonymousCampaigns",
    "getAnonymousProgress",
    "getAnonymousProgressByPermalink",
)
OF_A_CAMPAIGN: Final = (
    "getCampaignInfo",
    "getCampaignInfoByPermalink",
    "getProgress",
    "getProgressByPermalink",
)
NAMES: Final = (*BOTH_NAMES, "campaign.live", "campaign.by_permalink")


def path_for(session: Session) -> Record:
    """Returns path parameters of the customer and the campaign that the roles name."""
    live = session.role("campaign.live")
    return {
        "user_id": session.role("customer.eligible"),
        "external_id": session.role("customer.external"),
        "campaign_id": live,
        "ad_campaign_id": live,
        "campaign_ref": live,
        "permalink": session.role("campaign.by_permalink"),
    }


def envelope(operation: str, exchange: Exchange) -> Iterator[Violation]:
    """Yields a violation if status and errors do not belong together."""
    body = exchange.json if isinstance(exchange.json, dict) else {}
    status, has_errors = body.get("status"), "errors" in body
    if (status == "error") is not has_errors:
        expected = "errors if status is error, and none if not"
        got = f"status {shown(status)} {'with' if has_errors else 'without'} errors"
        yield Violation(expected, got, exchange, cause=f"errors {operation}")
    if status not in ("ok", "error") and not (operation in FLAT and "campaign_id" in body):
        yield Violation("status ok or error", shown(status), exchange, "/status")
    if exchange.status >= 400 and status != "error":
        yield Violation("status error", shown(status), exchange, "/status", cause="refusal")


@law(
    says="An answer says ok, or says error and then has errors.",
    holds=("LS1", "R51", "R52"),
    operations=GETS,
    roles=NAMES,
    examples=17,
)
def errors_come_with_status_error_only(session: Session, draw: Draw) -> Iterator[Violation]:
    """Any reading operation, with names that exist or one that does not."""
    operation = draw(st.sampled_from(GETS))
    path = path_for(session)
    nobody = {
        "user_id": "0f0f0f0f-0000-4000-8000-00000000f0f0",
        "external_id": session.fresh("nobody"),
    }
    number = 987654321
    nothing: Record = {"campaign_id": number, "ad_campaign_id": number, "campaign_ref": number}
    nothing["permalink"] = session.fresh("nothing")
    for wrong in ({}, nobody, nothing):
        yield from envelope(operation, session.call(operation, path={**path, **wrong}))


@law(
    says="A creation says ok, or says error and then has errors.",
    holds=("LS1", "R37", "R51"),
    operations=("createCampaign",),
    examples=3,
)
def creation_has_the_envelope(session: Session, draw: Draw) -> Iterator[Violation]:
    """A good one, an empty one, and one without its name."""
    now = session.now
    good: Record = {
        "name": session.fresh("campaign"),
        "status": "live",
        "starts_at": now.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "ends_at": "2099-01-01T00:00:00Z",
    }
    body = draw(st.sampled_from(({"campaign": good}, {}, {"campaign": {**good, "test": 1}})))
    yield from envelope("createCampaign", session.call("createCampaign", json=body))


@law(
    says="Without credentials, or with those of another application, no call gives data.",
    holds=("LS2", "R22", "R23"),
    operations=GETS,
    roles=NAMES,
    examples=17,
)
def data_is_for_the_application_alone(session: Session, draw: Draw) -> Iterator[Violation]:
    """No credentials; another application's; or our own on the path of another application."""
    operation = draw(st.sampled_from(GETS))
    path, ways = path_for(session), ["nobody"]
    if session.has("caller.other_application") and session.has("app.other_key"):
        ways += ["another application", "another application's path"]
    for who in ways:
        key = {"api_key": session.role("app.other_key")} if who.endswith("path") else {}
        callers = {"nobody": "nobody", "another application": "other_application"}
        answer = session.call(
            operation,
            path={**path, **key},
            caller=callers.get(who, "default"),
            note=f"credentials of {who}",
        )
        if is_ok(answer):
            expected = "an error, for credentials and API key do not belong together"
            yield Violation(expected, told(answer), answer, cause=f"{operation} {who}")


@law(
    says="A campaign belongs to its application; another one does not find it.",
    holds=("LS2", "R23", "R91", "R102"),
    operations=("createCampaign", *OF_A_CAMPAIGN),
    roles=(*BOTH_NAMES, "app.other_key", "caller.other_application"),
    examples=1,
)
def campaigns_belong_to_their_application(session: Session, draw: Draw) -> Iterator[Violation]:
    """By id and by permalink, with the key and the credentials of the other application."""
    made = make(session)
    path = {**named(session, made), "api_key": session.role("app.other_key")}
    for operation in OF_A_CAMPAIGN:
        answer = session.call(operation, path=path, caller="other_application")
        if is_ok(answer):
            expected = f"an error, for campaign {made.id} is another application's"
            yield Violation(expected, told(answer), answer, cause=operation)


@law(
    says="An external id of another organization's customer names nobody here.",
    holds=("LS6", "R16", "R23", "R71", "R92"),
    operations=("listExternalCustomerCampaigns", "listExternalCustomerEligibleCampaigns"),
    roles=("customer.foreign_external",),
    examples=1,
)
def customers_belong_to_their_organization(session: Session, draw: Draw) -> Iterator[Violation]:
    """The lists of such a customer."""
    path = {"external_id": session.role("customer.foreign_external")}
    for operation in ("listExternalCustomerCampaigns", "listExternalCustomerEligibleCampaigns"):
        answer = session.call(operation, path=path)
        if is_ok(answer):
            expected = "an error, for nobody here has this external id"
            yield Violation(expected, told(answer), answer, cause=operation)


@law(
    says="A token that nobody was given opens nothing, whatever else is sent.",
    holds=("LS2", "R70", "R72"),
    operations=BY_TOKEN,
    roles=("campaign.live", "campaign.by_permalink", *BOTH_NAMES),
    examples=6,
)
def unknown_tokens_open_nothing(session: Session, draw: Draw) -> Iterator[Violation]:
    """Made-up, empty, or the API key."""
    token = draw(st.sampled_from((session.fresh("token"), "", "null", session.role("app.key"))))
    operation = draw(st.sampled_from(BY_TOKEN))
    query = {"auth_token": token}
    answer = session.call(operation, path=path_for(session), query=query, caller="nobody")
    if is_ok(answer):
        yield Violation("an error, for the token is nobody's", told(answer), answer)


LAWS: Final[tuple[Law, ...]] = (
    errors_come_with_status_error_only,
    creation_has_the_envelope,
    data_is_for_the_application_alone,
    campaigns_belong_to_their_application,
    customers_belong_to_their_organization,
    unknown_tokens_open_nothing,
)
