"""Facts of a call, and the rules that they fall under."""

import re
from pathlib import Path

import pytest

from contracts.drift.comparison.facts import rule_for
from contracts.drift.rules import RULES
from contracts.drift.rules.operations import (
    BODY_RULES,
    CALL_BACK_RULES,
    OPERATION_RULES,
    PARAMETER_RULES,
    RESPONSE_RULES,
)
from contracts.drift.rules.security import SECURITY_RULES
from contracts.drift.rules.words import WORD_RULES

HERE = Path(__file__).parent
OWN = (
    *OPERATION_RULES,
    *PARAMETER_RULES,
    *BODY_RULES,
    *RESPONSE_RULES,
    *CALL_BACK_RULES,
    *SECURITY_RULES,
    *WORD_RULES,
)


@pytest.mark.parametrize("rule", [rule.id for rule in OWN])
def test_each_rule_has_documents_that_show_it(rule: str) -> None:
    written = [
        set(re.findall(r'"([a-z_]+)"', file.read_text("utf-8"))) for file in HERE.glob("test_*.py")
    ]

    assert any(rule in ids for ids in written)


@pytest.mark.parametrize("rule", [rule.id for rule in (*PARAMETER_RULES, *BODY_RULES)])
def test_a_call_of_the_server_falls_under_rules_of_its_own(rule: str) -> None:
    reversed_rule = rule_for(rule, "server")

    assert rule_for(rule, "client") == rule
    assert reversed_rule is None or reversed_rule in {one.id for one in CALL_BACK_RULES}


def test_what_a_receiver_loses_is_worse_than_what_it_gains() -> None:
    gains = rule_for("required_request_parameter_added", "server") or ""
    losses = rule_for("required_request_parameter_removed", "server") or ""

    assert (RULES[gains].severity, RULES[losses].severity) == ("info", "error")
    assert rule_for("required_request_parameter_removed", "client") == "request_parameter_removed"
