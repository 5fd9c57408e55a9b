"""The findings of one item: one per cause, each with its smallest story."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from contracts.checks import CHECKS, Check, Subject
from contracts.finding import Exchange, Finding, Violation
from contracts.lawkit import Law
from contracts.run.documents import Documents
from contracts.run.facts import ApiFacts
from contracts.target import Secrets
from specs.bundle import Bundle
from specs.operation import Operation

METHOD_NOT_ALLOWED: Final = 405


class Book:
    """Judges every exchange of an item and keeps what is found."""

    def __init__(
        self,
        bundle: Bundle,
        *,
        item: str,
        secrets: Secrets,
        documents: Documents,
        limit_seconds: float,
        checks: Sequence[Check] = CHECKS,
        facts: ApiFacts | None = None,
    ) -> None:
        self._bundle = bundle
        self._facts = facts or ApiFacts.of(bundle)
        self._item = item
        self._secrets = secrets
        self._documents = documents
        self._limit = limit_seconds
        self._checks = checks
        self.found: dict[str, Finding] = {}
        """By fingerprint."""
        self.statuses: dict[tuple[str, int], int] = {}
        """How often each operation answered with each status."""
        self.requests: dict[str, int] = {}
        """How many requests were sent, by method."""
        self.codes: dict[tuple[str, str], int] = {}
        """How often each operation answered with each documented code."""

    def judge(self, exchange: Exchange) -> None:
        """Runs every check on an exchange."""
        method = exchange.request.method
        self.requests[method] = self.requests.get(method, 0) + 1
        operation = self._operation_of(exchange)
        if operation is None:
            return
        label = operation.label
        seen = (label, exchange.status)
        self.statuses[seen] = self.statuses.get(seen, 0) + 1
        for code in self._facts.codes[label].carried(exchange):
            known = (label, code)
            self.codes[known] = self.codes.get(known, 0) + 1
        subject = Subject(exchange, operation, self._bundle, self._limit)
        for check in self._checks:
            if check.needs_answer and exchange.reply is None:
                continue
            for violation in check.judge(subject):
                self._note_check(check, violation, exchange, operation)

    def _operation_of(self, exchange: Exchange) -> Operation | None:
        """Returns what was called; a refused method is judged as the path documents refusals."""
        if exchange.operation is not None:
            return self._facts.operations[exchange.operation]
        if exchange.status != METHOD_NOT_ALLOWED:
            return None
        known = self._facts.paths.of_path(exchange.request.path)
        documented = (o for o in known if str(METHOD_NOT_ALLOWED) in o.responses)
        return next(documented, None)

    def note_law(
        self,
        law: Law,
        violation: Violation,
        story: Sequence[Exchange],
        *,
        operation: str,
        flaky: bool = False,
    ) -> Finding:
        """Notes what a law found, with the story that shows it."""
        shows = violation.exchange or (story[-1] if story else None)
        ids = violation.rules or law.holds
        clauses = self._documents.rules(ids)
        known = self._facts.operations.get(operation or (shows.operation or "" if shows else ""))
        if not clauses and known is not None:
            status = shows.status if shows is not None else 0
            clauses = (self._documents.operation(known, status, law.says),)
        return self._note(
            Finding(
                judge=law.id,
                severity=law.severity if law.basis != "inferred" else "warning",
                api=self._bundle.name,
                operation=operation,
                says=law.says,
                expected=self._secrets.mask(violation.expected),
                got=self._secrets.mask(violation.got),
                pointer=violation.pointer,
                clauses=clauses,
                story=tuple(story),
                item=self._item,
                cause=violation.cause,
                flaky=flaky,
                status=shows.status if shows is not None else 0,
            )
        )

    def _note_check(
        self, check: Check, violation: Violation, exchange: Exchange, operation: Operation
    ) -> None:
        own = self._documents.operation(operation, exchange.status, check.says)
        self._note(
            Finding(
                judge=check.id,
                severity=check.severity,
                api=self._bundle.name,
                operation=operation.label,
                says=check.says,
                expected=self._secrets.mask(violation.expected),
                got=self._secrets.mask(violation.got),
                pointer=violation.pointer,
                clauses=(*self._documents.rules(violation.rules), own),
                story=(exchange,),
                item=self._item,
                cause=violation.cause,
                status=exchange.status,
            )
        )

    def _note(self, finding: Finding) -> Finding:
        mask = self._secrets.mask
        finding = replace(finding, pointer=mask(finding.pointer), cause=mask(finding.cause))
        known = self.found.get(finding.fingerprint)
        if known is not None and weight(known.story) <= weight(finding.story):
            kept = replace(known, seen=known.seen + 1)
        else:
            story = tuple(self._secrets.mask_exchange(exchange) for exchange in finding.story)
            kept = replace(finding, story=story, seen=1 if known is None else known.seen + 1)
        self.found[finding.fingerprint] = kept
        return kept


def weight(story: Sequence[Exchange]) -> tuple[int, int]:
    """Returns how much there is to read in a story."""
    return len(story), sum(
        len(exchange.request.target) + len(exchange.request.body or b"") for exchange in story
    )
