"""What makes a description unusable, whoever wrote it: looked at whenever a folder is served."""

from collections.abc import Iterable
from functools import partial
from typing import Final

from specs.bundle import Bundle
from specs.lint.extensions import (
    extension_is_in_place,
    extension_is_known,
    extension_is_valid,
    words,
)
from specs.lint.finding import LintFinding, Rule
from specs.lint.operations import operation_id_is_unique
from specs.lint.paths import operations_collide

_WORDS: Final = (extension_is_known, extension_is_in_place, extension_is_valid)

ESSENTIAL: Final[tuple[Rule, ...]] = (operation_id_is_unique, operations_collide, *_WORDS)
"""What makes a description unusable, whoever wrote it."""


def essential(bundle: Bundle) -> tuple[LintFinding, ...]:
    """Returns what makes any description unusable: it collides with itself, or misuses our words.

    Words that are not ours are findings in an API folder only; a bare file is a vendor's.
    """
    found = tuple(words(bundle))
    about_words = (partial(rule, found=found) for rule in _WORDS)
    return judge(bundle, (operation_id_is_unique, operations_collide, *about_words))


def judge(bundle: Bundle, rules: Iterable[Rule]) -> tuple[LintFinding, ...]:
    """Returns what breaks some rules, by file and line."""
    found: dict[tuple[object, ...], LintFinding] = {}
    for rule in rules:
        for finding in rule(bundle):
            # an object that aliases repeat is one flaw, however often it is referred to
            found.setdefault((finding.id, finding.file, finding.line, finding.message), finding)
    return tuple(sorted(found.values()))
