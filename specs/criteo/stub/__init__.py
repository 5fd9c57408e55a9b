"""Behaviour of the Criteo campaign operations, gathered from its modules."""

from .controls import (
    set_feature,
    set_permission,
    set_portfolio,
    set_spend,
    show_limit_in_force,
)
from .create import create_campaign
from .refusals import refuse_in_api_words
from .search import get_campaign, search_campaigns
from .security import authenticate_caller
from .tokens import issue_access_token
from .update import update_campaigns
from .words import word_in_api_words

__all__ = [
    "authenticate_caller",
    "create_campaign",
    "get_campaign",
    "issue_access_token",
    "refuse_in_api_words",
    "search_campaigns",
    "set_feature",
    "set_permission",
    "set_portfolio",
    "set_spend",
    "show_limit_in_force",
    "update_campaigns",
    "word_in_api_words",
]
