"""The shapes of many answers of one operation and status, place by place, and their comparison."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from contracts.drift.observed.shapes import type_of
from contracts.drift.observed.standing import DEEPEST, EACH, Spot, Standing
from contracts.finding import Exchange, Reply
from specs.bundle import Bundle
from specs.errors import InvalidSpec
from specs.values import ABSENT, Json, pointer, split_pointer


@dataclass(slots=True)
class Facts:
    """What was seen at one place."""

    sample: Exchange
    schema: str | None
    """JSON pointer of the first schema that speaks of it."""
    may_be_absent: bool
    """Whether the document names the member, or a dictionary of such, and does not demand it."""
    types: dict[str, None] = field(default_factory=dict)
    is_null_documented: bool = True
    """Whether every null that was seen is admitted."""

    @property
    def kinds(self) -> frozenset[str]:
        """The types without null; integers are numbers."""
        plain = {"number" if one == "integer" else one for one in self.types}
        return frozenset(plain - {"null"})


@dataclass(frozen=True, slots=True)
class Difference:
    """One place at which two profiles differ."""

    path: str
    first: str
    """What the first one has, in words."""
    second: str
    samples: tuple[Exchange, Exchange]
    schema: str | None


class Profile:
    """The shapes of the answers of one server to one operation, of one status."""

    def __init__(self, bundle: Bundle, standing: Standing) -> None:
        self._bundle = bundle
        self._standing = standing
        self.places: dict[str, Facts] = {}
        self.media_types: dict[str, Exchange] = {}

    def add(self, reply: Reply, schema: str | None, sample: Exchange) -> None:
        """Adds one answer.

        Args:
            reply: The answer as it came.
            schema: JSON pointer of the schema of its body, if the document has one.
            sample: What may be shown of it.
        """
        if reply.body:
            self.media_types.setdefault(reply.content_type or "none", sample)
        if reply.json is ABSENT:
            return
        value = reply.json
        root = Spot("", "", value, ()) if schema is None else self._standing.root(schema, value)
        self._note(root, sample, may_be_absent=False)

    def empty_in(self, other: "Profile") -> Iterator[str]:
        """Yields the lists that have items here, and never had any in another profile."""
        for path in self.places:
            parent, _, last = path.rpartition("/")
            if last == EACH and path not in other.places:
                facts = other.places.get(parent)
                if facts is not None and "array" in facts.types:
                    yield parent

    def _note(self, spot: Spot, sample: Exchange, *, may_be_absent: bool, depth: int = 0) -> None:
        facts = self.places.get(spot.path)
        if facts is None:
            schema = spot.schemas[0][0] if spot.schemas else None
            facts = self.places[spot.path] = Facts(sample, schema, may_be_absent)
        facts.may_be_absent = facts.may_be_absent and may_be_absent
        facts.types[type_of(spot.value)] = None
        if spot.value is None:
            facts.is_null_documented = facts.is_null_documented and self._admits_null(spot)
        for name in _parts(spot.value) if depth < DEEPEST else ():
            is_optional = self._is_optional(spot, name)
            inner = self._standing.inside(spot, name)
            self._note(inner, sample, may_be_absent=is_optional, depth=depth + 1)

    def _is_optional(self, spot: Spot, name: str | int) -> bool:
        if isinstance(name, int):
            return True  # a list may be empty
        if spot.schemas and not spot.names_members:
            return True  # an object of any members
        member = self._standing.member(spot, name)
        demanded = any(name in (schema.get("required") or ()) for _, schema in spot.schemas)
        return (member.is_named or member.is_key) and not demanded

    def _admits_null(self, spot: Spot) -> bool:
        if not spot.schemas:
            return False
        try:
            return all(
                self._bundle.schemas.compile(where, "response").is_valid(None)
                for where, _ in spot.schemas
                if where not in spot.forms
            )
        except InvalidSpec:
            return True


def differences(first: Profile, second: Profile) -> Iterator[Difference]:
    """Yields where two profiles differ in what the document leaves no freedom for."""
    told: set[str] = set()
    for path in sorted({*first.places, *second.places}, key=len):
        if any(path.startswith(one + "/") or one == "" for one in told):
            continue
        found = _difference(path, first, second)
        if found is not None:
            told.add(path)
            yield found


def _difference(path: str, first: Profile, second: Profile) -> Difference | None:
    mine, its = first.places.get(path), second.places.get(path)
    if mine is None or its is None:
        here = mine or its
        other = second if its is None else first
        parent = other.places.get(pointer(*split_pointer(path)[:-1])) if path else None
        if here is None or here.may_be_absent or parent is None or "object" not in parent.types:
            return None
        samples = (here.sample, parent.sample) if mine else (parent.sample, here.sample)
        return Difference(path, _worded(mine), _worded(its), samples, here.schema)
    samples = (mine.sample, its.sample)
    differs = mine.kinds and its.kinds and not mine.kinds & its.kinds
    nulls = [one for one in (mine, its) if "null" in one.types and not one.is_null_documented]
    if differs or len(nulls) == 1:
        return Difference(path, _worded(mine), _worded(its), samples, mine.schema or its.schema)
    return None


def _worded(facts: Facts | None) -> str:
    return "no such field" if facts is None else " or ".join(facts.types)


def _parts(value: Json) -> Iterator[str | int]:
    if isinstance(value, dict):
        yield from value
    elif isinstance(value, list):
        yield from range(len(value))
