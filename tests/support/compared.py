"""What tests of compared documents are handed, and the rows of their tables."""

from collections.abc import Callable
from typing import TypeAlias

from specs.values import Record
from tests.support.drift_pairs.editing import Step

BothWays: TypeAlias = Callable[..., tuple[list[str], list[str]]]
"""A base and the steps of an edit -> the rules that tell the edit, and the edit taken back."""

Told: TypeAlias = tuple[str, str, Record, tuple[Step, ...]]
"""Rule, rule of the change taken back, base, edit."""

Silent: TypeAlias = tuple[Record, tuple[Step, ...]]
"""Base, and an edit that is no change."""

PASSED_OVER: tuple[list[str], list[str]] = ([], [])
"""What both ways tell of an edit that is no change."""
