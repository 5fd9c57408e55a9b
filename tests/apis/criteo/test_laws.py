"""What Criteo's own laws, items and provocations are good for, tried on two servers."""

import pytest

from contracts.lawkit import ItemKind, Law, Provocation
from contracts.laws import LAWS as GENERIC
from contracts.run.codes import documented_codes
from specs.bundle import Bundle
from tests.support.judging import bundle_of, judge, told

MODULE = bundle_of("criteo").load_module("laws")
assert MODULE is not None
LAWS: tuple[Law, ...] = MODULE.LAWS
PROVOCATIONS: tuple[Provocation, ...] = MODULE.PROVOCATIONS
KINDS: tuple[ItemKind, ...] = MODULE.ITEM_KINDS
JUDGED = ("law", "error-code")

MODEL = {f"LC{number}" for number in range(1, 24)}
"""Laws of the model of this API."""


def criteo() -> Bundle:
    return bundle_of("criteo")


@pytest.mark.parametrize("server", ["correct", "mock"])
def test_right_server_is_never_accused(server) -> None:
    result = judge("criteo", server=server, kinds=JUDGED, max_examples=8)

    assert told(result) == []


def test_every_law_judges_the_mock() -> None:
    result = judge("criteo", server="mock", kinds=JUDGED, max_examples=4)

    own = {law.id for law in LAWS}
    assert [
        f"{item.id}: {item.reason}"
        for item in result.items
        if (item.judge in own or item.kind == "error-code") and item.outcome == "not-judged"
    ] == []


def test_laws_that_are_inferred_are_kept_from_other_servers() -> None:
    inferred = {law.id for law in LAWS if law.basis == "inferred"}
    result = judge("criteo", kinds=("law",), laws=sorted(inferred), max_examples=1)

    assert inferred
    assert {item.outcome for item in result.items} == {"not-judged"}


def test_every_law_of_the_model_is_judged() -> None:
    held = {one for law in (*LAWS, *GENERIC) for one in law.holds}

    assert sorted(MODEL - held) == []


def test_ids_are_unique() -> None:
    for things in (LAWS, PROVOCATIONS, KINDS):
        ids = [thing.id for thing in things]
        assert len(ids) == len(set(ids))


def test_every_reachable_code_is_provoked_on_every_operation() -> None:
    provoked = {(one.operation, one.code) for one in PROVOCATIONS}
    documented = {
        (operation.operation_id, code.code)
        for operation in criteo().operations
        for code in documented_codes(
            operation,
            tuple(criteo().document.at(one.pointer) for one in operation.responses.values()),
        )
        if code.is_reachable
    }

    assert sorted(documented - provoked) == []
    assert sorted(provoked - documented) == []


@pytest.mark.parametrize("fate", ["good", "warned", "failing"])
def test_every_fate_has_a_kind_that_needs_no_control(fate: str) -> None:
    assert [kind.id for kind in KINDS if kind.fate == fate and not kind.controls]


def test_kinds_say_from_which_rules_they_follow() -> None:
    assert [kind.id for kind in KINDS if not kind.holds] == []
