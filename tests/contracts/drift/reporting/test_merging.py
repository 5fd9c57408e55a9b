"""One edit is one finding."""

from contracts.drift.change import Change
from contracts.drift.reporting.merging import edits

HERE = "/components/schemas/Order/properties/state/enum"


def change(rule: str, **more: object) -> Change:
    """Returns a change of an order's state."""
    given = {
        "at": "response 200 body /state", "before": "enum open, paid", "after": "enum open, done",
        "base": HERE, "revision": HERE, "operation": "GET /orders", "side": "response",
    }  # fmt: skip
    return Change(rule, **{**given, **more})  # type: ignore[arg-type]


def test_shared_schema_is_told_once_with_all_that_it_reaches() -> None:
    labels = [f"GET /orders/{number}" for number in range(30)]

    (edit,) = edits([change("response_enum_value_added", operation=one) for one in labels], {})

    assert edit.touches == tuple(labels)


def test_values_that_a_list_lost_and_gained_are_one_edit() -> None:
    lost = change("response_enum_value_removed", key="paid", verdict="harmless")
    gained = [change("response_enum_value_added", key=key) for key in ("done", "gone")]

    (edit,) = edits([lost, *gained], {})

    assert (edit.severity, edit.change.rule) == ("error", "response_enum_value_added")
    assert (edit.values("removed"), edit.values("added")) == (("paid",), ("done", "gone"))


def test_worst_side_speaks_for_an_edit_that_both_sides_see() -> None:
    asked = change("request_enum_value_added", side="request", verdict="harmless")

    (edit,) = edits([asked, change("response_enum_value_added")], {})

    assert edit.change.rule == "response_enum_value_added"


def test_rule_that_is_off_leaves_the_other_side_to_speak() -> None:
    sides = [
        change("request_enum_value_removed", side="request"),
        change("response_enum_value_removed", verdict="harmless"),
    ]

    (edit,) = edits(sides, {"request_enum_value_removed": "off"})

    assert (edit.severity, edit.change.rule) == ("info", "response_enum_value_removed")


def test_undecided_change_is_a_warning_and_a_harmless_one_is_for_information() -> None:
    undecided = change("response_pattern_widened", verdict="undecided")
    harmless = change("response_maximum_raised", verdict="harmless")

    found = edits([harmless, undecided], {})

    assert [edit.severity for edit in found] == ["warning", "info"]


def test_severity_that_a_user_sets_holds() -> None:
    (edit,) = edits([change("operation_id_changed")], {"operation_id_changed": "error"})

    assert edit.severity == "error"


def test_properties_of_one_object_are_edits_of_their_own() -> None:
    found = edits([change("response_property_removed", key=key) for key in ("a", "b")], {})

    assert len(found) == 2
