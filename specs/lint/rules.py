"""All rules for hand-written descriptions, in the order in which they are tried."""

from typing import Final

from specs.bundle import Bundle
from specs.lint.error_codes import error_code_has_example, error_code_status_is_declared
from specs.lint.essentials import ESSENTIAL, judge
from specs.lint.examples import example_is_valid, media_has_example
from specs.lint.finding import LintFinding, Rule
from specs.lint.operations import (
    operation_declares_405,
    operation_has_id,
    operation_has_source,
    operation_has_summary,
    statuses_are_exact,
)
from specs.lint.paths import path_parameters_agree, path_shapes_differ
from specs.lint.policies import batch_is_placed, resource_is_placed, role_operation_exists
from specs.lint.rules_file import (
    rule_citation_exists,
    rule_citation_holds,
    rule_id_is_unique,
    rules_are_valid,
)
from specs.lint.valid_openapi import is_valid_openapi, schema_is_usable

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
    return judge(bundle, RULES)
