"""Links from a response to the calls that may follow it."""

from collections.abc import Iterator, Mapping

from contracts.drift.change import Change
from contracts.drift.comparison.pair import Pair, Place
from contracts.drift.comparison.part import Part
from contracts.drift.comparison.templates import names, neutral
from specs.operation import Operation
from specs.references import fragment
from specs.values import Json


def compare_links(pair: Pair, message: Place, base: Part, revision: Part) -> Iterator[Change]:
    """Yields the changes of the links of a response."""
    old, new = base.members("links"), revision.members("links")
    for name in dict.fromkeys((*old, *new)):
        before, after = old.get(name), new.get(name)
        place = Place.between(
            f"{message.at} link {name}", before, after, side="response", status=message.status
        )
        if before is None or after is None:
            became = "added" if before is None else "removed"
            words = (name if one is not None else "" for one in (before, after))
            yield from pair.tell(f"link_{became}", place, *words)
        elif _call(pair.sides.base_names, before) != _call(pair.sides.revision_names, after):
            yield from pair.tell("link_changed", place, _words(before), _words(after))


def _words(link: Part) -> str:
    return link.text("operationId") or link.text("operationRef")


def _call(known: Mapping[str, Operation], link: Part) -> Json:
    """Returns what a link says in words that stay when things are renamed."""
    target = known.get(link.text("operationId") or fragment(link.text("operationRef")))
    in_path = names(target.path) if target is not None else []
    parameters = link.get("parameters")
    given = parameters if isinstance(parameters, dict) else {}
    return (
        (target.method, neutral(target.path)) if target else _words(link),
        {_neutral(name, in_path): value for name, value in given.items()},
        link.get("requestBody"),
        link.member("server").text("url"),
    )


def _neutral(name: str, in_path: list[str]) -> str:
    """Returns a parameter's name; of one in the path its position."""
    bare = name.removeprefix("path.")
    return f"path {in_path.index(bare)}" if bare in in_path else name
