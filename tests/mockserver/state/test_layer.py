"""The starting state lies beneath a sandbox: seen as if it were stored, and never changed."""

import asyncio
from datetime import timedelta
from pathlib import Path

import orjson
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from mockserver.state import MemoryStore, Sandbox, World
from mockserver.state.layer import Layer, layers_of
from mockserver.state.seed import Seed
from mockserver.state.selection import Selection
from mockserver.state.store import Key
from specs.bundle import Bundle
from specs.values import ABSENT
from tests.support.documents import api, write_api
from tests.support.worlds import NOW, HandSet, chosen, selections

SEED = {"order": {"b": {"n": 1}, "a": {"n": 2, "at": "$now-1d"}}, "item": {"x": {}}}
TOLD = {"order": {"b": {"n": 1}, "a": {"n": 2, "at": "2026-01-14T12:00:00Z"}}, "item": {"x": {}}}


@pytest.fixture(scope="module")
def seed(tmp_path_factory) -> Seed:
    folder = write_api(tmp_path_factory.mktemp("seeded"), api({}), name="shop", seed=SEED)
    return Seed(Bundle.load(Path(folder)))


@pytest.fixture
def home(seed) -> Sandbox:
    return Sandbox(MemoryStore(), layers=layers_of({"shop": seed}), time=HandSet())


def test_a_new_sandbox_shows_the_starting_state(home):
    assert asyncio.run(home.state("shop")) == TOLD


def test_birth_stores_no_record_of_the_starting_state(home):
    async def story() -> tuple[str, ...]:
        await home.run("shop", lambda world: world.get("order", "a"))
        return await home.store.collections()

    assert asyncio.run(story()) == ("$sandbox",)


def test_times_are_told_from_the_birth_not_from_each_look(home):
    async def story() -> object:
        await home.state("shop")
        await home.advance(timedelta(days=9))
        return (await home.state("shop"))["order"]["a"]["at"]

    assert asyncio.run(story()) == "2026-01-14T12:00:00Z"


def test_a_reset_tells_the_times_anew(home):
    async def story() -> object:
        await home.advance(timedelta(days=9))
        await home.reset("shop")
        return (await home.state("shop"))["order"]["a"]["at"]

    assert asyncio.run(story()) == "2026-01-23T12:00:00Z"


def test_a_reset_of_one_api_keeps_the_others(seed):
    home = Sandbox(MemoryStore(), layers=layers_of({"a": seed, "b": seed}), time=HandSet())

    async def story() -> list[object]:
        for name in "ab":
            await home.run(name, _drop_item)
        await home.reset("a")
        return ["item" in await home.state(name) for name in "ab"]

    assert asyncio.run(story()) == [True, False]


def test_replaced_records_have_nothing_beneath(home):
    async def story() -> object:
        await home.replace_state("shop", {"item": {"y": {}}})
        return await home.state("shop")

    assert asyncio.run(story()) == {"item": {"y": {}}}


def test_sandboxes_over_one_layer_do_not_see_each_other(seed):
    layers = layers_of({"shop": seed})
    one, two = (Sandbox(MemoryStore(), layers=layers, time=HandSet()) for _ in range(2))

    async def story() -> object:
        await one.run("shop", _drop_item)
        return await two.state("shop")

    assert asyncio.run(story()) == TOLD


def test_a_layer_hands_out_one_text_a_record(seed):
    layer = Layer("shop", seed, NOW)

    assert layer.ids("shop/order") == ("b", "a")
    assert layer.ids("shop/nothing") == ()


def test_layers_share_what_no_time_stands_in(seed):
    layers = layers_of({"shop": seed})
    one, two = (layers("shop", NOW + timedelta(days=days)) for days in (0, 1))

    for collection, are_shared in (("shop/item", True), ("shop/order", False)):
        found = [layer.postings(collection, ("/n",), None) for layer in (one, two)]
        assert (found[0] is found[1]) == are_shared
    told = [orjson.loads(layer.get(Key("shop/order", "a")))["at"] for layer in (one, two)]
    assert told == ["2026-01-14T12:00:00Z", "2026-01-15T12:00:00Z"]


async def _drop_item(world: World) -> None:
    world.delete("item", "x")


KINDS = st.sampled_from(["order", "item", "other"])
IDS = st.sampled_from(["a", "b", "x", "y"])
NUMBERS = st.none() | st.integers(0, 3)


def _change(model: dict[str, dict[str, object]], changes: dict[str, int | None]) -> None:
    for id_, number in changes.items():
        if number is None:
            model.pop(id_, None)
        else:
            model[id_] = {"n": number}


class LayeredMachine(RuleBasedStateMachine):
    """A sandbox over a starting state against a plain dict that was filled with it.

    Both list the oldest record first; what is deleted and made anew is the youngest.
    """

    seed: Seed

    @initialize()
    def begin(self) -> None:
        self.runner = asyncio.Runner()
        self.home = Sandbox(MemoryStore(), layers=layers_of({"shop": self.seed}), time=HandSet())
        self.model = {kind: dict(records) for kind, records in TOLD.items()}

    def teardown(self) -> None:
        if hasattr(self, "runner"):
            self.runner.close()

    @rule(kind=KINDS, id_=IDS, number=st.integers(0, 9))
    def put(self, kind: str, id_: str, number: int) -> None:
        async def work(world: World) -> None:
            world.put(kind, id_, {"n": number})

        self.runner.run(self.home.run("shop", work))
        self.model.setdefault(kind, {})[id_] = {"n": number}

    @rule(kind=KINDS, id_=IDS)
    def delete(self, kind: str, id_: str) -> None:
        async def work(world: World) -> None:
            world.delete(kind, id_)

        self.runner.run(self.home.run("shop", work))
        self.model.get(kind, {}).pop(id_, None)

    @rule(kind=KINDS, id_=IDS)
    def get(self, kind: str, id_: str) -> None:
        found = self.runner.run(self.home.run("shop", lambda world: world.get(kind, id_)))

        assert found == self.model.get(kind, {}).get(id_)

    @rule(kind=KINDS)
    def look(self, kind: str) -> None:
        found = self.runner.run(self.home.run("shop", lambda world: world.list(kind)))

        assert list(found.items()) == list(self.model.get(kind, {}).items())

    @rule(kind=KINDS, asked=selections(), changes=st.dictionaries(IDS, NUMBERS, max_size=2))
    def select(self, kind: str, asked: Selection, changes: dict[str, int | None]) -> None:
        """Asks after nothing was changed in the same call, and after something was."""
        model = dict(self.model.get(kind, {}))
        _change(model, changes)
        is_whole = asked.up_to is ABSENT and asked.before is None

        async def work(world: World) -> tuple[dict[str, object], int]:
            for id_, number in changes.items():
                world.delete(kind, id_) if number is None else world.put(kind, id_, {"n": number})
            where = dict(asked.wanted)
            more = {"order": asked.order, "without": asked.without}
            part = (
                await world.select(kind, where, start=asked.start, limit=asked.limit, **more)
                if is_whole
                else {}
            )
            bounds = {"up_to": asked.up_to, "before": asked.before}
            return part, await world.count(kind, where, **bounds, **more)

        found, total = self.runner.run(self.home.run("shop", work))
        self.model[kind] = model

        expected, expected_total = chosen(model, asked)
        assert total == expected_total
        assert not is_whole or list(found.items()) == expected

    @rule()
    def reset(self) -> None:
        self.runner.run(self.home.reset("shop"))
        self.model = {kind: dict(records) for kind, records in TOLD.items()}

    @rule()
    def show(self) -> None:
        shown = self.runner.run(self.home.state("shop"))

        assert shown == {kind: records for kind, records in self.model.items() if records}


def test_any_history_over_a_starting_state_equals_that_of_a_filled_store(seed):
    machine = type("Machine", (LayeredMachine,), {"seed": seed})
    case = machine.TestCase
    case.settings = settings(deadline=None)
    case("runTest").runTest()
