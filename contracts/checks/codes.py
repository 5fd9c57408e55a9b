"""The codes in an answer against those that are documented, and what the schema says there."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from contracts.checks.check import Subject
from contracts.finding import Violation
from contracts.lawkit import Documented, sent_codes
from specs.schemas import SchemaViolation
from specs.values import Json, find, pointer, split_pointer

_CHOICES: Final = frozenset(("oneOf", "anyOf"))


def code_violations(subject: Subject, broken: tuple[SchemaViolation, ...]) -> Iterator[Violation]:
    """Yields what is wrong with the codes of an answer.

    A code that the documents do not list is wrong only where the schema refuses it as well;
    elsewhere the list is open. A status that is documented nowhere is another check's.
    """
    known = subject.known
    if subject.response is None or subject.is_crash:
        return
    for at, where, sent in sent_codes(known, subject.exchange.json):
        if isinstance(sent, str | int) and not isinstance(sent, bool):
            yield from _Found(subject, known, at, where, sent).violations(broken)


def covers(where: str, broken: SchemaViolation) -> bool:
    """Returns whether what a schema finds is about the code at a place, or what tells by it."""
    holder = pointer(*split_pointer(where)[:-1])
    if broken.pointer == holder:
        return broken.keyword in _CHOICES
    return broken.pointer in (where, f"{holder}/name")


@dataclass(frozen=True, slots=True)
class _Found:
    """One code in one answer."""

    subject: Subject
    known: Documented
    at: str
    where: str
    sent: Json

    def violations(self, broken: tuple[SchemaViolation, ...]) -> Iterator[Violation]:
        status = self.subject.reply.status
        alike = [one for one in self.known.codes if one.at == self.at and one.matches(self.sent)]
        here = [one for one in alike if one.status == status]
        is_closed = any(covers(self.where, one) for one in broken)
        if here:
            yield from self._name({one.name for one in here})
        elif alike and (is_closed or not all(one.is_assumed for one in alike)):
            statuses = " or ".join(sorted({str(one.status) for one in alike}))
            expected = f"the code {self.sent} with status {statuses}"
            yield Violation(expected, str(status), pointer=self.where, cause=f"{self.sent} status")
        elif not alike and is_closed:
            yield Violation(
                expected=f"a code that is documented for {status}: {self._listed(status)}",
                got=str(self.sent),
                pointer=self.where,
                cause="unknown code",
            )

    def _name(self, names: set[str | None]) -> Iterator[Violation]:
        where = pointer(*split_pointer(self.where)[:-1], "name")
        sent = find(self.subject.exchange.json, where)
        if self.at not in self.known.named_places or None in names or sent in names:
            return
        if isinstance(sent, str):
            wanted = " or ".join(sorted(filter(None, names)))
            expected = f"the name {wanted} beside the code {self.sent}"
            yield Violation(expected, sent, pointer=where, cause=f"{self.sent} name")

    def _listed(self, status: int) -> str:
        codes = [one for one in self.known.codes if one.at == self.at and one.status == status]
        return ", ".join(str(one.code) for one in codes) or "none at this place"
