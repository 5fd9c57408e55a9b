import pytest

from contracts.drift.kinds import KINDS
from contracts.drift.rules import RULES
from contracts.drift.schemas import Difference, Effect, rule_of

SAID = (
    "property_named",
    "property_unnamed",
    "default_changed",
    "format_said",
    "became_read_only",
    "became_write_only",
    "deprecated",
    "no_longer_deprecated",
)


def difference(kind: str, effect: Effect) -> Difference:
    return Difference(kind, effect, "harmless", None, None, "", "", "")


@pytest.mark.parametrize("kind", [kind.id for kind in KINDS])
def test_each_kind_has_four_rules(kind: str) -> None:
    effects: tuple[Effect, Effect] = ("narrowed", "widened")
    rules = {rule_of(difference(kind, effect), "request") for effect in effects} | {
        rule_of(difference(kind, effect), "response") for effect in effects
    }

    assert len(rules & RULES.keys()) == 4


@pytest.mark.parametrize("kind", SAID)
def test_what_is_said_has_a_rule_on_both_sides(kind: str) -> None:
    said = difference(kind, "said")

    assert {rule_of(said, "request"), rule_of(said, "response")} <= RULES.keys()
