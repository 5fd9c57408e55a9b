"""All cases of one API, by phase; Schemathesis is loaded when the first one is asked for."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from contracts.finding import Exchange
from contracts.run.bridge.case import GeneratedCase
from specs.bundle import Bundle
from specs.operation import Operation
from specs.values import Json

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from contracts.run.bridge.engine import Engine


class Generator:
    """Takes the cases of one API from Schemathesis.

    The same bundle, known values and seed give the same cases in every process.
    """

    def __init__(self, bundle: Bundle, known: Mapping[str, Sequence[Json]]) -> None:
        """Takes an API and what is known to exist on the target.

        Args:
            bundle: The API.
            known: Values by parameter name, such as `campaignId`, or by JSON pointer into the
                request body with `*` for list items, such as `/data/*/id`.
        """
        self._bundle = bundle
        self._known = known

    @cached_property
    def _engine(self) -> "Engine":
        # Half a second that commands which generate nothing do not wait for.
        from contracts.run.bridge.engine import Engine

        return Engine(self._bundle, self._known)

    def examples(self, operation: Operation) -> list[GeneratedCase]:
        """Returns a case for each documented example of the operation's parameters and body.

        Raises:
            CannotGenerate: Schemathesis makes no case of the operation.
        """
        return self._engine.examples(operation)

    def coverage(self, operation: Operation, limit: int) -> list[GeneratedCase]:
        """Returns cases at the limits of each schema and just beyond, at most `limit`.

        Where there are more, some of all parts are left out, the same ones in every run.

        Raises:
            CannotGenerate: Schemathesis makes no case of the operation.
        """
        return self._engine.coverage(operation, limit)

    def strategy(self, operation: Operation) -> "SearchStrategy[GeneratedCase]":
        """Returns random cases: four in five keep to the document, the fifth breaks it.

        Raises:
            CannotGenerate: Schemathesis makes no case of the operation; also while drawing.
        """
        return self._engine.strategy(operation)

    def has_links(self) -> bool:
        """Returns whether operations feed each other, by a declared link or an inferred one."""
        return self._engine.has_links()

    def stateful(
        self,
        send: Callable[[GeneratedCase], Exchange | None],
        *,
        seed: int,
        max_examples: int,
        max_steps: int,
        may_call: Callable[[Operation], bool],
        begin: Callable[[], None],
    ) -> None:
        """Runs sequences of calls in which answers feed later requests.

        `OutOfBudget` from `send` or `begin` ends it quietly; anything else that they raise ends it
        and is passed on.

        Args:
            send: Sends a case; None says that it was not sent or got no answer.
            seed: Of Hypothesis.
            max_examples: Sequences at most.
            max_steps: Calls in one sequence at most.
            may_call: Which operations may take part.
            begin: Called before each sequence.

        Raises:
            CannotGenerate: The links of the document cannot be followed.
        """
        from contracts.run.bridge.machine import Sequences

        Sequences(self._bundle, self._engine.known, send, may_call, begin).run(
            seed=seed, max_examples=max_examples, max_steps=max_steps
        )
