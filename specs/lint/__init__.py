"""Rules for hand-written descriptions. Each is a function whose name is the id of its findings."""

from collections.abc import Iterable
from typing import Final

from specs.bundle import Bundle
from specs.lint.assumptions import Assumption, assumptions
from specs.lint.error_codes import error_code_has_example, error_code_status_is_declared
from specs.lint.examples import example_is_valid, media_has_example
from specs.lint.extensions import extension_is_in_place, extension_is_known, extension_is_valid
from specs.lint.finding import LintFinding, Rule
from specs.lint.operations import (
    operation_declares_405,
    operation_has_id,
    operation_has_source,
    operation_has_summary,
    operation_id_is_unique,
    statuses_are_exact,
)
from specs.lint.paths import operations_collide, path_parameters_agree, path_shapes_differ
from specs.lint.policies import batch_is_placed, resource_is_placed, role_operation_exists
from specs.lint.rules_file import (
    rule_citation_exists,
    rule_citation_holds,
    rule_id_is_unique,
    rules_are_valid,
)
from specs.lint.valid_openapi import is_valid_openapi, schema_is_usable

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

ESSENTIAL: Final[tuple[Rule, ...]] = (
    operation_id_is_unique,
    operations_collide,
    extension_is_known,
    extension_is_in_place,
    extension_is_valid,
)
"""What makes a description unusable, whoever wrote it."""

RULES: Final[tuple[Rule, ...]] = (
    *ESSENTIAL,
    is_valid_openapi,
    schema_is_usable,
    operation_has_id,
    operation_has_summary,
    operation_has_source,
    operation_declares_405,
    statuses_are_exact,
    path_shapes_differ,
    path_parameters_agree,
    media_has_example,
    example_is_valid,
    error_code_status_is_declared,
    error_code_has_example,
    batch_is_placed,
    resource_is_placed,
    role_operation_exists,
    rules_are_valid,
    rule_id_is_unique,
    rule_citation_exists,
    rule_citation_holds,
)
"""What a hand-written API folder must obey."""


def lint(bundle: Bundle) -> tuple[LintFinding, ...]:
    """Returns what breaks the rules for hand-written folders, by file and line."""
    return _judge(bundle, RULES)


def essential(bundle: Bundle) -> tuple[LintFinding, ...]:
    """Returns what makes any description unusable: it collides with itself, or misuses our words.

    Words that are not ours are findings in an API folder only; a bare file is a vendor's.
    """
    return _judge(bundle, ESSENTIAL)


def _judge(bundle: Bundle, rules: Iterable[Rule]) -> tuple[LintFinding, ...]:
    found: dict[tuple[object, ...], LintFinding] = {}
    for rule in rules:
        for finding in rule(bundle):
            # an object that aliases repeat is one flaw, however often it is referred to
            found.setdefault((finding.id, finding.file, finding.line, finding.message), finding)
    return tuple(sorted(found.values()))
