"""Behaviour of the Spaaza stub: who calls, for whom, and what the campaign then gives."""

from .controls import redeem_reward, set_points, set_stock, show_ledger
from .interaction import interact_campaign
from .refusals import refuse_in_api_words, word_in_api_words
from .security import authenticate_caller

__all__ = [
    "authenticate_caller",
    "interact_campaign",
    "redeem_reward",
    "refuse_in_api_words",
    "set_points",
    "set_stock",
    "show_ledger",
    "word_in_api_words",
]
