"""What the comparison says, as Markdown."""

import statistics
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from bench import ours, peer
from bench.tables import markdown, percent
from bench.told import Told
from tests.support.servers.kernel import Flaw

TOOLS = (peer.NAME, ours.NAME)
Chosen = Sequence[tuple[str, Flaw]]


class Outcome:
    """Who found what."""

    def __init__(self, told: Sequence[Told], chosen: Chosen) -> None:
        self.correct = [one for one in told if not one.flaw]
        self.runs = {(one.tool, one.flaw): one for one in told if one.flaw}
        self.chosen = [
            (api, flaw)
            for api, flaw in chosen
            if all((tool, flaw.id) in self.runs for tool in TOOLS)
        ]
        """The flaws on which both tools were run."""

    def innocent(self, tool: str, api: str) -> set[str]:
        """Returns what a tool reported on the correct server of an API, with any seed."""
        return {
            alarm
            for one in self.correct
            if (one.tool, one.api) == (tool, api)
            for alarm in one.alarms
        }

    def found(self, tool: str, flaw: Flaw, *, strictly: bool = False) -> bool:
        """Returns whether a tool reported something that is new on the server with a flaw.

        Args:
            tool: Which one.
            flaw: Which one.
            strictly: New against the correct server with every seed, not only with the same one.
        """
        run = self.runs[tool, flaw.id]
        same = {
            alarm
            for one in self.correct
            if (one.tool, one.api, one.seed) == (tool, run.api, run.seed)
            for alarm in one.alarms
        }
        return bool(set(run.alarms) - (self.innocent(tool, run.api) if strictly else same))


def table(told: Sequence[Told], chosen: Chosen) -> str:
    """Returns the whole comparison."""
    outcome = Outcome(told, chosen)
    return "\n".join(
        (
            f"## Flaws found, of {len(outcome.chosen)}\n",
            _found(outcome, lambda api, flaw: flaw.family, "family"),
            _found(outcome, lambda api, flaw: api, "API"),
            "## False alarms on the correct servers\n",
            _false_alarms(outcome),
            _kinds(outcome),
            "## Time\n",
            _times(outcome),
            "## Flaw by flaw\n",
            _each(outcome),
        )
    )


def _found(outcome: Outcome, group: Callable[[str, Flaw], str], name: str) -> str:
    groups = dict.fromkeys(group(api, flaw) for api, flaw in outcome.chosen)
    rows = []
    for each in (*sorted(groups), "all"):
        flaws = [f for api, f in outcome.chosen if each in ("all", group(api, f))]
        hits = {tool: sum(outcome.found(tool, flaw) for flaw in flaws) for tool in TOOLS}
        strict = sum(outcome.found(peer.NAME, flaw, strictly=True) for flaw in flaws)
        rows.append(
            (
                each,
                len(flaws),
                hits[peer.NAME],
                strict,
                hits[ours.NAME],
                *(percent(hits[tool], len(flaws)) for tool in TOOLS),
            )
        )
    head = (
        name, "flaws", peer.NAME, "against every seed", ours.NAME,
        f"{peer.NAME} %", f"{ours.NAME} %",
    )  # fmt: skip
    return markdown(head, rows)


def _false_alarms(outcome: Outcome) -> str:
    rows = [
        (api, tool, len(runs), sum(bool(one.alarms) for one in runs), _each_of(runs))
        for tool in TOOLS
        for api in dict.fromkeys(one.api for one in outcome.correct)
        for runs in [[one for one in outcome.correct if (one.tool, one.api) == (tool, api)]]
    ]
    return markdown(("API", "tool", "runs", "runs with a false alarm", "causes in each"), rows)


def _each_of(runs: Iterable[Told]) -> str:
    return ", ".join(str(len(one.alarms)) for one in runs)


def _kinds(outcome: Outcome) -> str:
    seen = Counter(
        (one.tool, one.api, *alarm.split(" | ")[:2])
        for one in outcome.correct
        for alarm in one.alarms
    )
    rows = [(*key, count) for key, count in sorted(seen.items())]
    if not rows:
        return ""
    return markdown(("tool", "API", "false alarm", "operation", "causes, all seeds"), rows)


def _times(outcome: Outcome) -> str:
    rows = []
    for tool in TOOLS:
        for api in dict.fromkeys(one.api for one in outcome.correct):
            runs = [one for one in outcome.correct if (one.tool, one.api) == (tool, api)]
            rows.append((f"{tool}, {api}, correct server", len(runs), *_medians(runs)))
        runs = [outcome.runs[tool, flaw.id] for _, flaw in outcome.chosen]
        what = "with a flaw, to the first finding" if tool == ours.NAME else "with a flaw, whole"
        rows.append((f"{tool}, {what}", len(runs), *_medians(runs)))
    head = ("runs", "number", "median wall s", "worst wall s", "median CPU s", "median requests")
    return markdown(head, rows)


def _medians(runs: Sequence[Told]) -> tuple[float | int | str, ...]:
    if not runs:
        return ("-", "-", "-", "-")
    return (
        statistics.median(one.seconds for one in runs),
        max(one.seconds for one in runs),
        statistics.median(one.cpu_seconds for one in runs),
        int(statistics.median(one.requests for one in runs)),
    )


def _each(outcome: Outcome) -> str:
    rows = [
        (flaw.id, api, flaw.family, *(_by(outcome, tool, flaw) for tool in TOOLS))
        for api, flaw in outcome.chosen
    ]
    return markdown(("flaw", "API", "family", *TOOLS), rows)


def _by(outcome: Outcome, tool: str, flaw: Flaw) -> str:
    if not outcome.found(tool, flaw):
        return outcome.runs[tool, flaw.id].note or "-"
    alarms = outcome.runs[tool, flaw.id].alarms
    return ", ".join(sorted({alarm.split(" | ")[0] for alarm in alarms}))
