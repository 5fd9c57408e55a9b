"""What an operation does to which kind of thing, and why that is believed."""

from dataclasses import dataclass, field
from typing import Literal

from specs.operation import Media, Operation, Response
from specs.resources.marks import Mark
from specs.resources.queries import Filter, Query
from specs.resources.templates import Place

Action = Literal["create", "read", "list", "replace", "update", "delete", "clear"]
"""What is done: `clear` deletes all that a list shows."""

Form = Literal["thing", "list", "other", "nothing"]
"""What an answer carries: the thing, a list of them, some other body, or no body."""


@dataclass(frozen=True, slots=True)
class Carrier:
    """A body that carries things."""

    media: Media
    holder: str
    """JSON pointer of the thing, or of the list of things, inside the body."""
    thing: str
    """JSON pointer of the schema of the thing, or of one item of the list."""

    @property
    def schema(self) -> str:
        """JSON pointer of the schema of the whole body."""
        assert self.media.schema is not None, "a carrier has a schema"
        return self.media.schema


@dataclass(frozen=True, slots=True)
class Answer:
    """How an operation says that it succeeded."""

    status: int
    response: Response
    form: Form
    media: Media | None = None
    carrier: Carrier | None = None
    """Where the things stand; None if the answer holds none."""
    marks: tuple[Mark, ...] = ()
    """What the body says beside its list."""
    header_marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Identity:
    """How a thing is told from its like."""

    member: str | None
    """JSON pointer of the id inside a thing; None if no member says it."""
    schema: str | None
    """JSON pointer of the schema of that member."""
    parameter: str | None
    """JSON pointer of the schema of the path parameter that names a thing."""
    aliases: tuple[str, ...] = ()
    """Other members of a thing that say its id."""

    @property
    def name(self) -> str:
        """The id as people name it."""
        return (self.member or "").removeprefix("/").replace("/", ".")


class Unclear(Exception):
    """Nothing is remembered for an operation; the text says why."""


@dataclass(frozen=True, slots=True)
class Belonging:
    """Says, where no member of a thing does, what it stands in by another path."""

    member: str
    """JSON pointer of what a record keeps and no answer shows."""
    place: Place
    """Where the things are that it may stand in."""


@dataclass(frozen=True, slots=True)
class Kind:
    """All things of one sort."""

    name: str
    """Its name in the store, the same for all its operations."""
    place: Place
    is_single: bool
    """Whether there is one of it only, in each scope."""
    identity: Identity
    entity: str | None
    """JSON pointer of the schema that says most of a thing; None if none does."""
    sent: tuple[str, ...]
    """JSON pointers of the schemas in which clients send a thing."""
    item_template: str | None
    """The path template of one thing."""
    shown: tuple[Carrier, ...] = ()
    """Where written examples of things may stand: the answers that carry some."""
    belongings: tuple[Belonging, ...] = ()
    within: tuple[str | None, ...] = ()
    """JSON pointers of the members that say the ids of what is around a thing, outermost first."""


@dataclass(frozen=True, slots=True)
class Parent:
    """A thing that a path names on the way to another; without it there is no other."""

    kind: Kind
    parameters: tuple[str, ...]
    """The path parameters that name it, its own id last."""


@dataclass(frozen=True, slots=True)
class Resource:
    """What one operation does."""

    operation: Operation
    kind: Kind
    action: Action
    answer: Answer
    key: str | None
    """The path parameter that names the thing; None where no path does."""
    scope: tuple[str, ...]
    """The path parameters that name the things around it, outermost first."""
    parents: tuple[Parent, ...] = ()
    takes: tuple[Carrier, ...] = ()
    """Where the thing stands in the body that is sent, by media type."""
    query: Query = field(default_factory=Query)
    around: tuple[Filter, ...] = ()
    """Path parameters that say members of a thing, where a path shows some things of a kind."""
    born: Answer | None = None
    """How a replacement says that it made the thing, if that differs."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What is believed of one operation."""

    operation: Operation
    resource: Resource | None
    """None: nothing is remembered for it; an example or a made-up value answers."""
    reason: str
    """Why, as a phrase that may end a sentence."""


def described(resource: Resource) -> str:
    """Returns in one line what an operation does with its things."""
    kind, carrier = resource.kind, resource.answer.carrier
    place = f" at {carrier.holder}" if carrier is not None and carrier.holder else ""
    many, one = f"the {kind.name}", f"one of the {kind.name}"
    if kind.is_single:
        one = f"the one {kind.name}"
    text = {
        "create": f"makes {one}",
        "read": f"reads {one}",
        "list": f"lists {many}",
        "replace": f"replaces {one}",
        "update": f"changes {one}",
        "delete": f"deletes {one}",
        "clear": f"deletes all of {many}",
    }[resource.action]
    parts = [text + place]
    if not kind.is_single:
        name = kind.identity.name
        parts.append(f"the id is `{name}`" if name else "the path alone says the id")
    if resource.around:
        parts.append("those with " + ", ".join(f"{{{one.source.name}}}" for one in resource.around))
    if resource.scope:
        parts.append("inside " + ", ".join(f"{{{name}}}" for name in resource.scope))
    if told := resource.query.told():
        parts.append(told)
    return "; ".join(parts)
