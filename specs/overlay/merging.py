"""A value merged into another: mappings member by member, lists at their end."""

from specs.overlay.origin import Origin, Part
from specs.values import Json, pointer


class Unmergeable(Exception):
    """Two values that do not go together."""

    def __init__(self, update: Json, target: Json) -> None:
        self.update = kind_of(update)
        self.target = kind_of(target)
        self.where = ""
        """JSON pointer inside both."""
        super().__init__()


def kind_of(value: Json) -> str:
    """Returns what a value is: a mapping, a list, or a single value.

    >>> kind_of({}), kind_of([]), kind_of(None)
    ('a mapping', 'a list', 'a single value')
    """
    if isinstance(value, dict):
        return "a mapping"
    return "a list" if isinstance(value, list) else "a single value"


def updated(target: Part, update: Part) -> Part:
    """Merges what an action says into a value that its target selects.

    A list takes one more item, or the items of another list.

    Raises:
        Unmergeable: A mapping, a list and a single value do not go together.
    """
    if isinstance(target.value, list) and not isinstance(update.value, list):
        return _joined(target, [update])
    return merged(target, update)


def merged(target: Part, update: Part) -> Part:
    """Merges a value into the one that stands in its place.

    A null in the description gives way to anything. A null in the update takes the place of a
    single value only: where a mapping or a list stands, it says that there is nothing to merge.

    Raises:
        Unmergeable: A mapping, a list and a single value do not go together.
    """
    mine, its = target.value, update.value
    if mine is None:
        return update
    if its is None and isinstance(mine, dict | list):
        return target
    if isinstance(mine, dict) and isinstance(its, dict):
        return _united(target, update)
    if isinstance(mine, list) and isinstance(its, list):
        return _joined(target, [update.part(index) for index in range(len(its))])
    if isinstance(mine, dict | list) or isinstance(its, dict | list):
        raise Unmergeable(its, mine)
    return update


def _united(target: Part, update: Part) -> Part:
    value, moved = dict(target.value), dict(target.origin.moved)
    for name in update.value:
        part = update.part(name)
        if name in value:
            part = _member(name, target.part(name), part)
        value[name], moved[name] = part
    return Part(value, Origin(target.origin.source, target.origin.where, moved))


def _member(name: str, target: Part, update: Part) -> Part:
    try:
        return merged(target, update)
    except Unmergeable as error:
        error.where = pointer(name) + error.where
        raise


def _joined(target: Part, items: list[Part]) -> Part:
    first = len(target.value)
    moved = {str(first + index): item.origin for index, item in enumerate(items)}
    origin = Origin(target.origin.source, target.origin.where, {**target.origin.moved, **moved})
    return Part([*target.value, *(item.value for item in items)], origin)
