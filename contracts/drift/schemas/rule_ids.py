"""Which rule of the catalogue a difference is reported under."""

from types import MappingProxyType
from typing import Final

from contracts.drift.kinds import KINDS
from contracts.drift.schemas.difference import Difference
from specs.schemas import Direction

_KINDS: Final = MappingProxyType({kind.id: kind for kind in KINDS})
_SAID: Final = MappingProxyType(
    {
        "became_read_only": "property_became_read_only",
        "became_write_only": "property_became_write_only",
        "deprecated": "schema_deprecated",
        "no_longer_deprecated": "schema_no_longer_deprecated",
    }
)
"""Rules that are the same for both sides."""


def rule_of(difference: Difference, direction: Direction) -> str:
    """Returns the id of the rule in `contracts.drift.rules.RULES`.

    Args:
        difference: The difference.
        direction: Which side of an operation the schema belongs to.
    """
    if difference.effect == "said":
        said = _SAID.get(difference.kind)
        return said or f"{direction}_{difference.kind}"
    kind = _KINDS[difference.kind]
    return f"{direction}_{kind.narrowed if difference.effect == 'narrowed' else kind.widened}"
