"""One thing is found again by its name, on any page, and removed below any path."""

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import orjson

from contracts.commands.connections import Connections
from contracts.commands.removing import Removal, holds, remover_of
from contracts.finding import Reply, Request
from contracts.run.journal import Entry
from contracts.target import ApiTarget, Target
from specs.bundle import Bundle
from specs.values import Json, Record
from tests.support import documents
from tests.support.documents import api, operation, parameter

ENTRY = Entry("0-1", "shop", "make", "item", "ck-1-item-1")


class Pages:
    """A transport to a server with items on pages."""

    def __init__(self, *pages: list[Record]) -> None:
        self.pages = pages
        self.sent: list[str] = []

    def send(self, base: str, request: Request, timeout_seconds: float) -> Reply:
        self.sent.append(f"{request.method} {request.target}")
        if request.method == "DELETE":
            return Reply(204)
        page = int(parse_qs(urlsplit(request.target).query)["page"][0])
        found = self.pages[page - 1] if page <= len(self.pages) else []
        return Reply(200, (), orjson.dumps({"items": found, "pages": len(self.pages)}))

    def close(self) -> None:
        """There is nothing to let go of."""


def shop(*, has_delete: bool = True) -> Bundle:
    shop_id = parameter("shop", "path", {"type": "string"})
    lists: Record = {
        "name": "item",
        "action": "list",
        "items": "/items",
        "item-id": "/ref/id",
        "paging": {"page": "page", "pages": "/pages"},
    }
    paths: Record = {
        "/shops/{shop}/items": {
            "parameters": [shop_id],
            "get": operation("list", **{"x-resource": lists}),
        }
    }
    if has_delete:
        removes = {"name": "item", "action": "delete", "key": "item"}
        paths["/shops/{shop}/items/{item}"] = {
            "parameters": [shop_id, parameter("item", "path", {"type": "string"})],
            "delete": operation("remove", **{"x-resource": removes}),
        }
    role = {"description": "The shop.", "type": "string", "parameters": ["shop"]}
    return documents.bundle_of(api(paths, **{"x-roles": {"shop.own": role}}))


def removal(pages: Pages, *, bundle: Bundle | None = None, **roles: Json) -> Removal:
    bundle = bundle or shop()
    here = ApiTarget(url="http://127.0.0.1:9", roles=roles)
    opened = Connections.open([bundle], Target("lab", {bundle.name: here}), may_write=True)
    for transport in opened.transports:
        transport.close()
    return Removal(replace(opened.senders[bundle.name], transport=pages))


def item(name: str, number: str) -> Record:
    return {"ref": {"id": number}, "more": [{"title": name}]}


def test_name_is_found_on_a_later_page() -> None:
    pages = Pages([item("other", "1")], [item("x", "2"), item("ck-1-item-1", "3/4")])

    done = removal(pages, **{"shop.own": "s 1"}).of(ENTRY)

    assert (done.fate, done.id, done.is_news) == ("removed", "3/4", True)
    assert pages.sent[-1] == "DELETE /shops/s%201/items/3%2F4"
    assert len(pages.sent) == 3


def test_name_on_no_page_ends_the_search() -> None:
    pages = Pages([item("ck-1-item-10", "1")], [])

    done = removal(pages, **{"shop.own": "s"}).of(ENTRY)

    assert (done.fate, done.id) == ("stays", None)
    assert len(pages.sent) == 2


def test_unknown_path_parameter_is_told() -> None:
    pages = Pages()

    done = removal(pages).of(replace(ENTRY, id=5))

    assert (done.fate, done.is_news) == ("failed", False)
    assert "nothing is known for the other parameters of DELETE" in done.said
    assert pages.sent == []


def test_id_is_noted_even_if_nothing_can_remove_it() -> None:
    bundle = shop(has_delete=False)

    done = removal(Pages([item("ck-1-item-1", "7")]), bundle=bundle, **{"shop.own": "s"}).of(ENTRY)

    assert (done.fate, done.id, done.is_news) == ("stays", "7", True)
    assert remover_of(bundle, "item") is None


def test_name_has_to_be_a_whole_text() -> None:
    assert holds({"a": [{"b": "x"}]}, "x")
    assert not holds({"a": [{"b": "xy"}], "x": 1}, "x")
