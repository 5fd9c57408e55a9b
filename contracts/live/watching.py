"""`drift --target`: a contract run whose every answer is held against the document."""

from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Final

from contracts.drift.observed import Observation, Observer
from contracts.finding import Exchange, ItemResult, Outcome, RunResult
from contracts.live.masking import masked
from contracts.live.overhearing import Overhearing, overheard
from contracts.run.book import METHOD_NOT_ALLOWED
from contracts.run.items import ItemRun
from contracts.run.opening import Asked, options_of
from contracts.run.options import RunOptions
from contracts.run.paths import PathIndex
from contracts.run.plan import Item
from contracts.run.suite import Setting, Suite
from contracts.target import Target
from specs.bundle import Bundle
from specs.operation import Operation

_CHEAPEST: Final = ("answers_in_time",)
"""The verdicts of checks are another command's; a run must have one."""
_NOTHING_SEEN: Final = "no request of it was answered"


@dataclass(frozen=True, slots=True)
class LiveRequest:
    """What `drift --target` and `drift --mock` are asked for."""

    asked: Asked
    """`read_only` is set unless the command line allows writes."""
    seed: int = 0
    max_examples: int | None = None
    operations: tuple[str, ...] = ()
    """operationIds or labels; none means all."""
    max_seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """What a run saw."""

    run: RunResult
    """The run itself: its items and what they reached, without findings."""
    bundles: tuple[Bundle, ...]
    """The APIs that the target has."""
    observations: Mapping[str, tuple[Observation, ...]]
    """By API."""
    answers: Mapping[str, int]
    """How many answers were looked at, by API; none at all means that nothing is proven."""
    statuses: Mapping[tuple[str, str], Mapping[int, int]] = field(default_factory=dict)
    """With which statuses each operation was answered, and how often, by API and label."""


class Watch:
    """Looks at every exchange of a run."""

    def __init__(self, bundles: Iterable[Bundle], heard: Mapping[str, Overhearing]) -> None:
        self._heard = heard
        self._observers = {one.name: Observer(one, requests=False) for one in bundles}
        self._operations: dict[tuple[str, str | None], Operation] = {
            (name, operation.label): operation
            for name, observer in self._observers.items()
            for operation in observer.bundle.operations
        }
        self._paths = {name: PathIndex(one.bundle) for name, one in self._observers.items()}
        self.answers = dict.fromkeys(self._observers, 0)
        self.statuses: dict[tuple[str, str], Counter[int]] = {}

    def look(self, shown: Exchange) -> None:
        """Looks at one exchange.

        Args:
            shown: The exchange with its secrets masked; the answer is judged as it came.
        """
        operation = self._operation(shown)
        if operation is None or shown.reply is None:
            return
        self.answers[shown.api] += 1
        self.statuses.setdefault((shown.api, operation.label), Counter())[shown.status] += 1
        came = replace(shown, reply=self._heard[shown.api].last or shown.reply)
        self._observers[shown.api].look(came, operation, sample=shown)

    def _operation(self, shown: Exchange) -> Operation | None:
        """Returns the operation that was called; of a wrong method, one that documents the 405."""
        if shown.operation is None and shown.status == METHOD_NOT_ALLOWED and shown.api:
            known = self._paths[shown.api].of_path(shown.request.path)
            return next((one for one in known if one.response(METHOD_NOT_ALLOWED)), None)
        return self._operations.get((shown.api, shown.operation))

    def observations(self, suite: Suite) -> dict[str, tuple[Observation, ...]]:
        """Returns what drifts, by API, secrets masked."""
        mask = suite.secrets.mask
        return {
            name: tuple(masked(one, mask) for one in observer.changes())
            for name, observer in self._observers.items()
        }


def options_for(request: LiveRequest, target: Target, kinds: tuple[str, ...] = ()) -> RunOptions:
    """Returns the options of the run.

    Args:
        request: What is asked for.
        target: Where the server is.
        kinds: Of items that are run; none means all.

    Raises:
        ConfigError: A value makes no sense.
    """
    return options_of(
        target,
        seed=request.seed,
        max_examples=request.max_examples,
        kinds=kinds,
        operations=request.operations,
        laws=(),
        checks=_CHEAPEST,
        shard=None,
        max_seconds=request.max_seconds,
    )


def watch_target(
    bundles: Iterable[Bundle], target: Target, options: RunOptions, setting: Setting
) -> Seen:
    """Sends what the suite sends to a target and collects what drifts.

    Args:
        bundles: The documents; those of APIs that the target has not are passed over.
        target: Where the server is, opened already.
        options: What is sent.
        setting: What the run gets from outside.

    Raises:
        ConfigError: An operation that is asked for does not exist.
        TargetUnreachable: Nothing answers.
    """
    here = tuple(bundle for bundle in bundles if bundle.name in target.apis)
    with overheard(here, target, setting.transports) as heard:
        watching = Watch(here, heard)
        setting = replace(setting, transports=heard, on_exchange=watching.look)
        suite = Suite(here, target, options, setting)
        runs, interrupted = _run(suite, suite.items)
        run = suite.result(runs, interrupted=interrupted)
        return Seen(
            run=replace(run, findings=(), items=tuple(map(_only_seen, run.items))),
            bundles=here,
            observations=watching.observations(suite),
            answers=watching.answers,
            statuses=watching.statuses,
        )


def _run(suite: Suite, items: Iterable[Item]) -> tuple[list[ItemRun], str]:
    """Runs items until somebody interrupts; returns what they left and why it ended early."""
    runs: list[ItemRun] = []
    with suppress(KeyboardInterrupt):
        for item in items:
            runs.append(suite.run(item))  # noqa: PERF401 - what is done is kept
        return runs, ""
    return runs, "interrupted"


def _only_seen(item: ItemResult) -> ItemResult:
    """Returns an item without the verdict of its own judge, which is another command's."""
    if item.outcome != "failed":
        return replace(item, findings=())
    reached: Outcome = "passed" if item.examples else "not-judged"
    reason = item.reason or ("" if item.examples else _NOTHING_SEEN)
    return replace(item, findings=(), outcome=reached, reason=reason)
