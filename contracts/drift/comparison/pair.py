"""One operation as both documents describe it, and how its changes are worded."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, Protocol

from contracts.drift.change import Change, Side, Verdict, Witness
from contracts.drift.comparison.facts import rule_for
from contracts.drift.comparison.part import Part
from contracts.drift.comparison.sides import Sides
from contracts.drift.rules import RULES
from contracts.drift.schemas import Difference, Producer, rule_of
from specs.operation import Operation
from specs.values import ABSENT, Json, Missing


class Standing(Protocol):
    """Something that stands in a document."""

    @property
    def pointer(self) -> str | None:
        """Where; None for nowhere."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the messages of an operation, with what stands there in both documents."""

    at: str
    """For a reader: `query parameter limit`."""
    base: str | None = None
    """JSON pointer into the base document; None if nothing stands there."""
    revision: str | None = None
    side: Side | None = None
    """Which message it belongs to; None for none."""
    status: str = ""
    """Of a response."""

    @classmethod
    def between(
        cls,
        at: str,
        base: Standing | None,
        revision: Standing | None,
        *,
        side: Side | None = None,
        status: str = "",
    ) -> "Place":
        """Returns the place of two things that stand for each other, or of one without another."""
        where = [one.pointer if one is not None else None for one in (base, revision)]
        return cls(at, where[0], where[1], side, status)

    def of_word(self, word: str, base: Part, revision: Part) -> "Place":
        """Returns the same for a reader, but where a word is written, as far as it is."""
        return Place(self.at, base.where(word), revision.where(word), self.side, self.status)

    @property
    def part(self) -> str:
        """Returns the place inside its message: `body application/json`."""
        return self.at.removeprefix("request ").removeprefix(f"response {self.status} ")


@dataclass(frozen=True, slots=True)
class Pair:
    """One operation in both documents."""

    sides: Sides
    base: Operation
    revision: Operation
    label: str
    """What its changes are told of: of a callback, the operation that asks for it."""
    within: str = ""
    """Where in that operation it is, for a reader, with a blank behind: `callback onEvent ...`."""
    caller: Producer = "client"
    """Who sends the request; in callbacks and webhooks the server does."""

    @property
    def parts(self) -> tuple[Part, Part]:
        """Returns what is written of it in both documents."""
        return self.base_part(self.base.pointer), self.revision_part(self.revision.pointer)

    def base_part(self, where: str) -> Part:
        """Returns the object at a pointer into the base."""
        return Part.at(self.sides.base.document, where)

    def revision_part(self, where: str) -> Part:
        """Returns the object at a pointer into the revision."""
        return Part.at(self.sides.revision.document, where)

    def tell(
        self,
        fact: str,
        place: Place,
        before: str = "",
        after: str = "",
        *,
        key: Json | Missing = ABSENT,
    ) -> Iterator[Change]:
        """Yields a change, under the rule that fits who calls; none if nobody is touched.

        Args:
            fact: The rule where a client calls, or what `rule_for` knows besides.
            place: Where it is.
            before: What the base says, in a few words.
            after: What the revision says.
            key: What tells it from others of its rule at its place.
        """
        rule = rule_for(fact, self.caller)
        if rule is not None:
            yield self._change(rule, place, (before, after), key)

    def tell_deprecation(self, place: Place, base: Part, revision: Part) -> Iterator[Change]:
        """Yields whether a part of a message became deprecated, or is so no longer."""
        before, after = ("deprecated" if one.says("deprecated") else "" for one in (base, revision))
        if before != after:
            rule = "schema_deprecated" if after else "schema_no_longer_deprecated"
            spot = place.of_word("deprecated", base, revision)
            yield from self.tell(rule, spot, before, after)

    def compare_schemas(
        self, place: Place, base: str | None, revision: str | None, *, is_text: bool = False
    ) -> Iterator[Change]:
        """Yields how the schemas at a place differ.

        Args:
            place: The message and where in it.
            base: JSON pointer of the schema in the base; None if there is none.
            revision: The same in the revision.
            is_text: Whether a value and its text are the same there.
        """
        if base is None and revision is None:
            return
        side = place.side or "request"
        server: Producer = "server" if self.caller == "client" else "client"
        producer = self.caller if side == "request" else server
        found = self.sides.judge.compare(
            base, revision, direction=side, producer=producer, is_text=is_text
        )
        if base is None or revision is None:
            found = _whole(found, base, revision)
        for one in found:
            # Rules name the sides as of a call by a client: there a request is what it sends.
            rule = rule_of(one, "request" if producer == "client" else "response")
            yield self._schema_change(rule, place, one)

    def _schema_change(self, rule: str, place: Place, found: Difference) -> Change:
        witness = None
        if not isinstance(found.witness, Missing):
            witness = Witness(place.side or "request", place.part, found.witness, place.status)
        return Change(
            rule=rule,
            at=f"{self.within}{place.at} {found.path}".rstrip(),
            before=found.before,
            after=found.after,
            base=found.base,
            revision=found.revision,
            operation=self.label,
            side=place.side or "",
            verdict=found.verdict,
            witness=witness,
            key=found.key,
        )

    def _change(
        self, rule: str, place: Place, words: tuple[str, str], key: Json | Missing
    ) -> Change:
        return Change(
            rule=rule,
            at=f"{self.within}{place.at}".rstrip(),
            before=words[0],
            after=words[1],
            base=place.base,
            revision=place.revision,
            operation=self.label,
            side=place.side or "",
            verdict=verdict_of(rule),
            key=key,
        )


def _whole(
    found: tuple[Difference, ...], base: str | None, revision: str | None
) -> tuple[Difference, ...]:
    """Returns what a schema means that came or went as a whole: the worst of it, once."""
    if not found:
        return ()
    worst = min(found, key=lambda one: (_WORST_FIRST.index(one.verdict), len(one.path)))
    before, after = ("no schema" if one is None else "a schema" for one in (base, revision))
    return (replace(worst, base=base, revision=revision, before=before, after=after),)


_WORST_FIRST: Final[tuple[Verdict, ...]] = ("breaks", "undecided", "harmless")


def verdict_of(rule: str) -> Verdict:
    """Returns the verdict on a change that needs no witness."""
    return "harmless" if rule in RULES and RULES[rule].severity == "info" else "breaks"
