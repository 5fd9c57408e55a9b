"""One finding per cause, with the smallest story, and no secret in it."""

from collections.abc import Iterator
from typing import Any

from contracts.checks import Check, Subject
from contracts.finding import Exchange, Reply, Request, Violation
from contracts.lawkit import Law
from contracts.run.book import Book, weight
from contracts.run.documents import Documents
from contracts.target import Secrets
from specs.bundle import Bundle
from tests.support.exchanges import bundled
from tests.support.sessions import reply
from tests.support.targets import shop


def exchange(path: str = "/items", status: int = 200, operation: str | None = "GET /items") -> Any:
    return Exchange(Request("GET", path), reply(status, {}), operation=operation, api="shop")


def saying(*violations: Violation, needs_answer: bool = True) -> Check:
    def judge(subject: Subject) -> Iterator[Violation]:
        yield from violations

    return Check("it_is_so", "It is so.", "Because.", "error", judge, needs_answer)


def book(*checks: Check, secrets: Secrets | None = None, bundle: Bundle | None = None) -> Book:
    bundle = bundle or shop()
    return Book(
        bundle,
        item="shop::item",
        secrets=secrets or Secrets(),
        documents=Documents(bundle),
        limit_seconds=1.0,
        checks=checks,
    )


def bad(**more: Any) -> Violation:
    return Violation(**{"expected": "a", "got": "b", **more})


def law(**more: Any) -> Law:
    said: dict[str, Any] = {"id": "law", "says": "It holds.", "basis": "documented"}
    return Law(**{**said, "judge": lambda session, draw: iter(()), **more})


def test_same_cause_is_one_finding_however_often_it_shows() -> None:
    kept = book(saying(bad()))

    for number in range(5):
        kept.judge(exchange(f"/items?{number}"))

    (found,) = kept.found.values()
    assert found.seen == 5
    assert (found.judge, found.operation, found.item) == ("it_is_so", "GET /items", "shop::item")


def test_other_pointers_and_causes_are_other_findings() -> None:
    kept = book(saying(bad(), bad(pointer="/a"), bad(pointer="/b"), bad(cause="c")))

    kept.judge(exchange())

    assert len(kept.found) == 4


def test_indexes_of_a_list_are_one_cause() -> None:
    kept = book(saying(bad(pointer="/a/0/x"), bad(pointer="/a/7/x")))

    kept.judge(exchange())

    assert len(kept.found) == 1


def test_smallest_story_is_kept_with_its_own_words() -> None:
    kept = book()
    long, short = [exchange(), exchange()], [exchange("/items/long-long")]

    kept.note_law(law(), bad(got="two"), long, operation="")
    kept.note_law(law(), bad(got="one"), short, operation="")
    kept.note_law(law(), bad(got="three"), long, operation="")

    (found,) = kept.found.values()
    assert (found.got, len(found.story), found.seen) == ("one", 1, 3)


def test_weight_is_requests_first_and_then_what_they_say() -> None:
    big = Exchange(Request("POST", "/items", body=b"x" * 1000), None)

    assert weight([big]) < weight([exchange("/"), exchange("/")])
    assert weight([exchange("/")]) < weight([exchange("/longer")]) < weight([big])


def test_secrets_are_masked_in_words_and_story() -> None:
    secrets = Secrets()
    secrets.add("hush-hush", "TOKEN")
    violation = bad(expected="no hush-hush", got="hush-hush", pointer="", cause="x")
    kept = book(saying(violation), secrets=secrets)

    kept.judge(
        Exchange(
            Request("GET", "/items/hush-hush", headers=(("X", "hush-hush"),), body=b"hush-hush"),
            Reply(200, (("Y", "hush-hush"),), b'{"a": "hush-hush"}'),
            operation="GET /items",
        )
    )
    kept.note_law(law(), violation, [exchange("/hush-hush")], operation="")

    assert len(kept.found) == 2
    assert "hush-hush" not in repr(kept.found)


def test_secret_in_a_pointer_is_masked_too() -> None:
    secrets = Secrets()
    secrets.add("hush-hush", "TOKEN")
    kept = book(saying(bad(pointer="/users/hush-hush/name", cause="hush-hush")), secrets=secrets)

    kept.judge(exchange())

    assert "hush-hush" not in repr(kept.found)


def test_missing_answers_are_judged_by_checks_that_need_none() -> None:
    kept = book(saying(bad(cause="1")), saying(bad(cause="2"), needs_answer=False))

    kept.judge(Exchange(Request("GET", "/items"), None, "timeout", operation="GET /items"))

    assert [found.cause for found in kept.found.values()] == ["2"]


def test_undocumented_request_is_counted_and_not_judged() -> None:
    kept = book(saying(bad()))

    kept.judge(exchange("/elsewhere", operation=None))

    assert kept.found == {}
    assert kept.requests == {"GET": 1}
    assert kept.statuses == {}


def test_what_was_seen_is_counted() -> None:
    kept = book(bundle=bundled("criteo"))
    label = "GET /marketing-solutions/campaigns/{campaignId}"

    for status in (200, 200, 404):
        kept.judge(exchange(status=status, operation=label))

    assert kept.requests == {"GET": 3}
    assert kept.statuses == {(label, 200): 2, (label, 404): 1}


def test_law_that_pins_our_own_reading_only_warns() -> None:
    kept = book()

    found = kept.note_law(law(basis="inferred"), bad(), [exchange()], operation="")

    assert found.severity == "warning"


def test_rules_of_the_violation_come_before_those_of_the_law() -> None:
    kept = book(bundle=bundled("criteo"))
    known = next(iter(kept._documents._rules))

    narrow = kept.note_law(law(holds=("LC1",)), bad(rules=(known,)), [exchange()], operation="")

    assert [clause.rule for clause in narrow.clauses] == [known]


def test_law_without_a_rule_cites_the_operation() -> None:
    found = book().note_law(law(), bad(), [exchange()], operation="GET /items")

    (clause,) = found.clauses
    assert (clause.rule, clause.statement) == ("", "It holds.")
    assert clause.line > 0


def test_violation_shows_where_its_exchange_is() -> None:
    first, last = exchange(status=500), exchange()

    found = book().note_law(law(), bad(exchange=first), [first, last], operation="")

    assert found.status == 500


def test_story_without_exchanges_can_be_noted() -> None:
    found = book().note_law(law(), bad(), [], operation="", flaky=True)

    assert (found.status, found.story, found.flaky) == (0, (), True)
