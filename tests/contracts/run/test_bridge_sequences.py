"""Sequences of calls in which answers feed later requests."""

from collections.abc import Callable
from urllib.parse import unquote

import orjson
import pytest

from contracts.finding import Exchange, Reply
from contracts.run.bridge import CannotGenerate, GeneratedCase, Generator
from contracts.run.limits import OutOfBudget
from specs.bundle import Bundle
from specs.operation import Operation
from specs.values import Json, Record
from tests.support.documents import VERSIONS, api, bundle_of, operation, parameter, response, takes

THING = {"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}}}
NAME = {
    "type": "object",
    "required": ["name"],
    "additionalProperties": False,
    "properties": {"name": {"type": "string", "minLength": 1}},
}
READ = {"read": {"operationId": "readThing", "parameters": {"thingId": "$response.body#/id"}}}


def things(*, version: str = "3.1.0", links: Record | None = None) -> Bundle:
    declared = {} if links is None else {"links": links}
    make = operation("makeThing", requestBody=takes(NAME), responses={})
    make["responses"] = {"201": response(THING, **declared)}
    shop_id = parameter("shopId", "path", {"type": "string"})
    read = operation(
        "readThing",
        THING,
        parameters=[shop_id, parameter("thingId", "path", {"type": "string"})],
    )
    return bundle_of(
        api(
            {"/things": {"post": make}, "/{shopId}/things/{thingId}": {"get": read}},
            version=version,
        )
    )


class FakeShop:
    """Makes things with ids of its own and knows them again."""

    def __init__(self, bundle: Bundle, known: dict[str, Json] | None = None) -> None:
        self.generator = Generator(bundle, known or {})
        self.cases: list[GeneratedCase] = []
        self.begun = 0
        self.made = 0

    def begin(self) -> None:
        self.begun += 1
        self.made = 0

    def send(self, case: GeneratedCase) -> Exchange | None:
        self.cases.append(case)
        if case.request.method == "POST":
            self.made += 1
            return answered(case, 201, {"id": f"made/{self.made}"})
        return answered(case, 200, {"id": "x"})

    def run(
        self,
        send: Callable[[GeneratedCase], Exchange | None] | None = None,
        *,
        seed: int = 1,
        max_examples: int = 8,
        may_call: Callable[[Operation], bool] = lambda _: True,
    ) -> None:
        self.generator.stateful(
            send or self.send,
            seed=seed,
            max_examples=max_examples,
            max_steps=4,
            may_call=may_call,
            begin=self.begin,
        )

    @property
    def read(self) -> list[str]:
        """The ids that were read."""
        paths = [case.request.path for case in self.cases if case.request.method == "GET"]
        return [unquote(path.rpartition("/")[2]) for path in paths]


def answered(case: GeneratedCase, status: int, body: Json) -> Exchange:
    headers = (("Content-Type", "application/json"),)
    return Exchange(case.request, Reply(status, headers, orjson.dumps(body)))


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("links", [READ, None], ids=["declared", "inferred"])
def test_a_link_hands_on_what_was_made(version: str, links: Record | None) -> None:
    shop = FakeShop(things(version=version, links=links))

    assert shop.generator.has_links()
    shop.run()

    assert [value.startswith("made/") for value in shop.read].count(True) > len(shop.read) / 2
    assert {case.phase for case in shop.cases} == {"stateful"}
    assert 1 <= shop.begun <= 8


def test_known_values_do_not_replace_a_link() -> None:
    shop = FakeShop(things(links=READ), {"shopId": ["s1", "s2"], "thingId": ["t1"]})

    shop.run()

    shops = [case.request.path.split("/")[1] for case in shop.cases if "/made" in case.request.path]
    assert {"made/1"} <= set(shop.read)
    assert {"s1", "s2"} <= set(shops)


def test_the_same_seed_sends_the_same() -> None:
    first, second, other = (FakeShop(things(links=READ)) for _ in range(3))

    first.run(seed=3)
    second.run(seed=3)
    other.run(seed=4)

    assert [case.request for case in first.cases] == [case.request for case in second.cases]
    assert [case.request for case in first.cases] != [case.request for case in other.cases]


def test_no_answer_feeds_nothing() -> None:
    shop = FakeShop(things(links=READ))

    def silent(case: GeneratedCase) -> Exchange | None:
        shop.cases.append(case)
        return Exchange(case.request, None, "timeout") if len(shop.cases) % 2 else None

    shop.run(silent)

    assert {case.request.method for case in shop.cases} == {"POST"}


def test_a_spent_budget_ends_it_quietly() -> None:
    shop = FakeShop(things(links=READ))

    def spend(case: GeneratedCase) -> Exchange | None:
        if len(shop.cases) == 3:
            raise OutOfBudget("the request budget was spent")
        return shop.send(case)

    shop.run(spend)

    assert len(shop.cases) == 3


def test_a_budget_spent_between_sequences_ends_it_quietly(monkeypatch: pytest.MonkeyPatch) -> None:
    shop = FakeShop(things(links=READ))

    def spend() -> None:
        shop.begun += 1
        if shop.begun == 3:
            raise OutOfBudget("time was up")

    monkeypatch.setattr(shop, "begin", spend)
    shop.run()

    assert shop.begun == 3


def test_an_error_of_the_sender_is_passed_on_at_once() -> None:
    shop = FakeShop(things(links=READ))

    def fail(case: GeneratedCase) -> Exchange | None:
        shop.send(case)
        raise ZeroDivisionError("ours")

    with pytest.raises(ZeroDivisionError, match="ours"):
        shop.run(fail)

    assert len(shop.cases) == 1


def test_a_server_that_changes_its_mind_ends_nothing() -> None:
    shop = FakeShop(things(links=READ))
    answers = iter(range(10_000))

    def moody(case: GeneratedCase) -> Exchange | None:
        shop.send(case)
        number = next(answers)
        return answered(case, (201, 500, 404, 200)[number % 7 % 4], {"id": f"n{number}"})

    shop.run(moody, max_examples=30)

    assert 10 <= shop.begun <= 40


def test_barred_operations_are_not_called() -> None:
    shop = FakeShop(things(links=READ))

    with pytest.raises(CannotGenerate, match="no link joins two operations that may be called"):
        shop.run(may_call=lambda one: one.method == "GET")

    assert shop.cases == []


def test_a_broken_link_is_told() -> None:
    shop = FakeShop(things(links={"read": {"operationId": "nobody"}}))

    with pytest.raises(CannotGenerate) as told:
        shop.run()

    assert str(told.value) == (
        "No case can be generated for the links of shop: the link read of POST /things, "
        "status 201, is broken: Operation 'nobody' not found. Correct it in the document."
    )


def test_operations_that_share_nothing_have_no_links() -> None:
    lonely = bundle_of(api({"/a": {"get": operation("a")}, "/b": {"get": operation("b")}}))

    assert not Generator(lonely, {}).has_links()


def test_a_link_reads_headers() -> None:
    link = {
        "read": {"operationId": "readThing", "parameters": {"thingId": "$response.header.X-Made"}}
    }
    shop = FakeShop(things(links=link))

    def send(case: GeneratedCase) -> Exchange | None:
        shop.send(case)
        status = 201 if case.request.method == "POST" else 200
        return Exchange(case.request, Reply(status, (("X-MADE", "h1"),), b"{}"))

    shop.run(send)

    assert "h1" in shop.read
