"""A creation that breaks its description, in the words of the method.

Assumed, because the document gives the codes without an order: missing data comes first, then
unknown attributes, then the parent, then every other fault.
"""

from typing import Final

from mockserver.stubkit import ABSENT, Json, Refusal, Reply

from .answers import fail
from .parents import creation_obstacle

OPERATION: Final = "createCampaign"

REQUIRED: Final = ("name", "status", "starts_at", "ends_at")


def refuse_creation(refusal: Refusal) -> Reply:
    """Answers with the first code that fits."""
    call = refusal.call
    if call is None or _lacks_data(call.body):
        return fail(OPERATION, "missing_data")
    unknown = [
        violation.pointer.rpartition("/")[2].replace("~1", "/").replace("~0", "~")
        for violation in refusal.violations
        if violation.place == "body" and violation.keyword == "additionalProperties"
    ]
    if unknown:
        message = f"Unknown campaign attributes {', '.join(unknown)}."
        return fail(OPERATION, "argument_error", message=message)
    if obstacle := creation_obstacle(call.principal):
        return fail(OPERATION, "not_found", status=200, message=obstacle)
    return fail(OPERATION, "validation", message=f"Validation error. {refusal.detail}")


def _lacks_data(body: Json) -> bool:
    if body is ABSENT or not isinstance(body, dict):
        return True
    campaign = body.get("campaign")
    return not isinstance(campaign, dict) or any(campaign.get(name) is None for name in REQUIRED)
