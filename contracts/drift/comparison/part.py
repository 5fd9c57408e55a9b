"""A part of a document together with the place where it really stands."""

from dataclasses import dataclass

from specs.document import Document
from specs.errors import InvalidSpec
from specs.values import ABSENT, Json, Missing, Record, pointer


@dataclass(frozen=True, slots=True)
class Part:
    """An object of a document, references to it followed."""

    document: Document
    value: Record
    """Empty where no object stands."""
    pointer: str | None
    """Where it stands; None where nothing does."""

    @classmethod
    def at(cls, document: Document, where: str) -> "Part":
        """Returns the object at a JSON pointer."""
        return cls.of(document, document.at(where), where)

    @classmethod
    def of(cls, document: Document, value: Json | Missing, where: str) -> "Part":
        """Returns the object that a value is or refers to."""
        try:
            value, where = document.dereference(value, where)
        except InvalidSpec:
            value = ABSENT
        return cls(document, value, where) if isinstance(value, dict) else cls(document, {}, None)

    def get(self, word: str) -> Json | Missing:
        """Returns the value of a word, or `ABSENT`."""
        return self.value.get(word, ABSENT)

    def text(self, word: str) -> str:
        """Returns the value of a word if it is a text, else an empty one."""
        found = self.value.get(word)
        return found if isinstance(found, str) else ""

    def says(self, word: str) -> bool:
        """Returns whether a word is `true`."""
        return self.value.get(word) is True

    @property
    def schema(self) -> str | None:
        """The JSON pointer of its schema, if it has one."""
        return self.place("schema") if "schema" in self.value else None

    def place(self, *names: str | int) -> str | None:
        """Returns the JSON pointer of something inside it."""
        return None if self.pointer is None else self.pointer + pointer(*names)

    def where(self, *names: str) -> str | None:
        """Returns the pointer of a word if it is written, else the part's own."""
        return self.place(*names) if names[0] in self.value else self.pointer

    def member(self, word: str) -> "Part":
        """Returns the object under a word."""
        return Part.of(self.document, self.get(word), (self.pointer or "") + pointer(word))

    def members(self, word: str) -> dict[str, "Part"]:
        """Returns the objects by name that stand under a word."""
        holder = self.member(word)
        found = {name: holder.member(name) for name in holder.value}
        return {name: part for name, part in found.items() if part.pointer is not None}
