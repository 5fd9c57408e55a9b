"""Rules for hand-written descriptions. Each is a function whose name is the id of its findings."""

from importlib import import_module
from typing import TYPE_CHECKING, Final

from specs.lint.assumptions import Assumption, assumptions

if TYPE_CHECKING:
    from specs.lint.essentials import ESSENTIAL, essential
    from specs.lint.finding import LintFinding, Rule
    from specs.lint.rules import RULES, lint

__all__ = [
    "ESSENTIAL",
    "RULES",
    "Assumption",
    "LintFinding",
    "Rule",
    "assumptions",
    "essential",
    "lint",
]

_HOMES: Final = {
    "ESSENTIAL": "essentials",
    "RULES": "rules",
    "LintFinding": "finding",
    "Rule": "finding",
    "essential": "essentials",
    "lint": "rules",
}
"""The module of each other public name, loaded with the first of its names: a server needs few
rules. No name is that of a module, or it would be taken for that one."""


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    return found
