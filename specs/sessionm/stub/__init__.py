"""Behavior of the SessionM Campaigns API: twenty operations, their refusals, and the controls."""

from .active_list import list_active_campaigns
from .controls import change_status, change_tags, opt_out, send_event
from .create import create_campaign
from .info import get_campaign_info, get_campaign_info_by_permalink
from .opt_in import opt_in, opt_in_external_user
from .progress import (
    get_anonymous_progress,
    get_anonymous_progress_by_permalink,
    get_external_customer_progress,
    get_external_customer_progress_by_permalink,
    get_progress,
    get_progress_by_permalink,
)
from .refusals import refuse_in_api_words
from .security import authenticate_caller
from .v1_lists import (
    list_anonymous_campaigns,
    list_customer_campaigns,
    list_external_customer_campaigns,
)
from .v2_campaigns import (
    get_eligible_campaign,
    get_eligible_campaign_by_permalink,
    get_external_customer_eligible_campaign,
    list_eligible_campaigns,
    list_external_customer_eligible_campaigns,
)
from .words import word_in_api_words

__all__ = [
    "authenticate_caller",
    "change_status",
    "change_tags",
    "create_campaign",
    "get_anonymous_progress",
    "get_anonymous_progress_by_permalink",
    "get_campaign_info",
    "get_campaign_info_by_permalink",
    "get_eligible_campaign",
    "get_eligible_campaign_by_permalink",
    "get_external_customer_eligible_campaign",
    "get_external_customer_progress",
    "get_external_customer_progress_by_permalink",
    "get_progress",
    "get_progress_by_permalink",
    "list_active_campaigns",
    "list_anonymous_campaigns",
    "list_customer_campaigns",
    "list_eligible_campaigns",
    "list_external_customer_campaigns",
    "list_external_customer_eligible_campaigns",
    "opt_in",
    "opt_in_external_user",
    "opt_out",
    "refuse_in_api_words",
    "send_event",
    "word_in_api_words",
]
