"""`drift --mock --target`: the same reads to the mock and to the live server, shapes compared."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from contracts.drift.observed.media import media_of
from contracts.drift.observed.profile import Profile, differences
from contracts.drift.observed.standing import Standing
from contracts.finding import Exchange
from contracts.live.overhearing import Overhearing, overheard
from contracts.live.watching import LiveRequest, options_for
from contracts.run.opening import open_target
from contracts.run.options import RunOptions
from contracts.run.suite import Setting, Suite
from contracts.target import ApiTarget, Target, in_process_target
from specs.bundle import Bundle
from specs.operation import Operation

KINDS: Final = ("examples", "coverage")
"""Items that send the same requests to every server, but for what its roles stand for."""
_DEPENDS_ON_DATA: Final = (404, 410)
_NEVER_BOTH: Final = "no request of it was answered by both"
_CALLER: Final = "caller."


@dataclass(frozen=True, slots=True)
class Differing:
    """One place at which the mock and the live server answer in different shapes."""

    api: str
    operation: str
    status: str
    """The status, or both: `200 and 503`."""
    path: str
    """JSON pointer into the body with `*`; empty for the whole answer."""
    mock: str
    """What the mock answers, in a few words."""
    live: str
    mock_sample: Exchange
    live_sample: Exchange
    pointer: str | None
    """JSON pointer into the document."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What came of a comparison."""

    differing: tuple[Differing, ...]
    compared: tuple[tuple[str, str, str], ...]
    """API, operation and status of each pair of answers; none means that nothing is proven."""
    left_out: tuple[str, ...]
    """What only one of the two was seen to answer, as sentences."""
    bundles: tuple[Bundle, ...]
    answers: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """How many answers of the live server were looked at, by API and operation."""
    unreached: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """Why an operation was not compared, by API and operation."""
    broken: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """Tracebacks, by API and operation: our own code failed."""


class _Answers:
    """The answers of one server, by operation and status."""

    def __init__(self, bundles: Iterable[Bundle], heard: Mapping[str, Overhearing]) -> None:
        self._heard = heard
        self._bundles = {one.name: one for one in bundles}
        self._standing = {name: Standing(one, "response") for name, one in self._bundles.items()}
        self._operations: dict[tuple[str, str | None], Operation] = {
            (name, operation.label): operation
            for name, bundle in self._bundles.items()
            for operation in bundle.operations
        }
        self.profiles: dict[tuple[str, str, str], Profile] = {}
        self.first: dict[tuple[str, str], Exchange] = {}
        """The answer to the first call of each operation, which is a good one."""
        self.statuses: dict[tuple[str, str], Counter[int]] = {}
        self.reasons: dict[tuple[str, str], str] = {}
        """Why something of an operation was not sent."""
        self.broken: dict[tuple[str, str], str] = {}

    def look(self, shown: Exchange) -> None:
        """Takes one answer down, as it came."""
        operation = self._operations.get((shown.api, shown.operation))
        if operation is None or shown.reply is None:
            return
        self.statuses.setdefault((shown.api, operation.label), Counter())[shown.status] += 1
        self.first.setdefault((shown.api, operation.label), shown)
        key = (shown.api, operation.label, str(shown.status))
        if key not in self.profiles:
            self.profiles[key] = Profile(self._bundles[shown.api], self._standing[shown.api])
        came = self._heard[shown.api].last or shown.reply
        response = operation.response(shown.status)
        media = media_of(response.media, came.content_type or "") if response is not None else None
        self.profiles[key].add(came, media.schema if media is not None else None, shown)


def compare_servers(
    request: LiveRequest, setting: Setting, environment: Mapping[str, str]
) -> Compared:
    """Sends the same reads to the mock in this process and to a target.

    Args:
        request: What is asked for; nothing that writes is sent, whatever it allows.
        setting: What the run gets from outside.
        environment: Variables that the target's description names.

    Raises:
        ConfigError: Something that is asked for does not exist, or the mock is not installed.
        SpecError: An API cannot be read.
        TargetUnreachable: Nothing answers.
    """
    bundles, target = open_target(request.asked, environment)
    here = [bundle for bundle in bundles if bundle.name in target.apis]
    options = options_for(request, target, KINDS)
    mock = mock_beside(target, here)
    return compare_targets(
        here, (mock, replace(setting, transports=None)), (target, setting), options
    )


def mock_beside(target: Target, bundles: Iterable[Bundle]) -> Target:
    """Returns the mock in this process, called by those who call a target.

    A caller whom the mock's own starting state knows is that one; the mock takes any credentials
    of the others.
    """
    mock = in_process_target(bundles)
    return replace(
        mock, apis={name: _called_alike(api, target.apis[name]) for name, api in mock.apis.items()}
    )


def _called_alike(mock: ApiTarget, live: ApiTarget) -> ApiTarget:
    callers = {name: one for name, one in live.roles.items() if name.startswith(_CALLER)}
    knows_callers = any(name.startswith(_CALLER) for name in mock.roles)
    headers = mock.headers if knows_callers else live.headers
    return replace(mock, roles={**callers, **mock.roles}, headers=headers, variables=live.variables)


def compare_targets(
    bundles: Iterable[Bundle],
    mock: tuple[Target, Setting],
    live: tuple[Target, Setting],
    options: RunOptions,
) -> Compared:
    """Does the same for two targets that are opened already.

    Raises:
        ConfigError: An operation that is asked for does not exist.
        TargetUnreachable: Nothing answers.
    """
    here = tuple(bundles)
    mine = _asked(here, mock, options)
    its = _asked(here, live, options)
    both = [key for key in mine.profiles if key in its.profiles]
    lone = [(key, "the mock") for key in mine.profiles if key not in its.profiles]
    lone += [(key, "the live server") for key in its.profiles if key not in mine.profiles]
    return Compared(
        differing=(
            *_statuses(mine, its),
            *(one for key in both for one in _shapes(key, mine, its)),
        ),
        compared=tuple(both),
        left_out=(
            *(f"{key[0]} {key[1]}: only {who} answered {key[2]}." for key, who in lone),
            *(one for key in both for one in _hollow(key, mine, its)),
        ),
        bundles=here,
        answers={key: seen.total() for key, seen in its.statuses.items()},
        unreached=_unreached(here, mine, its),
        broken={**mine.broken, **its.broken},
    )


def _unreached(
    bundles: Iterable[Bundle], mock: _Answers, live: _Answers
) -> dict[tuple[str, str], str]:
    """Returns the operations that no pair of answers shows, with the reason."""
    met = {key[:2] for key in mock.profiles if key in live.profiles}
    keys = ((one.name, operation.label) for one in bundles for operation in one.operations)
    return {
        key: _apart(mock.statuses.get(key), live.statuses.get(key))
        or live.reasons.get(key)
        or mock.reasons.get(key, _NEVER_BOTH)
        for key in keys
        if key not in met
    }


def _apart(mock: Counter[int] | None, live: Counter[int] | None) -> str:
    """Returns how both answered an operation without a status in common; empty if one did not."""
    if not mock or not live:
        return ""
    told = [", ".join(map(str, sorted(one))) for one in (mock, live)]
    return f"the mock only answered it with {told[0]}, the live server with {told[1]}"


def _hollow(key: tuple[str, str, str], mock: _Answers, live: _Answers) -> Iterator[str]:
    """Yields the lists that were always empty on one side only, so that nothing was compared."""
    mine, its = mock.profiles[key], live.profiles[key]
    for full, other, who in ((mine, its, "the live server"), (its, mine, "the mock")):
        for path in full.empty_in(other):
            yield (
                f"{key[0]} {key[1]} {key[2]}: the list {path or 'itself'} of {who} was always "
                "empty, so that its items were not compared."
            )


def _asked(
    bundles: tuple[Bundle, ...], one: tuple[Target, Setting], options: RunOptions
) -> _Answers:
    """Sends the reads to one server; nothing that writes."""
    target, setting = one
    target = replace(target, safety="read-only")
    with overheard(bundles, target, setting.transports) as heard:
        answers = _Answers(bundles, heard)
        look: Callable[[Exchange], None] = answers.look
        suite = Suite(
            bundles, target, options, replace(setting, transports=heard, on_exchange=look)
        )
        results = [suite.run(item).result for item in suite.items]
        for result in results:
            key = (result.api, result.operation)
            if result.outcome == "broken":
                answers.broken.setdefault(key, result.reason)
            elif result.outcome == "not-judged" and result.reason:
                answers.reasons.setdefault(key, result.reason)
    return answers


def _statuses(mock: _Answers, live: _Answers) -> Iterator[Differing]:
    """Yields operations whose same good call is answered with another class of status."""
    for key, mine in mock.first.items():
        its = live.first.get(key)
        if its is None or mine.status // 100 == its.status // 100:
            continue
        if mine.status in _DEPENDS_ON_DATA or its.status in _DEPENDS_ON_DATA:
            continue
        yield Differing(
            api=key[0],
            operation=key[1],
            status=f"{mine.status} and {its.status}",
            path="",
            mock=f"HTTP {mine.status}",
            live=f"HTTP {its.status}",
            mock_sample=mine,
            live_sample=its,
            pointer=None,
        )


def _shapes(key: tuple[str, str, str], mock: _Answers, live: _Answers) -> Iterator[Differing]:
    mine, its = mock.profiles[key], live.profiles[key]
    api, operation, status = key
    kinds = (set(mine.media_types), set(its.media_types))
    if all(kinds) and not kinds[0] & kinds[1]:
        yield Differing(
            api=api,
            operation=operation,
            status=status,
            path="",
            mock=" or ".join(mine.media_types),
            live=" or ".join(its.media_types),
            mock_sample=next(iter(mine.media_types.values())),
            live_sample=next(iter(its.media_types.values())),
            pointer=None,
        )
        return
    for one in differences(mine, its):
        yield Differing(
            api, operation, status, one.path, one.first, one.second, *one.samples, one.schema
        )
