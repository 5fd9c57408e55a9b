"""The catalogue of drift rules is whole."""

import re

import pytest

from contracts.drift.kinds import KINDS
from contracts.drift.rule import Rule
from contracts.drift.rules import RULES
from contracts.drift.rules.schemas import SCHEMA_RULES


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_each_rule_has_its_mirror_or_a_waiver(rule: Rule) -> None:
    assert bool(rule.mirror) != bool(rule.waiver)
    assert not rule.mirror or rule.mirror in RULES
    assert rule.mirror != rule.id


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_each_rule_says_in_a_sentence_what_happened_and_who_breaks(rule: Rule) -> None:
    assert re.fullmatch(r"[a-z]+(_[a-z]+)+", rule.id)
    assert re.fullmatch(r"[A-Z].+\.", rule.says)
    assert re.fullmatch(r"[A-Z].+\.", rule.why)


def test_no_two_rules_share_an_id() -> None:
    ids = [rule.id for rule in SCHEMA_RULES]

    assert len(ids) == len(set(ids))


def test_each_kind_has_a_rule_for_either_side_and_way() -> None:
    for kind in KINDS:
        narrowed, widened = f"request_{kind.narrowed}", f"request_{kind.widened}"

        assert (RULES[narrowed].severity, RULES[widened].severity) == ("error", "info")
        narrowed, widened = f"response_{kind.narrowed}", f"response_{kind.widened}"
        assert (RULES[narrowed].severity, RULES[widened].severity) == ("info", "error")
