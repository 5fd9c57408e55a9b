"""Runs one item of the plan and says what came of it."""

import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Final

from contracts.checks import CHECKS, Check
from contracts.finding import Exchange, Finding, ItemResult, Outcome, Violation
from contracts.lawkit import Draw, Law, NotJudged
from contracts.run.api_run import ApiRun
from contracts.run.book import Book
from contracts.run.bridge import CannotGenerate, Generator
from contracts.run.codes import carries
from contracts.run.facts import ApiFacts
from contracts.run.generated import Generated
from contracts.run.law_runner import Verdict, try_law
from contracts.run.limits import OutOfBudget
from contracts.run.options import RunOptions
from contracts.run.plan import PROVOCATION_EXAMPLES, Item, reason_against
from contracts.run.sender import Sender
from contracts.run.session import LawSession

ERROR_CODE: Final = Law(
    id="documented_error_code_is_given",
    says="A documented error code is given when its documented condition holds.",
    basis="documented",
    judge=lambda session, draw: iter(()),
)


@dataclass(slots=True)
class ItemRun:
    """What an item left behind."""

    result: ItemResult
    findings: tuple[Finding, ...] = ()
    statuses: dict[tuple[str, int], int] = field(default_factory=dict)
    codes: dict[tuple[str, str], int] = field(default_factory=dict)


class Runner:
    """Runs the items of one API of one target in this process."""

    def __init__(
        self,
        run: ApiRun,
        options: RunOptions,
        *,
        now: Callable[[], float],
        on_exchange: Callable[[Exchange], None] | None = None,
        checks: tuple[Check, ...] = CHECKS,
    ) -> None:
        self._run = run
        self._options = options
        self._now = now
        self._on_exchange = on_exchange
        self._checks = tuple(c for c in checks if not options.checks or c.id in options.checks)
        self._facts = ApiFacts.of(run.bundle)
        self._generator: Generator | None = None
        self._book: Book | None = None
        self._known: set[str] = set()
        self._sender = Sender(
            bundle=run.bundle,
            api=run.api,
            transport=run.transport,
            guard=run.guard,
            limits=run.limits,
            journal=run.journal,
            timeout_seconds=run.target.timeout_seconds,
            sent=self._sent,
            prefix=run.prefix,
            learn=run.secrets.add,
        )

    def run(self, item: Item) -> ItemRun:
        """Runs an item; what goes wrong inside becomes its outcome."""
        started = self._now()
        self._book = book = Book(
            self._run.bundle,
            item=item.id,
            secrets=self._run.secrets,
            documents=self._run.documents,
            limit_seconds=self._run.target.timeout_seconds,
            checks=self._checks,
            facts=self._facts,
        )
        outcome: Outcome
        judged, reason = 0, self._reason_against(item)
        if reason is not None:
            outcome = "not-judged"
        else:
            try:
                judged, reason = self._judge(item, book)
                outcome = "passed" if judged else "not-judged"
            except (NotJudged, OutOfBudget, CannotGenerate) as stop:
                outcome, reason = "not-judged", str(stop)
            except Exception:  # noqa: BLE001 - the outer edge: our own fault, told as such
                outcome, reason = "broken", traceback.format_exc()
            if outcome != "broken" and self._has_news(item, book):
                outcome = "failed"
        result = ItemResult(
            id=item.id,
            kind=item.kind,
            api=item.api,
            operation=item.label,
            judge=item.judge,
            outcome=outcome,
            reason=self._run.secrets.mask(reason or ""),
            seconds=self._now() - started,
            requests=book.requests,
            examples=judged,
            findings=tuple(book.found),
        )
        return ItemRun(result, tuple(book.found.values()), book.statuses, book.codes)

    def _has_news(self, item: Item, book: Book) -> bool:
        """Returns whether an item fails: by its own judge, or by what no earlier item found.

        A cause that shows in fifty items fails the first of them; all fifty count it.
        """
        own = {item.judge, ERROR_CODE.id if item.provocation is not None else ""}
        news = set(book.found) - self._known
        self._known |= set(book.found)
        return bool(news) or any(finding.judge in own for finding in book.found.values())

    def _sent(self, exchange: Exchange) -> None:
        if self._book is not None:
            self._book.judge(exchange)
        if self._on_exchange is not None:
            self._on_exchange(self._run.secrets.mask_exchange(exchange))

    def _reason_against(self, item: Item) -> str | None:
        target = self._run.target
        return reason_against(
            item, may_write=self._run.guard.may_write, own_mock=target.is_own_mock
        ) or self._run.missing(item.needs.roles, item.needs.controls)

    def _judge(self, item: Item, book: Book) -> tuple[int, str | None]:
        if item.law is not None:
            return self._judge_law(item, item.law, item.law.judge, book)
        if item.provocation is not None:
            return self._judge_code(item, book)
        generated = Generated(
            self._run, self._sender, self._loaded(), lambda: self._session(item), self._options
        )
        return generated.run(item, self._seed(item))

    def _judge_law(
        self, item: Item, law: Law, judge: Callable[..., Iterator[Violation]], book: Book
    ) -> tuple[int, str | None]:
        most = PROVOCATION_EXAMPLES if item.provocation is not None else self._options.max_examples
        verdict: Verdict = try_law(
            judge,
            lambda: self._session(item),
            seed=self._seed(item),
            max_examples=min(law.examples or most, most),
        )
        if verdict.violation is not None:
            story = [self._run.secrets.mask_exchange(exchange) for exchange in verdict.story]
            book.note_law(law, verdict.violation, story, operation=item.label, flaky=verdict.flaky)
        return verdict.judged, verdict.reason or None

    def _judge_code(self, item: Item, book: Book) -> tuple[int, str | None]:
        provocation = item.provocation
        if provocation is None:
            return 0, None
        law = Law(
            id=ERROR_CODE.id,
            says=ERROR_CODE.says,
            basis=provocation.basis,
            judge=ERROR_CODE.judge,
            holds=provocation.holds,
        )

        def judge(session: LawSession, draw: Draw) -> Iterator[Violation]:
            exchange = provocation.provoke(session, draw)
            if not carries(exchange.json, provocation.code):
                got = f"HTTP {exchange.status} without it"
                yield Violation(
                    expected=f"the code {provocation.code}",
                    got=got,
                    exchange=exchange,
                    cause=provocation.code,
                )

        return self._judge_law(item, law, judge, book)

    def _session(self, item: Item) -> LawSession:
        may_call: frozenset[str] | None = None
        if item.provocation is not None:
            may_call = frozenset((item.provocation.operation, *item.provocation.operations))
        elif item.law is not None and item.law.sites is None:
            may_call = frozenset(item.law.operations)
        return LawSession(
            self._run,
            self._sender,
            paths=self._facts.paths,
            operation=item.operation,
            may_call=may_call,
            at_most=item.needs.in_one or None,
        )

    def _loaded(self) -> Generator:
        if self._generator is None:
            self._generator = Generator(self._run.bundle, known_values(self._run))
        return self._generator

    def _seed(self, item: Item) -> int:
        digest = blake2b(f"{self._options.seed}:{item.id}".encode(), digest_size=6).digest()
        return int.from_bytes(digest, "big")


def known_values(run: ApiRun) -> dict[str, list[object]]:
    """Returns what stands for parameters on the target: name or body pointer -> values."""
    known: dict[str, list[object]] = {}
    for name, role in run.bundle.roles.items():
        if name in run.roles:
            for parameter in role.get("parameters", ()):
                known.setdefault(parameter, []).append(run.roles[name])
    return known
