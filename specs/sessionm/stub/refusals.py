"""What the mock itself refuses, in the words of this API."""

from typing import Final

from mockserver.stubkit import Refusal, Reply, Violation, refuse

from .answers import fail
from .create_refusals import OPERATION, refuse_creation

CAMPAIGN_IDS: Final = frozenset({"campaign_id", "ad_campaign_id"})
"""The only path parameters that are not just any text."""

UNKNOWN_CAMPAIGN: Final = {
    "getCampaignInfo": "no_active_campaign_found",
    "getCampaignInfoByPermalink": "no_active_campaign_found",
    "getProgress": "no_campaign_found",
    "getProgressByPermalink": "no_campaign_found",
    "getExternalCustomerProgress": "no_campaign_found",
    "getExternalCustomerProgressByPermalink": "no_campaign_found",
    "getAnonymousProgress": "no_campaign_found",
    "getAnonymousProgressByPermalink": "no_campaign_found",
}
"""What a method answers where a campaign is unknown; all others answer `not_found`."""

STATUSES: Final = {"malformed_body": 400, "body_too_large": 413, "unsupported_media_type": 415}


@refuse
def refuse_in_api_words(refusal: Refusal) -> Reply:
    """Returns the API's own answer to a request that reaches no handler."""
    operation_id = refusal.call.operation_id if refusal.call else None
    match refusal.kind:
        case "unauthenticated":
            return fail(operation_id, "access_denied")
        case "unknown_path":
            return fail(None, "not_found", message=refusal.detail)
        case "unknown_method":
            return fail(operation_id, "not_available", status=405, message=refusal.detail)
        case "invalid_request":
            return _invalid(operation_id, refusal)
    status = STATUSES[refusal.kind]
    return fail(operation_id, "argument_error", status=status, message=refusal.detail)


def _invalid(operation_id: str | None, refusal: Refusal) -> Reply:
    if operation_id == OPERATION:
        return refuse_creation(refusal)
    code = _code(operation_id, refusal.violations)
    message = refusal.detail if code == "argument_error" else ""
    principal = refusal.call.principal if refusal.call else None
    lower_case = bool(principal and principal["lower_case_codes"])
    return fail(operation_id, code, message=message, lower_case=lower_case)


def _code(operation_id: str | None, violations: tuple[Violation, ...]) -> str:
    """Returns the code of the violations: an id that is no number comes before anything else."""
    if any(violation.name in CAMPAIGN_IDS for violation in violations):
        return UNKNOWN_CAMPAIGN.get(operation_id or "", "not_found")
    return "argument_error"
