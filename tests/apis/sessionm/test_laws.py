"""Each law of this API holds on our mock, says what it needs, and is cited by what it judges."""

from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from contracts.target import in_process_target
from tests.support.judging import bundle_of, judge, told

BUNDLE = bundle_of("sessionm")
PARTS = BUNDLE.load_module("laws")
LAWS = {law.id: law for law in PARTS.LAWS}
PROVOCATIONS = {provocation.id: provocation for provocation in PARTS.PROVOCATIONS}
ALWAYS = {"app.key", "app.secret", "app.auth_token", "caller.default"}
"""What no call can do without."""
MODEL = {f"LS{number}" for number in range(1, 38)}


NEEDS = sorted({tuple(sorted(law.roles)) for law in LAWS.values()})
"""The sets of roles that laws ask for; laws that ask for the same are judged together."""


def rules():
    listed = yaml.safe_load(BUNDLE.file("rules.yaml").read_text())["rules"]
    return {rule["id"]: rule for rule in listed}


def target_with(roles):
    target = in_process_target([BUNDLE])
    api = target.apis["sessionm"]
    kept = {name: value for name, value in api.roles.items() if name in roles}
    return replace(target, apis={"sessionm": replace(api, roles=kept)})


@pytest.mark.parametrize("roles", NEEDS, ids=lambda roles: " ".join(roles) or "none")
def test_laws_hold_on_the_mock_with_what_they_declare(roles):
    laws = [law.id for law in LAWS.values() if tuple(sorted(law.roles)) == roles]
    target = target_with(ALWAYS | set(roles))

    result = judge(
        "sessionm", server="mock", laws=laws, kinds=["law"], max_examples=5, target=target
    )

    assert not told(result)
    outcomes = {item.judge: (item.outcome, item.reason) for item in result.items}
    assert outcomes == dict.fromkeys(laws, ("passed", ""))


def test_laws_are_not_judged_without_their_roles():
    laws = [law.id for law in LAWS.values() if set(law.roles) - ALWAYS]

    result = judge("sessionm", server="mock", laws=laws, kinds=["law"], target=target_with(ALWAYS))

    assert {item.judge: item.outcome for item in result.items} == dict.fromkeys(laws, "not-judged")


def test_every_reachable_code_is_provoked_on_the_mock():
    result = judge("sessionm", server="mock", kinds=["error-code"])

    assert not told(result)
    assert {item.id: item.reason for item in result.items if item.outcome != "passed"} == {}


def test_laws_and_provocations_need_only_declared_roles():
    declared = set(BUNDLE.document.data["x-roles"])
    operations = {operation.operation_id for operation in BUNDLE.operations}

    for part in (*LAWS.values(), *PROVOCATIONS.values()):
        assert set(part.roles) <= declared, part.id
        assert set(part.operations) <= operations, part.id


def test_every_law_of_the_model_is_judged():
    assert {held for law in LAWS.values() for held in law.holds if held in MODEL} == MODEL


def test_rules_cite_the_laws_that_hold_them():
    for rule_id, rule in rules().items():
        cited = {held["law"] for held in rule["held"] if "law" in held}
        holding = {law.id for law in LAWS.values() if rule_id in law.holds}
        assert cited <= holding, rule_id


def test_laws_hold_rules_and_laws_that_exist():
    known = MODEL | set(rules())

    for part in (*LAWS.values(), *PROVOCATIONS.values()):
        assert part.holds or part.id in PROVOCATIONS, part.id
        assert set(part.holds) <= known, part.id


def test_each_module_answers_one_question():
    """No file of the laws outgrows what is read at once."""
    for file in Path(PARTS.__file__).parent.glob("*.py"):
        assert len(file.read_text().splitlines()) <= 300, file.name
