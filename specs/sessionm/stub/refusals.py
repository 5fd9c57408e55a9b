"""What the mock itself refuses, in the words of this API."""

import re
from typing import Final

from mockserver.stubkit import Refusal, Reply, refuse

from .answers import error_body, fail
from .create_refusals import OPERATION, refuse_creation
from .customers import names_nobody

CAMPAIGN_IDS: Final = frozenset({"campaign_id", "ad_campaign_id"})
"""Path parameters that are numbers; anything else there is an id that no campaign has."""

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
            return _invalid(refusal)
        case "outage":
            return _outage(refusal)
    status = STATUSES[refusal.kind]
    return fail(operation_id, "argument_error", status=status, message=refusal.detail)


def _outage(refusal: Refusal) -> Reply:
    """Answers with a status that no method documents. Assumed: the code is the status's name."""
    code = re.sub(r"[^a-z0-9]+", "_", refusal.phrase.lower())
    return Reply(refusal.status or 503, error_body(code, refusal.detail))


def _invalid(refusal: Refusal) -> Reply:
    """Answers with the first code that fits: of the form, the customer, the campaign."""
    call = refusal.call
    assert call is not None, "only an unknown path has no call"
    if call.operation_id == OPERATION:
        return refuse_creation(refusal)
    lower_case: bool = call.principal["lower_case_codes"]
    if not CAMPAIGN_IDS.issuperset(violation.name for violation in refusal.violations):
        return fail(
            call.operation_id, "argument_error", message=refusal.detail, lower_case=lower_case
        )
    if names_nobody(call.principal):
        return fail(call.operation_id, "user_not_found", lower_case=lower_case)
    code = UNKNOWN_CAMPAIGN.get(call.operation_id or "", "not_found")
    return fail(call.operation_id, code, lower_case=lower_case)
