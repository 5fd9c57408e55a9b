"""A small server with resources, in memory: made, read, listed, changed, deleted; and flaws."""

from collections.abc import Collection
from dataclasses import dataclass, field

from contracts.finding import Reply, Request
from contracts.lawkit import Law
from contracts.run.law_runner import Verdict, try_law
from specs.bundle import Bundle
from specs.values import Json, Record
from tests.support.batches import ShopSession
from tests.support.documents import api, bundle_of, operation, parameter, takes
from tests.support.sessions import reply

ANY = {"type": "object"}
BOOK = {"name": "Emma", "shelf": "a", "pages": 300}
"""The documented creation."""


def library() -> Bundle:
    """Returns the document of the server."""
    one = {"name": "book", "key": "id", "id": "/id"}
    paging = {"page": "page", "size": "size", "pages": "/count", "default-size": 3}
    many = {"name": "book", "items": "/books", "item-id": "/id", "action": "list"}
    creation = takes(ANY)
    creation["content"]["application/json"]["example"] = BOOK
    change = takes(ANY)
    change["content"]["application/json"]["example"] = {"shelf": "c"}
    shelf = parameter("shelf", "query", {"type": "string"})
    pages = [parameter(name, "query", {"type": "integer"}) for name in ("page", "size")]

    def resource(raw: Record) -> Record:
        return {"x-resource": raw}

    paths = {
        "/books": {
            "post": operation(
                "makeBook",
                requestBody=creation,
                **resource({"name": "book", "action": "create", "id": "/id"}),
            ),
        },
        "/all": {"get": operation("allBooks", **resource(many))},
        "/found": {
            "get": operation(
                "findBooks",
                parameters=[shelf],
                **resource({**many, "filters": {"query:shelf": "/shelf"}}),
            )
        },
        "/paged": {
            "get": operation("pageBooks", parameters=pages, **resource({**many, "paging": paging}))
        },
        "/books/{id}": {
            "parameters": [parameter("id", "path", {"type": "string"})],
            "get": operation("readBook", **resource({**one, "action": "read"})),
            "patch": operation(
                "changeBook", requestBody=change, **resource({**one, "action": "update"})
            ),
            "delete": operation("dropBook", **resource({**one, "action": "delete"})),
        },
    }
    role = {"description": "d", "type": "string", "parameters": ["id"], "seed": "1"}
    return bundle_of(api(paths, **{"x-roles": {"book.known": role}}))


def _seed() -> dict[str, Record]:
    shelves = ["a", "b", "a", "b", "c"]
    return {
        str(number): {"id": str(number), "name": f"Book {number}", "shelf": shelf, "pages": 100}
        for number, shelf in enumerate(shelves, start=1)
    }


@dataclass
class Library:
    """The server."""

    flaws: Collection[str] = ()
    books: dict[str, Record] = field(default_factory=_seed)
    reads: int = 0
    next_id: int = 5

    def _has(self, flaw: str) -> bool:
        return flaw in self.flaws

    def __call__(self, request: Request) -> Reply:
        name = request.path.rpartition("/")[2]
        if request.method == "POST":
            return self._make(dict(request.json))
        if request.path.startswith("/books/"):
            return self._one(request.method, name, request.json)
        return self._many(name, dict(request.query))

    def _make(self, sent: Record) -> Reply:
        self.next_id += 1
        if self._has("keeps_what_it_refuses") or {"name", "shelf", "pages"} <= sent.keys():
            name = "9" if self._has("gives_one_id") else str(self.next_id)
            kept = {**sent, "shelf": "z"} if self._has("stores_another_shelf") else sent
            self.books[name] = {"id": name, **kept}
        if not {"name", "shelf", "pages"} <= sent.keys():
            return reply(400, {"code": "missing"})
        shown = {**sent, "pages": 1} if self._has("answers_other_pages") else sent
        if self._has("loses_what_it_makes"):
            del self.books[name]
        return reply(201, {"id": name, **shown})

    def _one(self, method: str, name: str, sent: Json) -> Reply:
        book = self.books.get(name)
        if book is None:
            return reply(404, {"code": "unknown"})
        if method == "DELETE":
            if not self._has("keeps_what_is_deleted"):
                del self.books[name]
            return reply(200, {})
        if method == "PATCH":
            changed = {} if self._has("forgets_updates") else sent
            more = {"pages": 0} if self._has("clears_the_rest") else {}
            self.books[name] = {**book, **more, **changed}
            return reply(200, {"id": name})
        self.reads += 1
        shown = {**book, "pages": book["pages"] + self.reads} if self._has("counts_reads") else book
        return reply(200, {**shown, "traceId": str(self.reads)})

    def _many(self, kind: str, query: dict[str, str]) -> Reply:
        books = list(self.books.values())
        if kind == "found" and "shelf" in query:
            books = self._filtered(books, query["shelf"])
        if self._has("lists_other_shelves") and kind == "all":
            books = [{**book, "shelf": "y"} for book in books]
        if self._has("lists_twice"):
            books = [*books, books[0]]
        if kind != "paged":
            return reply(200, {"books": books})
        size, page = int(query.get("size", "3")), int(query.get("page", "1"))
        count = -(-len(books) // size)
        first = (page - 1) * size
        if self._has("overlaps_pages") and 1 < page <= count:
            first -= 1
        shown = books[first : first + size]
        if self._has("pages_too_large"):
            shown = books[first : first + size + 1]
        if self._has("default_is_everything") and not query:
            shown = books
        if self._has("counts_too_few_pages"):
            count -= 1
        return reply(200, {"books": shown, "count": count})

    def _filtered(self, books: list[Record], shelf: str) -> list[Record]:
        if self._has("ignores_filters"):
            return books
        kept = [book for book in books if book["shelf"] == shelf]
        if self._has("drops_a_match"):
            return kept[1:]
        if self._has("invents_when_filtered"):
            return [*kept, {"id": "77", "name": "n", "shelf": shelf, "pages": 1}]
        return kept


def verdicts(law: Law, flaw: str = "") -> list[Verdict]:
    """Judges the server by a law, at each of its sites."""
    bundle = library()
    return [
        try_law(
            law.judge,
            lambda site=site: ShopSession(  # type: ignore[misc]
                bundle, Library((flaw,) if flaw else ()), site.operation
            ),
            seed=1,
            max_examples=law.examples or 20,
            shrink_requests=1,
        )
        for site in (law.sites(bundle) if law.sites is not None else ())
    ]


def found(laws: Collection[Law], flaw: str) -> set[str]:
    """Ids of the laws that find a flaw."""
    return {law.id for law in laws if any(told.violation for told in verdicts(law, flaw))}
