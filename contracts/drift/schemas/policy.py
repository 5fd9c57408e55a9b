"""How strictly a change is read where the documents leave it open."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Policy:
    """What the sides of a contract are taken to do."""

    undeclared: bool = False
    """Whether a producer is taken to send members that its own contract does not name, wherever
    it may; otherwise it sends named ones only."""
    extensible_enums: bool = False
    """Whether clients are taken to live with values of an enum that they do not know."""
