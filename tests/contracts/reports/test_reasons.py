"""Reasons of the same kind are one line, which a stranger can read."""

from contracts.reports.reasons import doctor_for, grouped, reasons
from tests.support.runs import rich_run


def test_roles_are_one_line() -> None:
    counts = {f"no role thing.{name}": count for count, name in enumerate("fedcba", 1)}

    (reason,) = grouped(counts)

    assert (reason.count, reason.said) == (
        21,
        "the target names no role thing.a (6), thing.b (5), thing.c (4), thing.d (3), and 2 more",
    )


def test_refused_calls_are_one_line_for_each_status() -> None:
    found = grouped(
        {
            "POST /search answered 401, and the law needs a list": 5,
            "GET /one answered 401, and the law needs a thing that can be read": 2,
            "GET /one answered 404, and the law needs a thing that can be read": 1,
        }
    )

    assert [one.said for one in found] == [
        "answered 401, where a law needs a success: POST /search (5), GET /one (2)",
        "answered 404, where a law needs a success: GET /one",
    ]


def test_other_reasons_stay_as_they_are() -> None:
    said = "the law needs a list that is not empty"

    assert [(one.count, one.said) for one in grouped({said: 3})] == [(3, said)]
    assert grouped({}) == ()


def test_roles_that_a_run_comes_by_are_apart() -> None:
    found = grouped({"no role a.b; it is made by x": 1, "no role a.c": 2})

    assert [one.said for one in found] == [
        "the target names no role a.c",
        "the run finds or makes the role a.b",
    ]


def test_commonest_reason_comes_first() -> None:
    assert [one.count for one in reasons(rich_run().items)] == [2, 1, 1]
    assert doctor_for("a\nb") == r"contracts doctor --target a\nb"
