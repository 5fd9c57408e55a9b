"""A small server with a batch operation, in memory: any preset, and named flaws to switch on."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from hypothesis import strategies as st

from contracts.finding import Reply, Request
from contracts.lawkit import Draw, Item, ItemKind, Law, Session, item_kind
from contracts.run.law_runner import Verdict, try_law
from specs.batch import PRESETS
from specs.bundle import Bundle
from specs.operation import Operation
from specs.values import Json
from tests.support.documents import api, bundle_of, operation, parameter, takes
from tests.support.sessions import FakeSession, reply

STRANGER = "90000"
"""A thing that no test names."""
CODES = ("too-small", "unknown")

ANY = {"type": "object"}


def shop(preset: str = "always-200") -> Bundle:
    """Returns the document of the server under one preset."""
    batch = {
        "preset": preset,
        "items": "/items",
        "successes": "/done",
        "failures": "/failed",
        "warnings": "/remarks",
        "reference": {"member": "item", "template": "{index}"},
        "identity": {"request": "/id", "response": "/id"},
        "success-members": ["id"],
    }
    one = {"name": "thing", "key": "id", "id": "/id"}
    codes = [
        {"code": code, "status": 200, "condition": "c", "at": "/failed/*/code"} for code in CODES
    ]
    paths = {
        "/things": {
            "post": operation(
                "makeThing",
                requestBody=takes(ANY),
                **{"x-resource": {"name": "thing", "action": "create", "id": "/id"}},
            ),
            "patch": operation(
                "changeThings",
                requestBody=takes(ANY),
                **{
                    "x-resource": {"name": "thing", "action": "update"},
                    "x-batch": batch,
                    "x-error-codes": codes,
                },
            ),
        },
        "/things/{id}": {
            "parameters": [parameter("id", "path", {"type": "string"})],
            "get": operation("readThing", **{"x-resource": {**one, "action": "read"}}),
        },
    }
    role = {"description": "d", "type": "string", "resource": "thing", "seed": STRANGER}
    return bundle_of(api(paths, **{"x-roles": {"thing.stranger": role}}))


@dataclass
class Shop:
    """The server."""

    preset: str = "always-200"
    flaws: Collection[str] = ()
    sizes: dict[str, int] = field(default_factory=lambda: {STRANGER: 5})

    def __call__(self, request: Request) -> Reply:
        if request.method == "POST":
            name = str(100 + len(self.sizes))
            self.sizes[name] = request.json["size"]
            return reply(201, {"id": name, "size": self.sizes[name]})
        if request.method == "GET":
            name = request.path.rpartition("/")[2]
            if name not in self.sizes:
                return reply(404, {"code": "unknown"})
            return reply(200, {"id": name, "size": self.sizes[name]})
        return self._change(request.json["items"])

    def _has(self, flaw: str) -> bool:
        return flaw in self.flaws

    def _change(self, items: list[Json]) -> Reply:
        codes = [self._code(item, index, items) for index, item in enumerate(items)]
        failed = [index for index, code in enumerate(codes) if code]
        may_apply = not (self.preset == "all-or-none" and failed) or self._has("applies_half")
        if self._has("rolls_back") and failed:
            may_apply = False
        done: list[Json] = []
        for index, item in enumerate(items):
            if codes[index]:
                if self._has("applies_failing") and codes[index] == "too-small":
                    self.sizes[item["id"]] = item["size"]
            elif may_apply:
                self._apply(item, index, items)
                done.append(self._success(item, index))
            elif self._has("rolls_back"):
                done.append({"id": item["id"]})
        if self.preset == "all-or-none" and failed and not self._has("applies_half"):
            done = []
        failures = [self._failure(index, codes[index], items) for index in failed]
        large = [i for i, item in enumerate(items) if item["size"] > 100 and not codes[i]]
        remarks = [{"item": str(i), "code": "large"} for i in large]
        return self._answer(items, done, failures, remarks)

    def _code(self, item: Json, index: int, items: list[Json]) -> str:
        if item["id"] not in self.sizes:
            return "unknown"
        is_bad = item["size"] < 0
        if self._has("accepts_bad_beside_good") and is_bad and any(i["size"] > 0 for i in items):
            return ""
        follows = index > 0 and items[index - 1]["size"] < 0 < item["size"] <= 100
        if self._has("fails_good_after_bad") and follows:
            return "too-small"
        if self._has("fails_warned") and item["size"] > 100:
            return "too-small"
        if self._has("wrong_code_in_company") and is_bad and len(items) > 1:
            return "unknown"
        return "too-small" if is_bad else ""

    def _apply(self, item: Json, index: int, items: list[Json]) -> None:
        if self._has("forgets_the_last") and index and index == len(items) - 1:
            return
        if self._has("forgets_beyond_ten") and index > 10:
            return
        if self._has("undoes_the_batch_before"):
            for name in self.sizes:
                self.sizes[name] = 1
        self.sizes[item["id"]] = item["size"]

    def _success(self, item: Json, index: int) -> Json:
        more = {"size": item["size"]} if self._has("tells_too_much") else {}
        tale = {"id": f"{item['id']}"}
        if self._has("names_a_stranger_in_a_success") and index:
            return {"id": STRANGER}
        return {**tale, **more}

    def _failure(self, index: int, code: str, items: list[Json]) -> Json:
        named = index + 1 if self._has("counts_from_one") else index
        detail = f"not like {STRANGER}" if self._has("tells_of_a_stranger") else "bad"
        return {"item": str(named), "code": code, "detail": detail}

    def _answer(
        self, items: list[Json], done: list[Json], failures: list[Json], remarks: list[Json]
    ) -> Reply:
        if self._has("loses_a_success") and failures and done:
            done = done[1:]
        if self._has("lists_failed_as_done"):
            done = [*done, *({"id": items[int(one["item"])]["id"]} for one in failures)]
        if self._has("doubles_failures"):
            failures = [*failures, *failures]
        if self._has("forgets_warnings"):
            remarks = []
        if self._has("cuts_at_twenty"):
            done, failures = done[:20], failures[:20]
        bad, good = len(failures), len(items) - len(failures)
        kind = "all-good" if not bad else "mixed" if good else "all-bad"
        status = PRESETS[self.preset][kind]
        for flaw, at, wrong in (
            ("odd_status_if_mixed", "mixed", 202),
            ("odd_status_if_all_bad", "all-bad", 202),
            ("odd_status_if_all_good", "all-good", 202),
        ):
            if self._has(flaw) and kind == at:
                status = wrong
        if self._has("odd_status_if_warned") and remarks:
            status = 202
        if self._has("speaks_of_nothing") and not items:
            failures = [{"item": "0", "code": "unknown"}]
        return reply(status, {"done": done, "failed": failures, "remarks": remarks})


def make_thing(session: Session, size: int) -> str:
    """Makes a thing and returns its id."""
    made = session.call("makeThing", json={"size": size})
    return str(made.at("/id"))


@item_kind("changeThings", "good", is_repeatable=True)
def good(session: Session, draw: Draw) -> Item:
    """A thing gets another size."""
    name, size = make_thing(session, 1), draw(st.integers(2, 100))
    return Item({"id": name, "size": size}, {"id": name}, {"/size": size})


@item_kind("changeThings", "warned", code="large", is_repeatable=True)
def warned(session: Session, draw: Draw) -> Item:
    """A thing gets a size that draws a remark."""
    name = make_thing(session, 1)
    return Item({"id": name, "size": draw(st.integers(101, 200))}, {"id": name})


@item_kind("changeThings", "failing", code="too-small", is_repeatable=True)
def too_small(session: Session, draw: Draw) -> Item:
    """A thing gets a size below 0."""
    name = make_thing(session, 1)
    return Item({"id": name, "size": draw(st.integers(-9, -1))}, {"id": name})


@item_kind("changeThings", "failing", code="unknown", is_repeatable=True)
def unknown(session: Session, draw: Draw) -> Item:
    """A thing that is not there."""
    return Item({"id": f"no-{session.fresh()}", "size": 3})


KINDS: tuple[ItemKind, ...] = (good, warned, too_small, unknown)


@dataclass
class ShopSession(FakeSession):
    """A session whose API has item kinds."""

    kinds: tuple[ItemKind, ...] = KINDS

    def item_kinds(self, operation: Operation) -> tuple[ItemKind, ...]:
        return self.kinds

    @property
    def story(self) -> list[Json]:
        return list(self.sent)

    def begin(self) -> None:
        """Starts."""

    def end(self) -> None:
        """Ends."""


def verdict_on(law: Law, bundle: Bundle, server: Callable[[], Shop]) -> Verdict | None:
    """Judges a fresh server per example; None if the law has no site there."""
    sites = [site.operation for site in law.sites(bundle)] if law.sites is not None else []
    if not sites:
        return None
    return try_law(
        law.judge,
        lambda: ShopSession(bundle, server(), sites[0]),
        seed=1,
        max_examples=law.examples or 25,
        shrink_requests=1,
    )


def found(laws: Collection[Law], flaw: str, preset: str = "always-200") -> set[str]:
    """Ids of the laws that find a flaw of the server."""
    bundle = shop(preset)
    verdicts = {law.id: verdict_on(law, bundle, lambda: Shop(preset, (flaw,))) for law in laws}
    return {name for name, told in verdicts.items() if told is not None and told.violation}
