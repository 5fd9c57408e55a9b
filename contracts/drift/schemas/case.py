"""One pair of schemas under proof, where rules lay down what they find."""

from dataclasses import dataclass, field
from typing import Protocol

from contracts.drift.schemas.exact import spelled
from contracts.drift.schemas.expansion import Edge, Expansion, Leaf
from contracts.drift.schemas.members import Members
from contracts.drift.schemas.pure import Place
from contracts.drift.schemas.shape import Shape
from contracts.drift.schemas.term import Term
from specs.values import ABSENT, Json, Missing


class Proof(Protocol):
    """What rules ask of the proof as a whole."""

    undeclared: bool
    """Whether producers send members that they do not name."""
    is_literal_about_rest: bool
    """Whether what is said of unnamed members counts though nobody sends them."""
    is_text: bool
    """Whether values are texts on the wire."""

    def contained(self, inner: Term, outer: Place) -> bool:
        """Returns whether one schema is proved to be within another."""

    def disjoint(self, inner: Term, outer: Place) -> bool:
        """Returns whether two schemas are proved to have no value in common."""

    def is_empty(self, term: Term) -> bool:
        """Returns whether a term is proved to admit nothing."""

    def is_ruled_out(self, term: Term) -> bool:
        """Returns whether a term is proved to admit nothing but what it rules out itself."""

    def is_sure(self, inner: Term, outer: Place) -> bool:
        """Returns whether containment is proved, and does not hang on what is being proved."""

    def shape(self, term: Term) -> Shape:
        """Returns a term as a whole; the same one for the same term."""

    def made(self, schema: Json, near: Place) -> Place:
        """Returns the place of a schema that no document holds; the same for the same schema."""

    def is_same(self, first: Place, second: Place) -> bool:
        """Returns whether two schemas say the same, word by word."""


@dataclass(slots=True)
class Case:
    """One inner shape against one outer schema, without what that one refers to."""

    proof: Proof
    shape: Shape
    outer: Place
    types: frozenset[str]
    """The types that both admit."""
    leaves: list[Leaf] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)

    @property
    def members(self) -> Members:
        """The members of the inner shape."""
        return Members(self.shape)

    def home(self) -> Place:
        """Returns the place of the inner schema itself: the outer one's own, if it stands there."""
        places = self.shape.places
        if (
            twin := next((one for one in places if one.where == self.outer.where), None)
        ) is not None:
            return twin
        plain = (one for one in places if isinstance(one.schema, dict) and "$ref" not in one.schema)
        return next(plain, places[0] if places else self.outer)

    def fail(
        self,
        kind: str,
        words: tuple[str, ...],
        told: tuple[str, str],
        *,
        inner: str = "",
        key: Json | Missing = ABSENT,
    ) -> None:
        """Lays down a leaf.

        Args:
            kind: The kind of the leaf.
            words: Keyword of the outer schema, and names under it.
            told: What the inner schema says, and what the outer one does.
            inner: JSON pointer of what the inner schema says; empty if it says nothing.
            key: What tells the leaf from others.
        """
        if not inner:
            inner = self.home().pointer(words[0]) if words else self.home().where
        self.leaves.append(
            Leaf(
                kind,
                inner,
                self.outer.pointer(*words),
                *told,
                key="" if key is ABSENT else spelled(key),
                value=key,
                values=(self.outer,),
            )
        )

    def oblige(self, inner: Term, outer: Place, *step: str) -> None:
        """Lays down a pair that must hold as well."""
        self.edges.append(Edge(step, inner, outer))

    def expansion(self) -> Expansion:
        """Returns what was laid down."""
        return Expansion(tuple(self.leaves), tuple(self.edges))
