"""What every part of the conversion knows, and where it puts what it finds out."""

from dataclasses import dataclass, field

from specs.references import fragment
from specs.swagger.schemas import Schemas
from specs.values import ABSENT, Json, Record, find, pointer

_MOST_STEPS = 50


@dataclass(frozen=True, slots=True)
class Context:
    """One conversion."""

    data: Record
    """The whole document in 2.0."""
    moved: dict[str, str]
    """New pointer -> old pointer; what lies below has moved along."""
    told: dict[str, str] = field(default_factory=dict)
    """Old pointer -> what could not be said in 3.0."""
    schemas: Schemas = field(default_factory=Schemas)

    def move(self, where: str, old: str) -> None:
        """Notes where a part of the result comes from."""
        if where != old:
            self.moved[where] = old

    def tell(self, old: str, reason: str) -> None:
        """Notes what could not be said in 3.0."""
        self.told.setdefault(old, reason)

    def types(self, holder: Json, member: str) -> list[str]:
        """Returns the media types that `consumes` or `produces` names."""
        named = holder.get(member) if isinstance(holder, dict) else None
        named = [named] if isinstance(named, str) else named
        listed = named if isinstance(named, list) else []
        return list(dict.fromkeys(one for one in listed if isinstance(one, str) and one))

    def resolve(self, value: Json, where: str) -> tuple[Json, str]:
        """Follows references as far as they lead; returns the value and its old pointer."""
        for _ in range(_MOST_STEPS):
            reference = value.get("$ref") if isinstance(value, dict) else None
            if not isinstance(reference, str) or not reference.startswith("#/"):
                break
            target = find(self.data, fragment(reference))
            if target is ABSENT:
                break
            value, where = target, fragment(reference)
        return value, where


def members(value: Json) -> list[tuple[str, Json]]:
    """Returns the members of a mapping; none of anything else."""
    return list(value.items()) if isinstance(value, dict) else []


def below(where: str, *names: str | int) -> str:
    """Returns the pointer of a part of what stands at a pointer."""
    return where + pointer(*names)
