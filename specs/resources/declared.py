"""What `x-resource` says, which overrules what is inferred."""

from dataclasses import replace
from typing import Final

from specs.operation import Operation
from specs.resources.queries import Filter, Query, Source
from specs.resources.resource import Action
from specs.values import Record, split_pointer

_ACTIONS: Final[dict[str, Action]] = {
    "create": "create",
    "read": "read",
    "list": "list",
    "search": "list",
    "update": "update",
    "delete": "delete",
}


def declared_action(raw: Record, method: str) -> Action | None:
    """Returns what a valid `x-resource` says is done; None for an action of its own."""
    action = _ACTIONS.get(raw["action"])
    return "replace" if action == "update" and method == "PUT" else action


def declared_query(raw: Record, query: Query, operation: Operation) -> Query:
    """Returns what may be asked of a list, with what a valid `x-resource` says of it on top."""
    filters = {one.source.path: one for one in query.filters}
    for said, member in raw.get("filters", {}).items():
        source = _source(said, operation)
        filters[source.path] = Filter(source, member)
    paging: Record = raw.get("paging", {})
    page = Source("query", (paging["page"],), None) if paging else query.page
    size = Source("query", (paging["size"],), None) if "size" in paging else query.size
    known = set(filters) | {source.path for source in (page, size) if source is not None}
    return replace(
        query,
        filters=tuple(filters.values()),
        page=page,
        size=size,
        default_size=paging.get("default-size", query.default_size),
        unread=tuple(one for one in query.unread if one.path not in known),
    )


def _source(said: str, operation: Operation) -> Source:
    if not said.startswith("query:"):
        return Source("body", tuple(split_pointer(said)), None)
    name = said.removeprefix("query:")
    found = (one for one in operation.parameters if one.place == "query" and one.name == name)
    return Source("query", (name,), next((one.schema for one in found), None))
