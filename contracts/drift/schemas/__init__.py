"""What one schema admits that another does not: normal form, proof, and the judge of both."""

from contracts.drift.schemas.difference import Difference, Effect
from contracts.drift.schemas.judge import Judge, Producer
from contracts.drift.schemas.policy import Policy
from contracts.drift.schemas.rule_ids import rule_of

__all__ = ["Difference", "Effect", "Judge", "Policy", "Producer", "rule_of"]
