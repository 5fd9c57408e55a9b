"""Sequences of calls: Schemathesis's state machine, with our sender in place of its own."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import blake2b
from typing import Final

import hypothesis
from hypothesis import HealthCheck, Phase, Verbosity
from hypothesis.errors import Flaky
from requests import PreparedRequest
from schemathesis.core.errors import InvalidStateMachine, NoLinksFound
from schemathesis.core.transport import Response
from schemathesis.engine.errors import is_inconsistent_replay
from schemathesis.filters import HasAPIOperation
from schemathesis.generation.feedback import NO_FEEDBACK
from schemathesis.generation.stateful.state_machine import (
    APIStateMachine,
    StepInput,
    StepOutput,
    release_state_machines,
)

from contracts.finding import Exchange, Reply
from contracts.run.bridge.aim import Aim
from contracts.run.bridge.case import CannotGenerate, GeneratedCase
from contracts.run.bridge.conversion import convert
from contracts.run.bridge.known import Choose, KnownValues
from contracts.run.bridge.loading import failure, load_schema
from contracts.run.limits import OutOfBudget
from specs.bundle import Bundle
from specs.operation import Operation

_RESTARTS: Final = 10
"""How often a run goes on with another seed after the server answered a repetition otherwise."""
_GUESSED_ONE_IN: Final = 4


class _Ended(BaseException):
    """Takes an error of our sender past Hypothesis, which would repeat the sequence."""


class Sequences:
    """Runs sequences of one API."""

    def __init__(
        self,
        bundle: Bundle,
        known: KnownValues,
        send: Callable[[GeneratedCase], Exchange | None],
        may_call: Callable[[Operation], bool],
        begin: Callable[[], None],
    ) -> None:
        self._bundle = bundle
        self._operations = {operation.label: operation for operation in bundle.operations}
        self._known = known
        self._send = send
        self._may_call = may_call
        self._begin = begin
        self._begun = 0
        self._cause: Exception | None = None

    def run(self, *, seed: int, max_examples: int, max_steps: int) -> None:
        """Runs up to `max_examples` sequences of up to `max_steps` calls."""
        for attempt in range(_RESTARTS):
            left = max_examples - self._begun
            if left <= 0 or not self._is_cut_short(seed + attempt, left, max_steps):
                break
        if self._cause is not None and not isinstance(self._cause, OutOfBudget):
            raise self._cause

    def begin(self) -> None:
        """Starts a sequence."""
        self._begun += 1
        with self._past_hypothesis():
            self._begin()

    def step(self, given: StepInput) -> StepOutput | None:
        """Hands one call to our sender; None if that has no answer."""
        case = given.case
        operation = self._operations[case.operation.label]
        converted = convert(
            case, operation, "stateful", self._known, _by_content(repr(case)), _linked(given)
        )
        if converted is None or not self._may_call(operation):
            return None
        ours, prepared = converted
        with self._past_hypothesis():
            exchange = self._send(ours)
        if exchange is None or exchange.reply is None:
            return None
        return StepOutput(_response(exchange.reply, prepared), case)

    def _is_cut_short(self, seed: int, max_examples: int, max_steps: int) -> bool:
        """Runs sequences; returns whether an answer that changed has ended them."""
        try:
            self._run(seed, max_examples, max_steps)
        except _Ended:
            return False
        except Exception as error:
            # Hypothesis may have put an error of its own over ours.
            if self._cause is not None:
                return False
            if not _is_inconsistent(error):
                raise _told(error, f"the links of {self._bundle.name}") from error
            return True
        return False

    @contextmanager
    def _past_hypothesis(self) -> Iterator[None]:
        try:
            yield
        except Exception as error:
            self._cause = error
            raise _Ended from error

    def _run(self, seed: int, max_examples: int, max_steps: int) -> None:
        machine = self._machine()
        machine.rule_order_seed = seed
        settings = hypothesis.settings(
            max_examples=max_examples,
            stateful_step_count=max_steps,
            database=None,
            deadline=None,
            derandomize=False,
            phases=[Phase.generate],
            print_blob=False,
            suppress_health_check=list(HealthCheck),
            verbosity=Verbosity.quiet,
        )
        try:
            hypothesis.seed(seed)(machine).run(settings=settings)
        finally:
            release_state_machines(machine, *machine.__bases__)

    def _machine(self) -> type[APIStateMachine]:
        def is_barred(context: HasAPIOperation) -> bool:
            operation = self._operations.get(context.operation.label)
            return operation is None or not self._may_call(operation)

        schema = load_schema(self._bundle).exclude(is_barred)
        theirs: type[APIStateMachine] = schema.build_state_machine(
            feedback=NO_FEEDBACK, link_calibration=None
        )
        sequences = self

        class Sequence(theirs):  # type: ignore[valid-type, misc]
            def setup(self) -> None:
                sequences.begin()

            def step(self, input: StepInput) -> StepOutput | None:  # noqa: A002
                return sequences.step(input)

        return Sequence


def _is_inconsistent(error: Exception) -> bool:
    """Returns whether the same calls got other answers: the target remembers earlier ones."""
    return isinstance(error, Flaky) or is_inconsistent_replay(error)


def _told(error: Exception, links: str) -> CannotGenerate:
    """Returns the error that says what is wrong with the links."""
    if isinstance(error, NoLinksFound):
        reason = "no link joins two operations that may be called"
        return CannotGenerate(
            links, reason, do="Allow writes, or declare links between the operations that read"
        )
    if isinstance(error, InvalidStateMachine):
        wrong = error.errors[0]
        reason = f"the link {wrong.name} of {wrong.source}, status {wrong.status_code}, is broken"
        return CannotGenerate(
            links, f"{reason}: {wrong.errors[0].message}", do="Correct it in the document"
        )
    return failure(links, error)


def _linked(given: StepInput) -> Aim:
    """Returns what an earlier answer has filled."""
    containers, parameters, places = set(), set(), set()
    for location, name in given.applied_parameters:
        if name is None:
            containers.add(location.value)
        elif location.value == "body":
            places.add((name,))
        else:
            parameters.add((location.value, name))
    return Aim(frozenset(containers), frozenset(parameters), frozenset(places))


def _by_content(content: str) -> Choose:
    """Returns a choice that is the same whenever the same content was generated."""

    def choose(place: str, count: int) -> int | None:
        digest = blake2b(f"{place}\n{content}".encode(errors="replace"), digest_size=8).digest()
        number = int.from_bytes(digest, "big")
        guessed, index = number % _GUESSED_ONE_IN, number // _GUESSED_ONE_IN
        return None if guessed == 0 else index % count

    return choose


def _response(reply: Reply, prepared: PreparedRequest) -> Response:
    headers: dict[str, list[str]] = {}
    for name, value in reply.headers:
        headers.setdefault(name.lower(), []).append(value)
    return Response(
        status_code=reply.status,
        headers=headers,
        content=reply.body,
        request=prepared,
        elapsed=reply.seconds,
        verify=False,
        encoding="utf-8",
    )
