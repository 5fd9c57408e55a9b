"""One thing that a run made: found again by its name, and removed where the API can."""

from dataclasses import dataclass
from typing import Final, Literal

import orjson

from contracts.finding import Exchange, Request
from contracts.run.journal import Entry
from contracts.run.limits import OutOfBudget
from contracts.run.roles import find_all_example, known_path
from contracts.run.sender import Blocked, Sender
from specs.bundle import Bundle
from specs.operation import Operation
from specs.values import ABSENT, Json, Record, find

Fate = Literal["removed", "gone", "stays", "failed"]
"""gone: it was not there; stays: nothing can remove it; failed: it should have worked."""

_PAGES: Final = 50
"""Pages of a list that are read at most."""
_NOT_THERE: Final = (404, 410)


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one thing."""

    fate: Fate
    said: str
    id: Json = None
    is_news: bool = False
    """Whether the journal does not know it yet."""


@dataclass(frozen=True, slots=True)
class Removal:
    """Removes what was made in one API."""

    sender: Sender

    def of(self, entry: Entry) -> Done:
        """Removes one thing, or says why it stays."""
        try:
            return self._of(entry)
        except (Blocked, OutOfBudget) as stop:
            return Done("failed", f"stays; {stop}", entry.id)

    def _of(self, entry: Entry) -> Done:
        found = entry.id if entry.id is not None else self._found(entry)
        is_new = found is not None and entry.id is None
        remover = remover_of(self.sender.bundle, entry.kind)
        if remover is None:
            why = f"{entry.api} has no operation that removes a {entry.kind}"
            return Done("stays", f"stays; {why}", found, is_news=is_new)
        if found is None:
            return Done("stays", "no answer came when it was made, and no trace of it is found")
        path = self._path(remover, found)
        if path is None:
            why = f"nothing is known for the other parameters of {remover.label}"
            return Done("failed", f"stays; {why}", found, is_news=is_new)
        request = Request(method=remover.method, path=path)
        exchange = self.sender.send(request, remover, note="clean up")
        if 200 <= exchange.status < 300:
            return Done("removed", f"removed by {remover.label}", found, is_news=True)
        if exchange.status in _NOT_THERE:
            return Done("gone", f"gone already ({exchange.status})", found, is_news=True)
        answer = exchange.status or f"nothing ({exchange.failure})"
        return Done("failed", f"stays; {remover.label} answered {answer}", found, is_news=is_new)

    def _path(self, operation: Operation, found: Json = None) -> str | None:
        """Returns the path of one thing, or of all, or None if something in it is unknown."""
        names = operation.path_parameters
        if found is None or not names:
            return known_path(self.sender, operation)
        key = str(operation.resource.get("key", names[-1]))
        return known_path(self.sender, operation, {key: found})

    def _found(self, entry: Entry) -> Json:
        """Returns the id of what carries an entry's name in a list or search, or None."""
        if not entry.name:
            return None
        for operation in self.sender.bundle.operations:
            resource = operation.resource
            if resource.get("name") != entry.kind or "items" not in resource:
                continue
            if resource.get("action") in ("list", "search"):
                found = self._in_list(operation, resource, entry.name)
                if found is not None:
                    return found
        return None

    def _in_list(self, operation: Operation, resource: Record, name: str) -> Json:
        path = self._path(operation)
        if path is None:
            return None
        paging: Record = resource.get("paging") or {}
        for page in range(1, _PAGES + 1):
            exchange = self._page(operation, path, paging, page)
            items = exchange.at(resource["items"]) if 200 <= exchange.status < 300 else ABSENT
            if not isinstance(items, list):
                return None
            for item in items:
                if holds(item, name):
                    found = find(item, resource.get("item-id", "/id"))
                    return None if found is ABSENT else found
            pages = exchange.at(paging["pages"]) if "pages" in paging else 1
            if not items or not paging or (isinstance(pages, int) and page >= pages):
                return None
        return None

    def _page(self, operation: Operation, path: str, paging: Record, page: int) -> Exchange:
        query = ((str(paging["page"]), str(page)),) if paging else ()
        body = find_all_example(operation)
        request = Request(
            method=operation.method,
            path=path,
            query=query,
            headers=() if body is ABSENT else (("Content-Type", "application/json"),),
            body=None if body is ABSENT else orjson.dumps(body),
        )
        return self.sender.send(request, operation, note="looking for what was made")


def remover_of(bundle: Bundle, kind: str) -> Operation | None:
    """Returns the operation that removes one thing of a kind, or None."""
    for operation in bundle.operations:
        resource = operation.resource
        if resource.get("name") == kind and resource.get("action") == "delete":
            return operation
    return None


def holds(value: Json, name: str) -> bool:
    """Returns whether a name stands in a value as a whole text."""
    if isinstance(value, dict):
        return any(holds(part, name) for part in value.values())
    if isinstance(value, list):
        return any(holds(part, name) for part in value)
    return isinstance(value, str) and value == name
