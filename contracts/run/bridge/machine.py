"""Sequences of calls: Schemathesis's state machine, with our sender in place of its own."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import blake2b
from typing import Final

import hypothesis
from hypothesis import HealthCheck, Phase, Verbosity
from hypothesis.errors import Flaky
from requests import PreparedRequest
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
from contracts.run.bridge.case import GeneratedCase
from contracts.run.bridge.conversion import convert
from contracts.run.bridge.known import Choose, KnownValues
from contracts.run.bridge.loading import failure, load_schema
from contracts.run.limits import OutOfBudget
from specs.bundle import Bundle
from specs.operation import Operation
from specs.values import Json

_RESTARTS: Final = 10
"""How often a run goes on with another seed after the server answered a repetition otherwise."""
_GUESSED_ONE_IN: Final = 4


class _Ended(BaseException):
    """Takes an exception of ours past Hypothesis, which would repeat the sequence."""

    def __init__(self, cause: Exception) -> None:
        self.cause = cause


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

    def run(self, *, seed: int, max_examples: int, max_steps: int) -> None:
        """Runs up to `max_examples` sequences of up to `max_steps` calls."""
        for attempt in range(_RESTARTS):
            left = max_examples - self._begun
            if left <= 0:
                return
            try:
                self._run(seed + attempt, left, max_steps)
            except _Ended as ended:
                if not isinstance(ended.cause, OutOfBudget):
                    raise ended.cause from None
                return
            except Exception as error:
                # The target remembers, so the same calls need not get the same answers.
                if isinstance(error, Flaky) or is_inconsistent_replay(error):
                    continue
                raise failure(f"the links of {self._bundle.name}", error) from error
            return

    def begin(self) -> None:
        """Starts a sequence."""
        self._begun += 1
        with _past_hypothesis():
            self._begin()

    def step(self, given: StepInput) -> StepOutput | None:
        """Hands one call to our sender; None if that has no answer."""
        case = given.case
        operation = self._operations[case.operation.label]
        converted = convert(
            case, operation, "stateful", self._known, _by_content(case.as_dict()), _linked(given)
        )
        if converted is None or not self._may_call(operation):
            return None
        ours, prepared = converted
        with _past_hypothesis():
            exchange = self._send(ours)
        if exchange is None or exchange.reply is None:
            return None
        return StepOutput(_response(exchange.reply, prepared), case)

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


@contextmanager
def _past_hypothesis() -> Iterator[None]:
    try:
        yield
    except Exception as error:
        raise _Ended(error) from error


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


def _by_content(content: Json) -> Choose:
    """Returns a choice that is the same whenever the same content was generated."""

    def choose(place: str, count: int) -> int | None:
        digest = blake2b(f"{place}\n{content!r}".encode(errors="replace"), digest_size=8).digest()
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
