"""Enums that may grow."""

from contracts.drift.schemas.exact import spelled
from contracts.drift.schemas.expansion import Leaf
from contracts.drift.schemas.policy import Policy
from specs.values import ABSENT

_WORD = "x-extensible-enum"


def is_extensible(leaf: Leaf, policy: Policy) -> bool:
    """Returns whether those who read by an enum expect a value that it does not list."""
    if leaf.value is ABSENT:
        return False
    if policy.extensible_enums:
        return True
    for place in leaf.values:
        said = place.said(_WORD)
        if said is True:
            return True
        if isinstance(said, list) and spelled(leaf.value) in {spelled(one) for one in said}:
            return True
    return False
