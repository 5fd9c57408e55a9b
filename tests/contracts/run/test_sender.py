"""The only sender: whose credentials, how often again, and what is written down before."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from contracts.finding import Exchange, Reply, Request
from contracts.run.journal import read_journal
from contracts.run.limits import OutOfBudget, OwnLimits
from contracts.run.sender import Blocked
from contracts.run.transport import Unsendable
from tests.support.exchanges import bundled
from tests.support.sessions import reply
from tests.support.targets import PREFIX, FakeTransport, find, sender_to, shop

GET = Request("GET", "/items")
POST = Request("POST", "/items", body=b'{"deep": [{"name": "ck-1-item-3"}]}')


def test_exchange_is_returned_and_told() -> None:
    told: list[Exchange] = []
    sender = sender_to(FakeTransport(lambda _: reply(200, {"a": 1})), sent=told.append)

    exchange = sender.send(GET, find(sender.bundle, "list"), note="why")

    assert told == [exchange]
    assert (exchange.status, exchange.operation, exchange.note) == (200, "GET /items", "why")
    assert exchange.api == sender.bundle.name


@pytest.mark.parametrize("failure", ["timeout", "refused", "broken"])
def test_missing_answer_is_an_exchange_too(failure: str) -> None:
    told: list[Exchange] = []
    sender = sender_to(FakeTransport(lambda _: failure), sent=told.append)  # type: ignore[arg-type, return-value]

    exchange = sender.send(GET)

    assert (exchange.reply, exchange.failure) == (None, failure)
    assert told == [exchange]


def too_many(times: int, **headers: str) -> FakeTransport:
    answers: Iterator[Reply] = iter([reply(429, {}, **headers)] * times + [reply(200, {})] * 9)
    return FakeTransport(lambda _: next(answers))


def test_target_that_is_overrun_is_asked_again_when_it_says() -> None:
    slept: list[float] = []
    transport = too_many(2, Retry_After="7")

    exchange = sender_to(transport, limits=OwnLimits(sleep=slept.append)).send(GET)

    assert exchange.status == 200
    assert slept == [7, 7]


def test_date_to_ask_again_is_understood() -> None:
    slept: list[float] = []
    transport = too_many(
        1, Retry_After="Thu, 15 Jan 2026 12:00:30 GMT", Date="Thu, 15 Jan 2026 12:00:00 GMT"
    )

    exchange = sender_to(transport, limits=OwnLimits(sleep=slept.append)).send(GET)

    assert exchange.status == 200
    assert slept == [30]


def test_target_is_not_asked_for_ever() -> None:
    slept: list[float] = []
    transport = too_many(50, Retry_After="1")

    exchange = sender_to(transport, limits=OwnLimits(sleep=slept.append)).send(GET)

    assert exchange.status == 429
    assert len(transport.sent) == 4


@pytest.mark.parametrize("headers", [{}, {"Retry_After": "soon"}, {"Retry_After": "-1"}])
def test_429_without_a_time_is_an_answer_like_any_other(headers: dict[str, str]) -> None:
    transport = too_many(1, **headers)

    assert sender_to(transport).send(GET).status == 429


def test_each_attempt_is_taken_from_the_budget() -> None:
    limits = OwnLimits(budget=2, sleep=lambda seconds: None)

    with pytest.raises(OutOfBudget):
        sender_to(too_many(5, Retry_After="1"), limits=limits).send(GET)


def test_blocked_request_is_not_sent_nor_written_down(tmp_path: Path) -> None:
    transport = FakeTransport()
    told: list[Exchange] = []
    sender = sender_to(transport, may_write=False, journal=tmp_path / "j", sent=told.append)

    with pytest.raises(Blocked, match="write blocked: POST /items"):
        sender.send(POST, find(sender.bundle, "create"))

    assert (transport.sent, told, read_journal(tmp_path / "j")) == ([], [], ())


def test_unsendable_request_leaves_nothing_in_the_journal(tmp_path: Path) -> None:
    def refuse(_: Request) -> Reply:
        raise Unsendable("no such thing")

    sender = sender_to(FakeTransport(refuse), journal=tmp_path / "j")

    with pytest.raises(Blocked, match="no such thing"):
        sender.send(POST, find(sender.bundle, "create"))

    assert [entry.is_gone for entry in read_journal(tmp_path / "j")] == [True]


def test_creation_is_written_down_before_it_is_sent(tmp_path: Path) -> None:
    seen = []

    def look(_: Request) -> Reply:
        seen.extend(read_journal(tmp_path / "j"))
        return reply(201, {"id": "77"})

    sender = sender_to(FakeTransport(look), journal=tmp_path / "j")
    sender.send(POST, find(sender.bundle, "create"))

    (before,) = seen
    (after,) = read_journal(tmp_path / "j")
    assert (before.name, before.kind, before.operation) == ("ck-1-item-3", "item", "create")
    assert (before.id, before.is_settled) == (None, False)
    assert (after.id, after.is_settled, after.is_gone) == ("77", True, False)


def test_reads_and_updates_are_not_written_down(tmp_path: Path) -> None:
    sender = sender_to(FakeTransport(), journal=tmp_path / "j")

    sender.send(GET, find(sender.bundle, "list"))
    sender.send(Request("DELETE", "/items/7"), find(sender.bundle, "remove"))

    assert read_journal(tmp_path / "j") == ()


@pytest.mark.parametrize(
    ("answer", "is_gone"),
    [
        (reply(201, {"id": 5}), False),
        (reply(400, {"error": "no"}), True),
        (reply(404), True),
        (reply(200, {"status": "error", "errors": {"code": "x", "message": "m"}}), True),
        (reply(201, {"ID": 5}), False),
        (reply(201), False),
        (reply(500, {"error": "late"}), False),
        (reply(502), False),
    ],
    ids=["made", "400", "404", "soft", "odd", "empty", "500", "502"],
)
def test_only_a_refusal_means_that_nothing_was_made(
    tmp_path: Path, answer: Reply, is_gone: bool
) -> None:
    bundle = bundled("sessionm") if answer.status == 200 else shop()
    sender = sender_to(FakeTransport(lambda _: answer), bundle, journal=tmp_path / "j")

    sender.send(POST, next(o for o in bundle.operations if o.operation_id.startswith("create")))  # type: ignore[union-attr]

    (entry,) = read_journal(tmp_path / "j")
    assert entry.is_gone == is_gone


def test_names_of_the_run_are_found_anywhere_in_a_body(tmp_path: Path) -> None:
    sender = sender_to(FakeTransport(), journal=tmp_path / "j")
    bodies = [b'{"a": "x"}', b'["ck-1-a"]', b"", b"name=ck-1-form", None]

    for body in bodies:
        sender.send(Request("POST", "/items", body=body), find(sender.bundle, "create"))

    names = [entry.name for entry in read_journal(tmp_path / "j")]
    assert names[:3] == ["", "ck-1-a", ""]
    assert names[4] == ""
    assert all(name == "" or name.startswith(PREFIX) for name in names)
