"""What is lost, and what is not known of an exchange."""

from contracts.drift.traffic import Loss, unseen
from contracts.drift.traffic.recorded import told_unseen
from contracts.drift.traffic.tally import Tally
from contracts.finding import Exchange, Request


def test_losses_of_one_kind_are_counted_once() -> None:
    tally = Tally()
    for where, what in (("a: entry 1", "x"), ("a: entry 2", ""), ("a: entry 3", "y"), ("b", "x")):
        tally.add(what, where)

    assert list(tally) == [Loss("x", 2, "a: entry 1"), Loss("y", 1, "a: entry 3")]


def test_a_loss_is_told_in_a_line() -> None:
    assert Loss("x", 2, "a: entry 1").told == "a: entry 1: x (2 times, here first)"
    assert Loss("x", 1, "a").told == "a: x"
    assert Loss("x").told == "x"


def test_parts_that_are_not_known_travel_with_the_exchange() -> None:
    intent = told_unseen(frozenset({"response body", "request body"}))
    exchange = Exchange(Request("GET", "/a"), None, intent=intent)

    assert unseen(exchange) == {"request body", "response body"}
    assert unseen(Exchange(Request("GET", "/a"), None)) == frozenset()
