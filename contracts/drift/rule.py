"""A drift rule: one way in which a contract moves, with what that means for those who use it."""

from dataclasses import dataclass

from contracts.finding import Severity


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. It has a mirror, the rule of the opposite or of the other side, or a waiver."""

    id: str
    severity: Severity
    """`error`: someone who obeys the base contract can break; `warning`: the documents cannot
    decide whether anyone does; `info`: nobody does."""
    says: str
    """What happened, in one sentence."""
    why: str
    """Who breaks, and how; of `info`, why nobody does."""
    mirror: str = ""
    """Id of the rule of the opposite change, or of the same change on the other side."""
    waiver: str = ""
    """Why there is no mirror; empty if there is one."""
