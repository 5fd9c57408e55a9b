"""Checks: verdicts on one exchange, all in one list."""

from typing import Final

from contracts.checks.answers_in_time import answers_in_time
from contracts.checks.body_matches_schema import body_matches_schema
from contracts.checks.check import Check, Subject, check
from contracts.checks.content_type_documented import content_type_documented
from contracts.checks.error_answers_carry_no_data import error_answers_carry_no_data
from contracts.checks.error_code_documented import error_code_documented
from contracts.checks.headers_documented import headers_documented
from contracts.checks.internals_stay_inside import internals_stay_inside
from contracts.checks.json_is_well_formed import json_is_well_formed
from contracts.checks.no_server_error import no_server_error
from contracts.checks.no_undeclared_body import no_undeclared_body
from contracts.checks.platform_does_not_fail import platform_does_not_fail
from contracts.checks.refusal_status_documented import refusal_status_documented
from contracts.checks.status_documented import status_documented

CHECKS: Final[tuple[Check, ...]] = (
    answers_in_time,
    no_server_error,
    platform_does_not_fail,
    status_documented,
    refusal_status_documented,
    content_type_documented,
    json_is_well_formed,
    body_matches_schema,
    headers_documented,
    error_code_documented,
    error_answers_carry_no_data,
    internals_stay_inside,
    no_undeclared_body,
)

__all__ = ["CHECKS", "Check", "Subject", "check"]
