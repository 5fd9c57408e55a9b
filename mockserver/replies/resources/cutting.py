"""What an answer shows of a value: a copy without what its schema does not show."""

from typing import Final

from mockserver.replies.resources.records import is_hidden
from specs.resources import Shapes
from specs.values import Json

_HOLDERS: Final = (dict, list)


class Cuts:
    """What one document's schemas show, worked out for each schema when it is first needed."""

    def __init__(self, shapes: Shapes, *, is_all: bool) -> None:
        """Begins without any.

        Args:
            shapes: The shapes of the document.
            is_all: Whether what is not declared is shown all the same.
        """
        self._shapes = shapes
        self._is_all = is_all
        self._known: dict[str, Cut] = {}

    def at(self, where: str) -> "Cut":
        """Returns what the schema at a JSON pointer shows."""
        found = self._known.get(where)
        if found is None:
            found = self._known[where] = Cut(self, self._shapes, where, is_all=self._is_all)
        return found


class Cut:
    """What one schema shows: nothing write-only, undeclared members only where any may be."""

    __slots__ = ("_cuts", "_is_open", "_items", "_members", "_required")

    def __init__(self, cuts: Cuts, shapes: Shapes, where: str, *, is_all: bool) -> None:
        """Reads a schema, but not those inside it: it may hold itself.

        Args:
            cuts: Those of the document.
            shapes: The shapes of the document.
            where: JSON pointer of the schema.
            is_all: Whether what is not declared is shown all the same.
        """
        shape = shapes.at(where)
        self._cuts = cuts
        self._items = shape.items
        self._required = shape.required
        self._is_open = is_all or shape.is_free or shape.is_open
        self._members = {
            name: None if member.is_write_only else member.where
            for name, member in shape.members.items()
        }
        """Where the schemas of declared members are, None for those that are never shown."""

    def __call__(self, value: Json) -> Json:
        """Returns what is shown of a value; the value stays as it is."""
        if not isinstance(value, dict):
            if not isinstance(value, list) or self._items is None:
                return value
            cut = self._cuts.at(self._items)
            return [cut(item) if isinstance(item, _HOLDERS) else item for item in value]
        made = {}
        members = self._members
        for name, item in value.items():
            if name in members:
                where = members[name]
                if where is not None:
                    is_inner = isinstance(item, _HOLDERS)
                    made[name] = self._cuts.at(where)(item) if is_inner else item
            elif (self._is_open and not is_hidden(name)) or name in self._required:
                made[name] = item
        return made
