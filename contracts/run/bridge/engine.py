"""Examples, coverage and fuzzing of single operations."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import Final

from hypothesis import reject, strategies
from hypothesis.errors import Frozen, Unsatisfiable, UnsatisfiedAssumption
from schemathesis import GenerationMode
from schemathesis.generation.drivers import CaseGenerator, CoverageGenerator, ExamplesGenerator
from schemathesis.generation.feedback import NO_FEEDBACK
from schemathesis.generation.hypothesis.examples import generate_one
from schemathesis.generation.overrides import Override

from contracts.finding import Request
from contracts.run.bridge.case import GeneratedCase, Phase
from contracts.run.bridge.conversion import TheirCase, convert
from contracts.run.bridge.known import KnownValues, always_first
from contracts.run.bridge.loading import TheirOperation, failure, load_schema, operation_of
from specs.bundle import Bundle
from specs.operation import Operation
from specs.values import Json

_NEGATIVE_ONE_IN: Final = 5
_GUESSED_ONE_IN: Final = 4
"""Every fourth random case keeps generated values in place of known ones."""
_ATTEMPTS: Final = 25
"""Draws until a mode counts as impossible, such as to break a path that takes any text."""


class Engine:
    """Schemathesis's generators for one API."""

    def __init__(self, bundle: Bundle, known: Mapping[str, Sequence[Json]]) -> None:
        self.known = KnownValues(known)
        self._bundle = bundle
        self._schema = load_schema(bundle)
        self._strategies: dict[str, strategies.SearchStrategy[GeneratedCase]] = {}

    def examples(self, operation: Operation) -> list[GeneratedCase]:
        """Returns a case for each documented example."""
        generator = ExamplesGenerator(
            operation=operation_of(self._schema, operation),
            override=Override(),
            feedback=NO_FEEDBACK,
            fill_missing=False,
        )
        return self._cases(generator, operation, "examples")

    def coverage(self, operation: Operation, limit: int) -> list[GeneratedCase]:
        """Returns up to `limit` cases at and beyond the limits of each schema."""
        theirs = operation_of(self._schema, operation)
        generator = CoverageGenerator(
            operation=theirs,
            generation_modes=list(GenerationMode),
            generation_config=self._schema.config.generation_for(
                operation=theirs, phase="coverage"
            ),
            auth_storage=None,
            override=Override(),
            feedback=NO_FEEDBACK,
        )
        return _thinned(self._cases(generator, operation, "coverage"), limit)

    def strategy(self, operation: Operation) -> strategies.SearchStrategy[GeneratedCase]:
        """Returns random cases."""
        if operation.label not in self._strategies:
            theirs = operation_of(self._schema, operation)
            modes = self._satisfiable(theirs, operation)
            self._strategies[operation.label] = _random_cases(modes, operation, self.known)
        return self._strategies[operation.label]

    def has_links(self) -> bool:
        """Returns whether any operation feeds another one."""
        try:
            return load_schema(self._bundle).apply_stateful_inference(None).selected > 0
        except Exception as error:
            raise failure(f"the links of {self._bundle.name}", error) from error

    def _cases(
        self, generator: CaseGenerator, operation: Operation, phase: Phase
    ) -> list[GeneratedCase]:
        """Returns the cases of a generator, each request once."""
        try:
            made = [
                converted[0]
                for case in generator
                if (converted := convert(case, operation, phase, self.known, always_first))
            ]
        except Exception as error:
            raise failure(operation.label, error) from error
        deferred = generator.controller.deferred_errors
        if not made and deferred:
            raise failure(operation.label, deferred[0])
        return _once_each(made)

    def _satisfiable(
        self, theirs: TheirOperation, operation: Operation
    ) -> dict[GenerationMode, strategies.SearchStrategy[TheirCase]]:
        """Returns the strategies by mode that can make a case at all."""
        found: dict[GenerationMode, strategies.SearchStrategy[TheirCase]] = {}
        reasons: list[Exception] = []
        for mode in GenerationMode:
            strategy = theirs.as_strategy(generation_mode=mode)
            try:
                generate_one(_attempts(strategy, count()))
            except _Barren:
                continue
            except Exception as error:  # noqa: BLE001 - kept, and raised if no mode is left
                reasons.append(error)
            else:
                found[mode] = strategy
        if not found:
            reason = reasons[0] if reasons else Unsatisfiable("no value meets its schemas")
            raise failure(operation.label, reason) from reason
        return found


class _Barren(BaseException):
    """Takes Hypothesis out of a strategy that rejects nearly all it draws."""


@strategies.composite
def _attempts(
    draw: strategies.DrawFn, strategy: strategies.SearchStrategy[TheirCase], numbers: Iterator[int]
) -> TheirCase:
    if next(numbers) >= _ATTEMPTS:
        raise _Barren
    return draw(strategy)


@strategies.composite
def _random_cases(
    draw: strategies.DrawFn,
    modes: dict[GenerationMode, strategies.SearchStrategy[TheirCase]],
    operation: Operation,
    known: KnownValues,
) -> GeneratedCase:
    is_negative = GenerationMode.NEGATIVE in modes and (
        len(modes) == 1 or draw(_one_in(_NEGATIVE_ONE_IN))
    )
    try:
        case = draw(modes[GenerationMode.NEGATIVE if is_negative else GenerationMode.POSITIVE])
    except (UnsatisfiedAssumption, Frozen):
        raise
    except Exception as error:
        raise failure(operation.label, error) from error
    is_guessed = draw(_one_in(_GUESSED_ONE_IN))

    def choose(_place: str, count: int) -> int | None:
        return None if is_guessed else draw(strategies.integers(0, count - 1))

    converted = convert(case, operation, "fuzzing", known, choose)
    return converted[0] if converted is not None else reject()


def _one_in(count: int) -> strategies.SearchStrategy[bool]:
    return strategies.integers(1, count).map(lambda number: number == count)


def _once_each(cases: Iterable[GeneratedCase]) -> list[GeneratedCase]:
    """Leaves out repetitions, and a broken case that known values have made whole."""
    cases = list(cases)
    whole = {case.request for case in cases if case.mode == "positive"}
    seen: set[Request] = set()
    kept = []
    for case in cases:
        if case.request in seen or (case.mode == "negative" and case.request in whole):
            continue
        seen.add(case.request)
        kept.append(case)
    return kept


def _thinned(cases: list[GeneratedCase], limit: int) -> list[GeneratedCase]:
    """Returns at most so many, taken at equal distances."""
    if len(cases) <= limit:
        return cases
    return [cases[number * len(cases) // limit] for number in range(limit)]
