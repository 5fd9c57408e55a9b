"""What could be seen and was, or why not: nothing is left out silently."""

from typing import Any

from contracts.finding import Cell, ItemResult
from contracts.run.api_run import ApiLaws
from contracts.run.coverage import Seen, cells
from contracts.run.options import RunOptions
from contracts.run.plan import ApiPlan, plan_api
from specs.bundle import Bundle
from tests.support.documents import api, bundle_of, operation, response
from tests.support.exchanges import bundled


def small() -> Bundle:
    codes = [
        {"code": "gone", "status": 404, "at": "/code", "condition": "It is gone."},
        {
            "code": "never", "status": 410, "at": "/code", "condition": "It was.",
            "reachable": False, "why": "nobody sends it",
        },
    ]  # fmt: skip
    answers = {name: response() for name in ("200", "404", "410", "5XX")}
    return bundle_of(
        api(
            {
                "/a": {"get": operation("read", responses=answers, **{"x-error-codes": codes})},
                "/b": {"post": operation("write", responses={"default": response()})},
            }
        )
    )


def plan(bundle: Bundle | None = None) -> ApiPlan:
    bundle = bundle or small()
    own = ApiLaws.of(bundle) if bundle.name == "criteo" else ApiLaws()
    return plan_api(bundle, own, RunOptions())


def seen(made: ApiPlan, statuses: Any = (), codes: Any = ()) -> Seen:
    found = Seen()
    found.add(made.bundle.name, dict(statuses), dict(codes))
    return found


def one(found: tuple[Cell, ...], table: str, operation: str, name: str) -> Cell:
    (cell,) = [c for c in found if (c.table, c.operation, c.name) == (table, operation, name)]
    return cell


def result(made: ApiPlan, item: str, outcome: Any, reason: str = "", examples: int = 0) -> Any:
    planned = next(i for i in made.items if i.id == item)
    return ItemResult(
        item, planned.kind, planned.api, planned.label, planned.judge, outcome, reason, 0.0, {},
        examples, (),
    )  # fmt: skip


def test_every_documented_status_and_code_has_a_cell_with_a_reason() -> None:
    for name in ("criteo", "sessionm", "spaaza"):
        bundle = bundled(name)
        made = plan_api(bundle, ApiLaws.of(bundle), RunOptions())

        found = cells(made, [], Seen(), may_write=True)

        statuses = {(c.operation, c.name) for c in found if c.table == "status"}
        assert statuses == {(o.label, s) for o in bundle.operations for s in o.responses}
        assert [cell for cell in found if not cell.hit and not cell.reason] == []


def test_statuses_count_for_the_narrowest_answer_documented() -> None:
    made = plan()
    label = "GET /a"

    found = cells(
        made, [], seen(made, {(label, 200): 2, (label, 503): 1, (label, 500): 3}), may_write=True
    )

    assert one(found, "status", label, "200").seen == 2
    assert one(found, "status", label, "5XX").seen == 4
    assert not one(found, "status", label, "404").hit


def test_default_counts_what_nothing_else_documents() -> None:
    made = plan()

    found = cells(made, [], seen(made, {("POST /b", 418): 1}), may_write=True)

    assert one(found, "status", "POST /b", "default").hit


def test_missing_answer_is_no_status() -> None:
    made = plan()

    found = cells(made, [], seen(made, {("POST /b", 0): 5}), may_write=True)

    assert not one(found, "status", "POST /b", "default").hit


def test_blocked_writes_are_the_reason() -> None:
    made = plan()

    found = cells(made, [], Seen(), may_write=False)

    assert one(found, "status", "POST /b", "default").reason == "write blocked"
    assert one(found, "status", "GET /a", "200").reason != "write blocked"


def test_code_is_hit_where_it_was_carried() -> None:
    made = plan()

    found = cells(made, [], seen(made, codes={("GET /a", "gone"): 3}), may_write=True)

    gone = one(found, "code", "GET /a", "gone")
    assert (gone.hit, gone.seen, gone.reason) == (True, 3, "")


def test_code_that_is_never_sent_says_why() -> None:
    found = cells(plan(), [], Seen(), may_write=True)

    assert one(found, "code", "GET /a", "never").reason == "never sent: nobody sends it"
    assert one(found, "status", "GET /a", "410").reason == "never sent: nobody sends it"
    assert one(found, "code", "GET /a", "gone").reason == "no way known to cause it"


def test_code_takes_the_reason_of_its_item() -> None:
    made = plan(bundled("criteo"))
    item = next(i for i in made.items if i.kind == "error-code")

    found = cells(
        made, [result(made, item.id, "not-judged", "no role x.y")], Seen(), may_write=True
    )

    reasons = {c.reason for c in found if c.table == "code" and c.operation == item.label}
    assert "no role x.y" in reasons


def test_law_is_hit_if_any_of_its_items_was_judged() -> None:
    made = plan(bundled("criteo"))
    pure = [item.id for item in made.items if item.judge == "reads_are_pure"]
    results = [result(made, pure[0], "not-judged", "no role a")]
    results += [result(made, name, "passed", examples=4) for name in pure[1:]]

    law = one(cells(made, results, Seen(), may_write=True), "law", "", "reads_are_pure")

    assert law.hit == (len(pure) > 1)


def test_law_that_broke_shows_the_last_line_of_its_traceback() -> None:
    made = plan(bundled("criteo"))
    item = next(i.id for i in made.items if i.judge == "reads_are_pure")
    told = "Traceback (most recent call last):\n  File\nKeyError: 'x'\n"

    found = cells(made, [result(made, item, "broken", told)], Seen(), may_write=True)

    law = one(found, "law", "", "reads_are_pure")
    assert (law.hit, law.reason) == (False, "KeyError: 'x'")


def test_results_of_other_apis_do_not_count() -> None:
    made = plan()
    other = Seen()
    other.add("another", {("GET /a", 200): 9}, {("GET /a", "gone"): 9})

    found = cells(made, [], other, may_write=True)

    assert [cell for cell in found if cell.hit] == []


def test_what_was_seen_adds_up() -> None:
    found = Seen()
    for _ in range(2):
        found.add("a", {("GET /", 200): 2}, {("GET /", "x"): 1})

    assert found.statuses == {("a", "GET /", 200): 4}
    assert found.codes == {("a", "GET /", "x"): 2}
