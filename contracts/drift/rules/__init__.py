"""The catalogue of drift rules."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from contracts.drift.rule import Rule
from contracts.drift.rules.observed import OBSERVED_RULES
from contracts.drift.rules.operations import (
    BODY_RULES,
    CALL_BACK_RULES,
    OPERATION_RULES,
    PARAMETER_RULES,
    RESPONSE_RULES,
)
from contracts.drift.rules.schemas import SCHEMA_RULES
from contracts.drift.rules.security import SECURITY_RULES
from contracts.drift.rules.words import WORD_RULES

RULES: Final[Mapping[str, Rule]] = MappingProxyType(
    {
        rule.id: rule
        for rules in (
            OPERATION_RULES,
            PARAMETER_RULES,
            BODY_RULES,
            SCHEMA_RULES,
            RESPONSE_RULES,
            CALL_BACK_RULES,
            SECURITY_RULES,
            WORD_RULES,
            OBSERVED_RULES,
        )
        for rule in rules
    }
)
"""All rules by id."""

__all__ = ["RULES", "Rule"]
