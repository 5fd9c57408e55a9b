"""What a test would do, as people read it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from contracts.commands.outlook import Outlook
from contracts.reports.layout import Line, line
from contracts.reports.reasons import grouped
from contracts.reports.visible import counted, lasting, one_line
from contracts.target import Target

_SPANS: Final = {1.0: "second", 60.0: "minute", 3600.0: "hour"}
_HANG: Final = 12


@dataclass(frozen=True, slots=True)
class ApiForecast:
    """What a test would do with one API."""

    api: str
    url: str
    may_write: bool
    has_credentials: bool
    outlooks: tuple[Outlook, ...]
    requests: dict[str, int]
    """At most, by method."""
    when_clean: dict[str, int]
    """At most where no law finds anything, by method."""
    writes: tuple[str, ...]
    """Labels of the operations that write and are called."""
    stays: dict[str, str]
    """What is made and cannot be removed -> the operation that makes it."""
    goes: dict[str, str]
    """What is made and can be removed -> the operation that removes it."""
    likely: float
    """Requests that it will come to, about."""
    lasting: float
    """Things that will be made and cannot be removed, about."""
    lasting_at_most: int
    changes: tuple[str, ...]
    """Labels of the operations that write, and neither make nor remove."""

    @property
    def active(self) -> tuple[Outlook, ...]:
        """What runs, or may run."""
        return tuple(one for one in self.outlooks if one.prospect != "left out")

    @property
    def kinds(self) -> dict[str, int]:
        """How many items run, or may run, by kind."""
        return dict(Counter(one.item.kind for one in self.active))

    def reasons(self, prospect: str) -> dict[str, list[str]]:
        """Returns the ids of items by the reason that they share, the commonest first."""
        found: dict[str, list[str]] = {}
        for one in self.outlooks:
            if one.prospect == prospect:
                found.setdefault(one.reason, []).append(one.item.id)
        return dict(sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0])))


def seconds_at_least(requests: Mapping[str, int], target: Target) -> float | None:
    """Returns how long so many requests take at the target's rate limit; None without one."""
    if target.rate is None:
        return None
    return sum(requests.values()) * target.rate.seconds / target.rate.requests


def about(number: float) -> int:
    """Returns a number without the digits that an estimate does not have.

    >>> about(3.2), about(47), about(1234), about(56789)
    (3, 50, 1200, 57000)
    """
    whole = max(round(number), 1 if number > 0 else 0)
    digits = max(len(str(whole)) - 2, 1 if whole > 9 else 0)
    return round(whole, -digits)


def forecast_lines(forecasts: Sequence[ApiForecast], target: Target) -> Iterator[Line]:
    """Yields what is printed of a plan."""
    for forecast in forecasts:
        yield line(f"{forecast.api}  {one_line(forecast.url)}", "bold")
        yield from _lasting(forecast)
        yield _said("sends", _requests(forecast.likely, forecast.requests, target))
        kinds = ", ".join(f"{count} {kind}" for kind, count in forecast.kinds.items())
        of_all = f"{len(forecast.active)} of {counted(len(forecast.outlooks), 'item')}"
        yield _said("judges", f"{of_all}: {kinds or 'none'}")
        if not forecast.has_credentials:
            yield _said("calls", "without credentials: no role caller.default", "yellow")
        yield from _writes(forecast, target)
        for prospect, word in (("may run", "depends on"), ("left out", "left out")):
            counts = {reason: len(ids) for reason, ids in forecast.reasons(prospect).items()}
            for reason in grouped(counts):
                yield _said(word, f"{counted(reason.count, 'item')}: {reason.said}")
        yield line()
    total: Counter[str] = Counter()
    for forecast in forecasts:
        total.update(forecast.requests)
    likely = sum(forecast.likely for forecast in forecasts)
    if len(forecasts) > 1:
        yield line(f"all together: {_requests(likely, total, target)}", "bold")
    if target.rate is not None:
        every = _SPANS.get(target.rate.seconds, lasting(target.rate.seconds))
        rate = f"{target.rate.requests} requests per {every}"
        times = [
            _long(seconds_at_least({"": number}, target) or 0)
            for number in (about(likely), _most(total, target))
        ]
        yield line(f"at {rate} that takes about {times[0]}, at most {times[1]}")
    else:
        yield line("no rate limit is set; --rate-limit 100/m sets one")
    if target.max_requests is not None:
        ends = f"the run ends after {target.max_requests:,} requests (max_requests)"
        yield line(ends)
    if not any(forecast.active for forecast in forecasts):
        yield line("nothing would be judged; the reasons stand above", "bold yellow")


def _said(word: str, text: str, style: str = "") -> Line:
    return line(f"  {word:<10}{text}" if len(word) < 10 else f"  {word}  {text}", style, hang=_HANG)


def _lasting(forecast: ApiForecast) -> Iterator[Line]:
    """Yields the first thing to know: how much will stay on the target for good."""
    if not forecast.stays:
        return
    kinds = ", ".join(f"{kind} by {label}" for kind, label in forecast.stays.items())
    most = f"at most {forecast.lasting_at_most:,}"
    likely = f"likely about {about(forecast.lasting):,}"
    said = f"{most} things will be created and cannot be removed; {likely} ({kinds})"
    yield line(f"  {said}", "bold yellow", hang=4)


def _writes(forecast: ApiForecast, target: Target) -> Iterator[Line]:
    if not forecast.writes:
        yield _said("writes", "nothing" if forecast.may_write else "nothing; it is read-only")
        return
    yield _said("writes", f"by {', '.join(forecast.writes)}")
    if target.isolation == "reset":
        yield _said("leaves", "nothing; the target is reset before each example")
    for kind, label in forecast.goes.items():
        yield _said("removes", f"each {kind} that it makes, by {label} (contracts cleanup)")
    if forecast.changes:
        yield _said("leaves", f"what {', '.join(forecast.changes)} changed", "yellow")


def _requests(likely: float, most: Mapping[str, int], target: Target) -> str:
    bound = _most(most, target)
    return f"likely about {min(about(likely), bound):,} requests, at most {bound:,}"


def _most(counts: Mapping[str, int], target: Target) -> int:
    total = sum(counts.values())
    return total if target.max_requests is None else min(total, target.max_requests)


def _long(seconds: float) -> str:
    hours, rest = divmod(int(seconds), 3600)
    return f"{hours} h {rest // 60} min" if hours else lasting(seconds)
