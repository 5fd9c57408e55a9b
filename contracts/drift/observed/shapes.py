"""The shape of JSON values: types, members and items, without the values themselves."""

from typing import Final

from specs.values import Json, Record

_DEEPEST: Final = 50
"""Levels of a value that a schema is made for."""
_MOST_MEMBERS: Final = 60
"""An object that was seen with more names than this is a dictionary."""


def type_of(value: Json) -> str:
    """Returns the JSON type of a value.

    >>> type_of(3), type_of(2.5), type_of(None), type_of([])
    ('integer', 'number', 'null', 'array')
    """
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int | float):
        return "integer" if float(value).is_integer() else "number"
    return "string" if isinstance(value, str) else "array" if isinstance(value, list) else "object"


class Shape:
    """What was seen at one place, over all values that were added."""

    def __init__(self) -> None:
        self.types: dict[str, int] = {}
        """How often each type was seen."""
        self.members: dict[str, Shape] = {}
        self.items: Shape | None = None
        """Of all items of all lists; None if none was seen."""

    def add(self, value: Json, depth: int = 0) -> None:
        """Adds one value; what is nested too deeply to be described is left open."""
        kind = type_of(value)
        self.types[kind] = self.types.get(kind, 0) + 1
        if depth == _DEEPEST:
            return
        if isinstance(value, dict):
            for name, member in value.items():
                if name in self.members or len(self.members) <= _MOST_MEMBERS:
                    self.members.setdefault(name, Shape()).add(member, depth + 1)
        elif isinstance(value, list):
            for item in value:
                self.items = self.items or Shape()
                self.items.add(item, depth + 1)

    def schema(self, version: str) -> Record:
        """Returns a schema that admits everything that was seen, in the words of a version."""
        is_null = "null" in self.types
        kinds = [one for one in self.types if one != "null"]
        if "number" in kinds and "integer" in kinds:
            kinds.remove("integer")
        if not kinds:
            return {"nullable": True} if version == "3.0" else {"type": "null"}
        forms = [self._form(kind, version) for kind in kinds]
        if version != "3.0":
            merged: Record = {}
            for form in forms:
                merged.update(form)
            types = [*kinds, *(["null"] if is_null else [])]
            return {"type": types if len(types) > 1 else types[0]} | {
                name: value for name, value in merged.items() if name != "type"
            }
        if len(forms) == 1:
            return {**forms[0], "nullable": True} if is_null else forms[0]
        return {"anyOf": forms, "nullable": True} if is_null else {"anyOf": forms}

    def _form(self, kind: str, version: str) -> Record:
        form: Record = {"type": kind}
        if kind == "array":
            form["items"] = self.items.schema(version) if self.items is not None else {}
        elif kind == "object" and len(self.members) > _MOST_MEMBERS:
            form["additionalProperties"] = True
        elif kind == "object" and self.members:
            form["properties"] = {
                name: member.schema(version) for name, member in self.members.items()
            }
        return form
