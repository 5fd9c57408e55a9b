"""Runs the items whose requests are generated: examples, coverage, fuzzing, sequences."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

import orjson

from contracts.finding import Exchange, Request, Violation
from contracts.lawkit import Draw, NotJudged
from contracts.run.api_run import ApiRun
from contracts.run.bridge import GeneratedCase, Generator
from contracts.run.law_runner import try_law
from contracts.run.options import COVERAGE_CASES, STATEFUL_STEPS, RunOptions
from contracts.run.plan import Item
from contracts.run.sender import Blocked, Sender
from contracts.run.session import LawSession
from specs.operation import Operation
from specs.values import ABSENT, Json, find, split_pointer

SILENCES: Final = 3
"""Cases in a row without an answer after which an item sends no more."""

Judged = tuple[int, str | None]
"""How many cases were judged, and why not all."""


@dataclass(frozen=True, slots=True)
class Generated:
    """Sends generated cases; the checks judge what comes back."""

    api: ApiRun
    sender: Sender
    generator: Generator
    session: Callable[[], LawSession]
    options: RunOptions

    def run(self, item: Item, seed: int) -> Judged:
        """Runs one item."""
        if item.kind == "stateful" or item.operation is None:
            return self._sequences(item, seed)
        if item.kind == "fuzzing":
            return self._fuzz(item.operation, seed)
        cases = (
            self.generator.examples(item.operation)
            if item.kind == "examples"
            else self.generator.coverage(item.operation, COVERAGE_CASES)
        )
        return self._one_by_one(cases, f"no {item.kind} in the document")

    def _one_by_one(self, cases: list[GeneratedCase], reason: str) -> Judged:
        session, sent, silences = self.session(), 0, 0
        for case in cases:
            session.begin()
            try:
                exchange = self._send(case)
            except Blocked as blocked:
                reason = str(blocked)
                continue
            sent += 1
            silences = 0 if exchange.reply is not None else silences + 1
            if silences == SILENCES:
                return sent, f"{SILENCES} requests in a row got no answer"
        return sent, None if sent else reason

    def _fuzz(self, operation: Operation, seed: int) -> Judged:
        strategy = self.generator.strategy(operation)
        silences = 0

        def one(session: LawSession, draw: Draw) -> Iterator[Violation]:
            nonlocal silences
            case = draw(strategy)
            if silences == SILENCES:
                raise NotJudged(f"{SILENCES} requests in a row got no answer")
            try:
                exchange = self._send(case)
            except Blocked as blocked:
                raise NotJudged(str(blocked)) from blocked
            silences = 0 if exchange.reply is not None else silences + 1
            return iter(())

        most = self.options.max_examples
        verdict = try_law(one, self.session, seed=seed, max_examples=most)
        return verdict.judged, verdict.reason or None

    def _sequences(self, item: Item, seed: int) -> Judged:
        sent: dict[str, int] = {}

        def send(case: GeneratedCase) -> Exchange | None:
            method = case.request.method
            if sent.get(method, 0) >= item.needs.at_most.get(method, 0):
                return None
            try:
                exchange = self._send(case)
            except Blocked:
                return None
            sent[method] = sent.get(method, 0) + 1
            return exchange

        self.generator.stateful(
            send,
            seed=seed,
            max_examples=self.options.max_examples,
            max_steps=STATEFUL_STEPS,
            may_call=lambda operation: True,
            begin=lambda: self.session().begin(),
        )
        count = sum(sent.values())
        return count, None if count else "no sequence could be made"

    def _send(self, case: GeneratedCase) -> Exchange:
        return self.sender.send(self._named(case), case.operation, note=case.note)

    def _named(self, case: GeneratedCase) -> Request:
        """Returns the request of a case; what it makes carries the run's prefix where it lasts."""
        resource = case.operation.resource
        label = resource.get("label")
        lasts = self.api.target.isolation != "reset"
        body = case.request.json
        if not (lasts and label and case.mode == "positive") or body is ABSENT:
            return case.request
        if not isinstance(find(body, str(label)), str):
            return case.request
        self.api.names += 1
        name = f"{self.api.prefix}-generated-{self.api.names}"
        return replace(case.request, body=orjson.dumps(put(body, str(label), name)))


def put(body: Json, where: str, value: Json) -> Json:
    """Returns a JSON value with another one at a pointer.

    >>> put({"a": {"b": 1}}, "/a/b", 2)
    {'a': {'b': 2}}
    """
    parts = split_pointer(where)
    if not parts:
        return value
    rest = "".join(f"/{part.replace('~', '~0').replace('/', '~1')}" for part in parts[1:])
    if isinstance(body, list):
        index = int(parts[0])
        return [put(one, rest, value) if n == index else one for n, one in enumerate(body)]
    return {**body, parts[0]: put(body[parts[0]], rest, value)}
