"""Values known to exist on the target, put where a generator would guess."""

from collections.abc import Callable, Mapping, MutableMapping, Sequence
from typing import Final
from urllib.parse import quote, unquote

from contracts.run.bridge.aim import Aim
from specs.values import Json, split_pointer

Choose = Callable[[str, int], int | None]
"""Asked with the name of a place and how many values are known of it: the index of the first one
to use, or None to leave what was generated."""

Slot = tuple[Json, str | int]
"""A list or object, and the index or name of one of its members."""

_FIRST: Final = 0


def always_first(_place: str, _count: int) -> int | None:
    """Chooses the first value everywhere."""
    return _FIRST


class KnownValues:
    """What is known, by parameter and by place in the body."""

    def __init__(self, known: Mapping[str, Sequence[Json]]) -> None:
        filled = {name: list(values) for name, values in known.items() if values}
        self._parameters = {n: values for n, values in filled.items() if not n.startswith("/")}
        self._places = {
            tuple(split_pointer(name)): values
            for name, values in filled.items()
            if name.startswith("/")
        }

    def put_parameters(
        self,
        container: str,
        values: MutableMapping[str, Json],
        aim: Aim,
        choose: Choose,
    ) -> None:
        """Changes the values of one of `path`, `query`, `header` and `cookie`, by name.

        Values in the path are percent-encoded.
        """
        for name in sorted(self._parameters.keys() & set(values)):
            known = [_as_text(value) for value in self._parameters[name]]
            current = values[name]
            plain = unquote(str(current)) if container == "path" else _as_text(current)
            if plain in known or not aim.spares(container, name):
                continue
            index = choose(f"{container}.{name}", len(known))
            if index is not None:
                chosen = known[index % len(known)]
                values[name] = quote(chosen, safe="") if container == "path" else chosen

    def put_into_body(self, body: Json, aim: Aim, choose: Choose) -> Json:
        """Returns the body with known values; items of one list get different ones."""
        if not isinstance(body, dict | list):
            return body
        wanted = [parts for parts in self._places if aim.spares_place(parts)]
        if not any(_slots(body, parts) for parts in wanted):
            return body
        body = _copied(body)
        for parts in wanted:
            slots = _slots(body, parts)
            index = choose("/".join(parts), len(self._places[parts])) if slots else None
            if index is not None:
                _fill(slots, self._places[parts], index)
        return body


def _fill(slots: list[Slot], known: list[Json], start: int) -> None:
    used = [holder[key] for holder, key in slots if holder[key] in known]
    for number, (holder, key) in enumerate(slots):
        if holder[key] in known:
            continue
        ring = [known[(start + number + step) % len(known)] for step in range(len(known))]
        holder[key] = next((value for value in ring if value not in used), ring[0])
        used.append(holder[key])


def _slots(value: Json, parts: tuple[str, ...]) -> list[Slot]:
    """Returns the members of a value that a pointer with `*` for each list item names."""
    here, rest = parts[0], parts[1:]
    keys: list[str | int] = []
    if isinstance(value, list):
        keys = list(range(len(value))) if here == "*" else []
    elif isinstance(value, dict) and here in value:
        keys = [here]
    if not rest:
        return [(value, key) for key in keys]
    return [slot for key in keys for slot in _slots(value[key], rest)]


def _copied(value: Json) -> Json:
    if isinstance(value, dict):
        return {name: _copied(member) for name, member in value.items()}
    if isinstance(value, list):
        return [_copied(item) for item in value]
    return value


def _as_text(value: Json) -> str:
    if isinstance(value, list) and len(value) == 1:
        return _as_text(value[0])
    return str(value).lower() if isinstance(value, bool) else str(value)
