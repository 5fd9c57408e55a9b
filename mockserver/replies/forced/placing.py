"""A code, put where a documented error has it in a body."""

from collections.abc import Iterator
from copy import deepcopy

from mockserver.stubkit import WantedError
from specs.values import Json, find_all, split_pointer


def is_placed(error: WantedError, body: Json) -> bool:
    """Whether a body carries a documented error at its place, by its code or its second name."""
    shown = find_all(body, error.at)
    return any(_same(error.code, item) or item == error.name for item in shown if item is not None)


def codes_at(error: WantedError, body: Json) -> int:
    """Returns how many codes a body carries where a documented error has its own.

    0 if this error's code is not among them.
    """
    shown = find_all(body, error.at)
    return len(shown) if any(_same(error.code, item) for item in shown) else 0


def placements(error: WantedError, body: Json) -> Iterator[Json]:
    """Yields copies of a body with an error's code at its place, the most telling one first.

    Where the place has room for several errors, the copy has one. A sibling called `name` or
    `status` then agrees with the error, as far as the description lets it.
    """
    siblings = {"name": error.name, "status": error.status}
    told = {name: value for name, value in siblings.items() if value is not None}
    for some in (told, {}) if told else ({},):
        copy = deepcopy(body)
        yield _put(copy, split_pointer(error.at), error.code, some)


def _put(body: Json, path: list[str], code: Json, siblings: dict[str, Json]) -> Json:
    """Returns a value with a code at the end of a path; what is in the way is replaced."""
    if not path:
        return code
    first, *rest = path
    if first == "*":
        if isinstance(body, dict) and body:
            name, inner = next(iter(body.items()))
            return {name: _put(inner, rest, code, siblings)}
        inner = body[0] if isinstance(body, list) and body else None
        return [_put(inner, rest, code, siblings)]
    if isinstance(body, list) and first.isdecimal():
        index = min(int(first), len(body))
        return [*body[:index], _put(None, rest, code, siblings), *body[index + 1 :]]
    holder = body if isinstance(body, dict) else {}
    if not rest:
        holder.update({name: value for name, value in siblings.items() if name in holder})
    holder[first] = _put(holder.get(first), rest, code, siblings)
    return holder


def _same(code: str | int, shown: Json) -> bool:
    return type(code) is type(shown) and code == shown
