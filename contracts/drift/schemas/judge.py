"""Compares the schemas of two documents, pair by pair."""

from dataclasses import dataclass
from typing import Final, Literal

from contracts.drift.change import Verdict
from contracts.drift.schemas.covering import covers
from contracts.drift.schemas.difference import Difference, Effect
from contracts.drift.schemas.evidence import LONGEST, Evidence, Root
from contracts.drift.schemas.exact import spelled
from contracts.drift.schemas.expansion import Failure
from contracts.drift.schemas.extensible import is_extensible
from contracts.drift.schemas.policy import Policy
from contracts.drift.schemas.proof import Prover
from contracts.drift.schemas.pure import Place, PureSchemas
from contracts.drift.schemas.sameness import Sameness
from contracts.drift.schemas.sayings import Sayings
from contracts.drift.schemas.settling import VAGUE, is_below, settled
from contracts.drift.schemas.term import Term
from specs.bundle import Bundle
from specs.schemas import Direction
from specs.values import ABSENT, Json, Missing, pointer

Producer = Literal["client", "server"]
"""Who writes the values: a client sends requests, a server answers and calls back."""

_POLICY: Final = Policy()

_Key = tuple[str | None, str | None, Direction, Producer, bool]


@dataclass(frozen=True, slots=True)
class _Desk:
    """What comparisons of one direction, producer and kind share."""

    sameness: Sameness
    harm: Prover
    """Looks for what the producer may send and the other side does not read."""
    ease: Prover
    """Looks for what is new the other way round."""
    evidence: Evidence
    sayings: Sayings


class Judge:
    """Tells what changed between schemas of two documents, and whom it breaks."""

    def __init__(self, base: Bundle, revision: Bundle, policy: Policy = _POLICY) -> None:
        self._base = base
        self._revision = revision
        self._policy = policy
        self._pure: dict[Direction, tuple[PureSchemas, PureSchemas]] = {}
        self._desks: dict[tuple[Direction, Producer, bool], _Desk] = {}
        self._known: dict[_Key, tuple[Difference, ...]] = {}

    def compare(
        self,
        base: str | None,
        revision: str | None,
        *,
        direction: Direction,
        producer: Producer,
        is_text: bool = False,
    ) -> tuple[Difference, ...]:
        """Returns what differs in meaning between two schemas; empty if nothing does.

        Args:
            base: JSON pointer of a schema in the base; None if there is none, so anything goes.
            revision: The same in the revision.
            direction: Which side of an operation the schemas belong to.
            producer: Who writes the values.
            is_text: Whether values are texts on the wire, so that 5 and "5" are the same.
        """
        first, second = self._sides(direction)
        key = _home(first, base), _home(second, revision), direction, producer, is_text
        if key not in self._known:
            desk = self._desk(direction, producer, is_text=is_text)
            roots = (
                Root(key[0], first, self._base.schemas),
                Root(key[1], second, self._revision.schemas),
            )
            self._known[key] = self._compared(desk, roots, producer)
        return self._known[key]

    def _compared(
        self, desk: _Desk, roots: tuple[Root, Root], producer: Producer
    ) -> tuple[Difference, ...]:
        base, revision = (_place(root) for root in roots)
        if desk.sameness.is_same(base, revision):
            return ()
        is_server = producer == "server"
        inner, outer = (revision, base) if is_server else (base, revision)
        harm: Effect = "widened" if is_server else "narrowed"
        ease: Effect = "narrowed" if is_server else "widened"
        found: list[Difference] = []
        failures = sorted(desk.harm.leaves(Term((inner,)), outer), key=_is_vague)
        for failure in failures:
            if _is_vague(failure) and any(_is_told_by(failure, one) for one in found):
                continue
            judged = self._judged(desk, roots[::-1] if is_server else roots, failure)
            if judged is not None:
                found.append(_difference(failure, harm, *judged))
        found += [
            _difference(failure, ease, "harmless", ABSENT)
            for failure in desk.ease.leaves(Term((outer,)), inner)
        ]
        return settled(found, desk.sayings.compare(base, revision))

    def _judged(
        self, desk: _Desk, roots: tuple[Root, Root], failure: Failure
    ) -> tuple[Verdict, Json | Missing] | None:
        """Returns what a failure comes to; None if it is none after all."""
        leaf = failure.leaf
        if leaf.kind == "enum" and is_extensible(leaf, self._policy):
            return "harmless", ABSENT
        witness = desk.evidence.witness(*roots, failure)
        if witness is not ABSENT:
            is_readable = len(spelled(witness)) <= LONGEST
            return "breaks", witness if is_readable else ABSENT
        if desk.evidence.is_shown(leaf):
            return None  # what is around it here may well rule it out
        inner, outer = (_place(root) for root in roots)
        if covers(failure.outer, failure.inner) or covers(outer, Term((inner,))):
            return None
        return "undecided", ABSENT

    def _sides(self, direction: Direction) -> tuple[PureSchemas, PureSchemas]:
        if direction not in self._pure:
            self._pure[direction] = (
                PureSchemas(self._base.document, direction),
                PureSchemas(self._revision.document, direction),
            )
        return self._pure[direction]

    def _desk(self, direction: Direction, producer: Producer, *, is_text: bool) -> _Desk:
        key = direction, producer, is_text
        if key not in self._desks:
            sameness = Sameness(*self._sides(direction))
            undeclared = self._policy.undeclared
            self._desks[key] = _Desk(
                sameness,
                Prover(sameness, undeclared=undeclared, is_text=is_text),
                Prover(
                    sameness, undeclared=undeclared, is_text=is_text, is_literal_about_rest=True
                ),
                Evidence(undeclared=undeclared, is_text=is_text),
                Sayings(sameness, direction, is_server=producer == "server"),
            )
        return self._desks[key]


def _is_vague(failure: Failure) -> bool:
    """Whether a failure says little of what was edited, so that others are looked at first."""
    return failure.leaf.kind in VAGUE


def _is_told_by(failure: Failure, difference: Difference) -> bool:
    """Whether a difference says what a vague failure would say, or says it better."""
    path = pointer(*failure.path)
    if difference.kind in VAGUE:
        return difference.path == path and difference.kind == failure.leaf.kind
    return difference.verdict == "breaks" and is_below(difference.path, path)


def _home(pure: PureSchemas, where: str | None) -> str | None:
    """Follows references that have nothing beside them."""
    seen: set[str] = set()
    while where is not None and where not in seen:
        seen.add(where)
        place = pure.at(where)
        target = pure.target(place)
        if target is None or place.schema.keys() != {"$ref"}:
            break
        where = target.where
    return where


def _place(root: Root) -> Place:
    if root.where is None:
        return Place(True, "", root.pure)
    return root.pure.at(root.where)


def _difference(
    failure: Failure, effect: Effect, verdict: Verdict, witness: Json | Missing
) -> Difference:
    leaf = failure.leaf
    sides = [(leaf.inner, leaf.more), (leaf.outer, leaf.less)]
    if effect == "widened":
        sides.reverse()
    (base, before), (revision, after) = sides
    where = pointer(*failure.path)
    return Difference(
        leaf.kind, effect, verdict, base, revision, where, before, after, witness, leaf.value
    )
