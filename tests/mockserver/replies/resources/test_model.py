"""Any calls in any order agree with a plain dict over the world before any write."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from specs.values import find
from tests.support.desk import Desk
from tests.support.documents import bundle_of, parameter
from tests.support.thing_documents import INTEGER, TEXT, UUID, things_api

_CURSOR = (parameter("after", "query", TEXT), parameter("limit", "query", INTEGER))
_PAGE = (parameter("page", "query", INTEGER), parameter("per_page", "query", INTEGER))
SHAPES = {
    "plain": {},
    "wrapped": {"one": "data", "many": "data", "sent": "data"},
    "uuid": {"id_schema": UUID, "many": "items", "query": _PAGE},
    "cursor": {"id_schema": TEXT, "many": "things", "query": _CURSOR},
    "nested": {"path": "/shops/{shop}/things", "around": ("shop",), "one": "thing"},
    "old": {"version": "3.0.3", "many": "_embedded/things"},
}
BUNDLES = {name: bundle_of(things_api(**shape)) for name, shape in SHAPES.items()}

NAMES = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1, max_size=4)
THINGS = st.fixed_dictionaries(
    {"name": NAMES},
    optional={"size": st.integers(-5, 5), "tags": st.lists(st.sampled_from("ab"), max_size=2)},
)
PARTS = st.fixed_dictionaries({}, optional={"name": NAMES, "size": st.none() | st.integers(-5, 5)})
WHICH = st.integers(0, 20)


class ThingsMachine(RuleBasedStateMachine):
    """The API of one shape beside a dict: ids that are there, in the order of the list."""

    shape = ""

    @initialize(seed=st.integers(0, 3))
    def begin(self, seed):
        given = SHAPES[self.shape]
        self.one, self.many, self.sent = (given.get(name, "") for name in ("one", "many", "sent"))
        self.url = given.get("path", "/things").replace("{shop}", "s1")
        self.desk = Desk(BUNDLES[self.shape], seed=seed)
        self.listed = {thing["id"]: thing for thing in self.pages()}
        self.known = dict(self.listed)
        """All that was seen and is there, listed or not."""
        self.gone = set()

    @rule(thing=THINGS)
    def make(self, thing):
        made = self.shown(self.ask("POST", "", thing), 201)

        assert made == {**thing, "id": made["id"]}
        assert made["id"] not in self.known
        assert made["id"] not in self.gone
        self.keep(made)

    @rule(which=WHICH)
    def read(self, which):
        key = self.key(which)
        told = self.ask("GET", key)

        if key in self.gone:
            assert told.status == 404
        else:
            assert self.shown(told, 200) == self.known.setdefault(key, self.shown(told, 200))

    @rule(which=WHICH, thing=THINGS)
    def replace(self, which, thing):
        key = self.key(which)
        told = self.ask("PUT", key, thing)

        if key in self.gone:
            assert told.status == 404
        else:
            assert self.shown(told, 200) == {**thing, "id": key}
            self.keep(self.shown(told, 200))

    @rule(which=WHICH, part=PARTS)
    def change(self, which, part):
        key = self.key(which)
        before = self.known.get(key) or self.read_first(key)
        told = self.ask(
            "PATCH", key, {name: item for name, item in part.items() if item is not None}
        )

        if key in self.gone:
            assert told.status == 404
        else:
            kept = {name: item for name, item in part.items() if item is not None}
            assert self.shown(told, 200) == {**before, **kept}
            self.keep(self.shown(told, 200))

    @rule(which=WHICH)
    def remove(self, which):
        key = self.key(which)

        assert self.ask("DELETE", key).status == (404 if key in self.gone else 204)
        self.gone.add(key)
        self.known.pop(key, None)
        self.listed.pop(key, None)

    @rule()
    def list(self):
        assert self.pages() == list(self.listed.values())

    def keep(self, thing):
        self.known[thing["id"]] = self.listed[thing["id"]] = thing

    def key(self, which):
        """A listed id, a deleted one, or one that nobody ever saw."""
        ids = [*self.known, *sorted(self.gone, key=str)]
        if which < len(ids):
            return ids[which]
        if self.shape == "uuid":
            return f"00000000-0000-4000-8000-{which:012}"
        return f"n{which}" if self.shape == "cursor" else 1_000 + which

    def read_first(self, key):
        told = self.ask("GET", key)
        return self.shown(told, 200) if told.status == 200 else {}

    def ask(self, method, key="", thing=None):
        url = f"{self.url}/{key}" if key != "" else self.url
        if thing is None:
            return self.desk.ask(method, url)
        return self.desk.ask(method, url, {self.sent: thing} if self.sent else thing)

    def shown(self, told, status):
        assert told.status == status, told
        return told.body[self.one] if self.one else told.body

    def pages(self):
        """The whole list, page by page where there are pages."""
        where = "/" + self.many if self.many else ""
        if not SHAPES[self.shape].get("query"):
            return find(self.desk.ask("GET", self.url).body, where)
        found, query = [], "?per_page=2&page=1" if self.shape == "uuid" else "?limit=2"
        for number in range(2, 200):
            page = find(self.desk.ask("GET", self.url + query).body, where)
            found += page
            if not page:
                return found
            after = f"?limit=2&after={page[-1]['id']}"
            query = f"?per_page=2&page={number}" if self.shape == "uuid" else after
        raise AssertionError("the pages never end")


def machine(name):
    made = type(f"Things{name.title()}", (ThingsMachine,), {"shape": name})
    case = made.TestCase
    case.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
    return case


TestPlain, TestWrapped, TestUuid, TestCursor, TestNested, TestOld = map(machine, SHAPES)

SPARE = {"plain": "1", "uuid": "00000000-0000-4000-8000-000000000000", "cursor": "1"}
"""An id for when a list is empty."""

CALLS = st.lists(
    st.tuples(st.sampled_from(["POST", "GET", "PUT", "PATCH", "DELETE", "LIST"]), WHICH, THINGS),
    max_size=12,
)


@pytest.mark.parametrize("name", ["plain", "uuid", "cursor"])
@settings(max_examples=20, deadline=None)
@given(calls=CALLS, seed=st.integers(0, 5))
def test_equal_seeds_and_calls_give_equal_bytes(name, calls, seed):
    one, other = (Desk(BUNDLES[name], seed=seed) for _ in range(2))

    for method, which, thing in calls:
        ids = [item["id"] for item in _items(name, one.ask("GET", "/things").body)] or [SPARE[name]]
        _items(name, other.ask("GET", "/things").body)
        url = "/things" if method in ("POST", "LIST") else f"/things/{ids[which % len(ids)]}"
        body = (thing,) if method in ("POST", "PUT", "PATCH") else ()
        asked = ("GET" if method == "LIST" else method, url, *body)
        first, second = one.ask(*asked), other.ask(*asked)

        assert (first.status, first.raw) == (second.status, second.raw)
        assert first.headers == second.headers


def _items(name, body):
    return body[SHAPES[name]["many"]] if SHAPES[name].get("many") else body
