"""Runs one law under Hypothesis: draws examples, shrinks the first that fails, says what it saw."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import hypothesis
from hypothesis import HealthCheck, Phase, Verbosity, strategies
from hypothesis.reporting import with_reporter

from contracts.errors import SuiteDefect
from contracts.finding import Exchange, Violation
from contracts.lawkit import Draw, NotJudged
from contracts.run.book import weight
from contracts.run.limits import OutOfBudget
from contracts.run.session import LawSession

SHRINK_REQUESTS: Final = 300
"""Requests that may be spent on making a failing example smaller, and on what is not judged."""
SILENCES: Final = 3
"""Examples without an answer, one after the other, until a law is given up."""

Tried = Callable[[LawSession, Draw], Iterator[Violation]]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a law."""

    judged: int
    """Examples that came to a verdict."""
    reason: str = ""
    """Why nothing, or no more, was judged."""
    violation: Violation | None = None
    story: tuple[Exchange, ...] = ()
    flaky: bool = False


class _Falsified(Exception):
    """Tells Hypothesis that an example fails."""


class _Trial:
    """What one run of a law has seen so far."""

    def __init__(self, shrink_requests: int) -> None:
        self.judged = 0
        self.failures = 0
        self.reasons: Counter[str] = Counter()
        self.best: tuple[Violation, tuple[Exchange, ...]] | None = None
        self.stopped = ""
        self._left = shrink_requests
        self.silences = 0

    @property
    def is_over(self) -> bool:
        """Whether no further example is worth a request."""
        return bool(self.stopped) or self._left <= 0 or self.silences >= SILENCES

    def failed(self, violation: Violation, story: tuple[Exchange, ...]) -> None:
        """Keeps the smallest failing example; of two with the same weight the later is simpler."""
        self.failures += 1
        if self.best is None or weight(story) <= weight(self.best[1]):
            self.best = (violation, story)

    def rejected(self, reason: str, story: Sequence[Exchange]) -> None:
        """Counts an example that came to no verdict."""
        self.reasons[reason] += 1
        is_silent = bool(story) and story[-1].reply is None
        self.silences = self.silences + 1 if is_silent else 0
        if self.best is None:
            self._left -= len(story)

    def spent(self, requests: int) -> None:
        """Counts requests against what shrinking may cost."""
        if self.best is not None:
            self._left -= requests


def try_law(
    tried: Tried,
    new_session: Callable[[], LawSession],
    *,
    seed: int,
    max_examples: int,
    shrink_requests: int = SHRINK_REQUESTS,
) -> Verdict:
    """Judges a law by up to `max_examples` examples.

    Raises:
        SuiteDefect: The law does what it does not declare.
        OutOfBudget: Nothing could be judged any more.
    """
    trial = _Trial(shrink_requests)

    @hypothesis.seed(seed)
    @hypothesis.settings(
        max_examples=max_examples,
        database=None,
        deadline=None,
        derandomize=False,
        print_blob=False,
        report_multiple_bugs=False,
        verbosity=Verbosity.quiet,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    @hypothesis.given(strategies.data())
    def examples(data: strategies.DataObject) -> None:
        if trial.is_over:
            return
        _one(tried, new_session(), data.draw, trial)

    # Nothing is kept under a key; without one Hypothesis reads this file for each law, to make it.
    examples._hypothesis_internal_database_key = None  # type: ignore[attr-defined]
    try:
        with with_reporter(_silent):
            examples()
    except (_Falsified, hypothesis.errors.HypothesisException):
        pass  # what was seen stands in the trial
    except BaseExceptionGroup as group:
        _raise_defects(group)
    if trial.best is None:
        if trial.stopped and not trial.judged:
            raise OutOfBudget(trial.stopped)
        common = trial.reasons.most_common(1)
        return Verdict(trial.judged, reason=trial.stopped or (common[0][0] if common else ""))
    violation, story = trial.best
    return Verdict(trial.judged, violation=violation, story=story, flaky=trial.failures == 1)


def _one(tried: Tried, session: LawSession, draw: Draw, trial: _Trial) -> None:
    session.begin()
    try:
        violation = next(tried(session, draw), None)
    except NotJudged as reason:
        trial.rejected(str(reason), session.story)
        hypothesis.reject()
    except OutOfBudget as end:
        trial.stopped = str(end)
        return
    finally:
        session.end()
        trial.spent(len(session.story))
    trial.judged += 1
    trial.silences = 0
    if violation is not None:
        trial.failed(violation, tuple(session.story))
        raise _Falsified


def _raise_defects(group: BaseExceptionGroup[BaseException]) -> None:
    """Raises what is our own fault; Hypothesis groups it with what it found.

    Raises:
        SuiteDefect: The law is at fault.
    """
    for error in group.exceptions:
        if not isinstance(error, _Falsified | hypothesis.errors.HypothesisException):
            raise SuiteDefect(str(error)) from error


def _silent(_: object) -> None:
    """Takes what Hypothesis would print."""
