"""What the campaign API promises beyond shapes, and how each of its codes is met."""

from typing import Final

from contracts.lawkit import ItemKind, Law, Provocation

from .capping import CAPPING
from .creating import CREATING
from .failing_items import FAILING_ITEMS
from .general_codes import GENERAL_CODES
from .good_items import GOOD_ITEMS
from .repeating import REPEATING
from .searching import SEARCHING
from .sharing import SHARING
from .spending import SPENDING
from .tokens import TOKENS
from .update_codes import UPDATE_CODES
from .updating import UPDATING

LAWS: Final[tuple[Law, ...]] = (
    *CREATING,
    *CAPPING,
    *SEARCHING,
    *UPDATING,
    *REPEATING,
    *SPENDING,
    *SHARING,
    *TOKENS,
)
PROVOCATIONS: Final[tuple[Provocation, ...]] = (*UPDATE_CODES, *GENERAL_CODES)
ITEM_KINDS: Final[tuple[ItemKind, ...]] = (*GOOD_ITEMS, *FAILING_ITEMS)

__all__ = ["ITEM_KINDS", "LAWS", "PROVOCATIONS"]
