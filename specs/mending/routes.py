"""Flaws between operations: paths that clash, and parameters that their paths do not name."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from specs.mending.parts import RouteWorkshop
from specs.operation import METHODS
from specs.values import Json, Record, pointer

_NAME: Final = re.compile(r"\{([^{}]+)\}")


class _Route(NamedTuple):
    path: str
    method: str
    item: Record
    item_at: str
    operation: Record

    @property
    def label(self) -> str:
        return f"{self.method.upper()} {self.path}"

    @property
    def at(self) -> str:
        return self.item_at + pointer(self.method)


def mend_routes(shop: RouteWorkshop) -> None:
    """Leaves out operations that no request can reach, and makes path parameters agree."""
    first: dict[tuple[str, str], str] = {}
    ids: dict[str, _Route] = {}
    for route in list(_routes(shop)):
        shape = (route.method, _NAME.sub("{}", route.path))
        if shape in first:
            _leave_out(shop, route, first[shape])
            continue
        first[shape] = route.label
        _tell_repeated_id(shop, route, ids)
        _agree(shop, route)


def _routes(shop: RouteWorkshop) -> Iterator[_Route]:
    paths = shop.document.data.get("paths", {})
    for path, raw in paths.items():
        if not path.startswith("/"):
            continue
        item, at = shop.resolved(raw, pointer("paths", path))
        for method in METHODS:
            if isinstance(item, dict) and isinstance(item.get(method), dict):
                yield _Route(path, method, item, at, item[method])


def _leave_out(shop: RouteWorkshop, route: _Route, other: str) -> None:
    shop.tell(route.at, f"the requests for it are those for {other}, which answers them")
    if route.item_at == pointer("paths", route.path):
        del route.item[route.method]
    else:
        shop.document.data["paths"].pop(route.path, None)


def _tell_repeated_id(shop: RouteWorkshop, route: _Route, ids: dict[str, _Route]) -> None:
    name = route.operation.get("operationId")
    if not isinstance(name, str):
        return
    first = ids.setdefault(name, route)
    if first.at != route.at:
        reason = f"the operationId {name} is that of {first.label} too; both are served"
        shop.tell(route.at + "/operationId", reason)


def _agree(shop: RouteWorkshop, route: _Route) -> None:
    """Leaves out path parameters that the path does not name, and adds those that are missing."""
    named = dict.fromkeys(_NAME.findall(route.path))
    declared: set[str] = set()
    for holder, at in ((route.item, route.item_at), (route.operation, route.at)):
        parameters = holder.get("parameters")
        if isinstance(parameters, list):
            kept = [
                index
                for index, entry in enumerate(parameters)
                if _is_named(shop, entry, f"{at}/parameters/{index}", named, declared)
            ]
            _keep(shop, holder, kept, at)
    for name in named:
        if name not in declared:
            _add(shop, route, name)


def _is_named(
    shop: RouteWorkshop, entry: Json, where: str, named: dict[str, None], declared: set[str]
) -> bool:
    parameter, _ = shop.resolved(entry, where)
    if not isinstance(parameter, dict) or parameter.get("in") != "path":
        return True
    name = parameter.get("name")
    if isinstance(name, str) and name in named:
        declared.add(name)
        return True
    shop.tell(where, f"the path does not name the path parameter {name}")
    return False


def _keep(shop: RouteWorkshop, holder: Record, kept: list[int], where: str) -> None:
    parameters = holder["parameters"]
    if len(kept) == len(parameters):
        return
    for new, old in enumerate(kept):
        if new != old:
            shop.move_item(f"{where}/parameters/{new}", f"{where}/parameters/{old}")
    holder["parameters"] = [parameters[index] for index in kept]


def _add(shop: RouteWorkshop, route: _Route, name: str) -> None:
    shop.tell(route.at, f"the path parameter {name} is not described; it is read as any text")
    added = {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
    parameters = [*route.operation.get("parameters", ()), added]  # an alias may share the list
    shop.move(f"{route.at}/parameters/{len(parameters) - 1}", route.at)
    route.operation["parameters"] = parameters
