"""The tables of the comparison, in Markdown, made of its figures and of nothing else."""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from bench.peers.catalogue import BARE, OURS, Kind
from bench.peers.work import COMMON
from bench.tables import markdown
from specs.values import Record

WORKS: Final = tuple(request.name for request in COMMON)
_SEVEN: Final = "search_seven"
_MARK: Final = "peers"


def report(figures: Record) -> str:
    """Returns all tables of a run."""
    return "\n".join(_parts(figures))


def write_report(file: Path, figures: Record) -> None:
    """Writes the tables between their marks in a file, or all of the file if it has none.

    Args:
        file: Markdown; made if it is not there.
        figures: Of the run.
    """
    text = report(figures)
    before = file.read_text("utf-8") if file.exists() else ""
    marks = re.compile(rf"(<!-- {_MARK} -->\n).*?(<!-- /{_MARK} -->)", re.DOTALL)
    if marks.search(before):
        text = marks.sub(lambda found: f"{found[1]}{text}\n{found[2]}", before)
    file.write_text(text, "utf-8")


def by_rate(figures: Record) -> list[str]:
    """Returns the names of the servers, the fastest first."""

    def rate(name: str) -> float:
        loads = figures["servers"][name]["loads"]
        return sum(float(loads[work]["ratio"]) for work in WORKS)

    return sorted(figures["servers"], key=rate, reverse=True)


def _parts(figures: Record) -> Iterator[str]:
    yield _about(figures)
    if figures["servers"]:
        yield "Requests in a second over 32 connections, in units of the bare server:\n"
        yield _rates(figures)
        yield "Answers over one connection and over 32, start, memory:\n"
        yield _latencies(figures)
        yield "What each of them checks and keeps, as it was found out by asking:\n"
        yield _checks(figures)
    if OURS in figures["servers"] and _others(figures):
        yield "**mockserver criteo** in units of the others; of processor time less is better:\n"
        yield _against(figures)
    if figures["operations"]:
        yield "Reading one item, by number of operations in the description:\n"
        yield _operations(figures)
    if figures["stored"]:
        yield "**mockserver criteo**, by number of stored campaigns:\n"
        yield _stored(figures)
    yield _left_out(figures)


def _about(figures: Record) -> str:
    about = figures["about"]
    versions = ", ".join(f"{name} {number}" for name, number in about["versions"].items())
    bound = "one for the server, one for the load" if about["pinned"] else "nothing pinned"
    machine, others = about["machine"], about["others"]
    return (
        f"Measured on {about['date']} ({about['effort']}), {machine['processors']} processors "
        f"({bound}; Java may use all of them). {versions}. Beside the "
        f"measurements the machine was busy with {others['median']} processors in the median of "
        f"{others['loads']} loads, with {others['nine_of_ten_below']} or less in nine of ten.\n"
    )


def _rates(figures: Record) -> str:
    head = (
        "server",
        "GET",
        "PATCH",
        "search",
        "CPU us a request",
        "CPU, bare = 1",
        "cores",
        "checks and keeps",
    )
    rows = []
    for name in by_rate(figures):
        one = figures["servers"][name]
        loads = [one["loads"][work] for work in WORKS]
        rows.append(
            (
                _title(one),
                *(_load_ratio(each) for each in loads),
                _slashed(f"{each['cpu_us']:.0f}" for each in loads),
                _slashed(f"{each['cpu_ratio']:.1f}" for each in loads),
                f"{max(each['cores'] for each in loads):.2f}",
                in_words(one["checks"]),
            )
        )
        if _SEVEN in one["loads"]:
            seven = one["loads"][_SEVEN]
            row = (f"{_title(one)}, a search that finds seven", "", "", _load_ratio(seven))
            rows.append((*row, f"{seven['cpu_us']:.0f}", f"{seven['cpu_ratio']:.1f}", "", ""))
    return markdown(head, rows)


def in_words(checks: Record) -> str:
    """Returns what a server checks and keeps, in a few words.

    Args:
        checks: What was found out by asking; nothing if nobody asked.
    """
    if not checks:
        return "nothing"
    refused, _, asked = checks["request"].partition(" of ")
    request = {asked: "requests", "0": ""}.get(refused, "most requests")
    response = {"yes": "responses", "told": "responses, in a log or header"}
    credentials = "credentials" if checks["security"] == "yes" else ""
    state = {"no": "", "yes": "state"}.get(checks["state"], f"state ({checks['state']})")
    words = (request, response.get(checks["response"], ""), credentials, state)
    return ", ".join(word for word in words if word) or "nothing"


def _load_ratio(load: Record) -> str:
    failed = f" ({load['failed']} of {load['requests']} failed)" if load["failed"] else ""
    return short(load["ratio"]) + failed


def short(ratio: float) -> str:
    """Returns a ratio with two digits that say something."""
    return f"{ratio:.2f}" if ratio >= 0.095 else f"{ratio:.2g}"


def _latencies(figures: Record) -> str:
    head = (
        "server", "one: p50 / p99 us", "32, GET: p50 / p99 ms", "32, PATCH", "32, search",
        "start s", "start, CPU s", "MiB idle", "under load",
    )  # fmt: skip
    rows = []
    for name in by_rate(figures):
        one = figures["servers"][name]
        first = one["alone"][WORKS[0]]
        rows.append(
            (
                _title(one),
                _slashed(f"{first[part]:.0f}" for part in ("p50_us", "p99_us")),
                *(_milliseconds(one["loads"][work]) for work in WORKS),
                f"{one['start']['seconds']:.2f}",
                f"{one['start']['cpu_seconds']:.2f}",
                f"{one['memory_mib']['idle']:.0f}",
                f"{one['memory_mib']['loaded']:.0f}",
            )
        )
    bundled = figures["all_bundled"]
    if bundled:
        start = (f"{bundled['seconds']:.2f}", f"{bundled['cpu_seconds']:.2f}")
        rows.append(("**mockserver**, all bundled APIs", *("",) * 4, *start, "", ""))
    return markdown(head, rows)


def _milliseconds(load: Record) -> str:
    return _slashed(f"{load[part] / 1000:.1f}" for part in ("p50_us", "p99_us"))


def _checks(figures: Record) -> str:
    head = ("server", "wrong requests refused", "response checked", "credentials", "remembers")
    rows = []
    for name in by_rate(figures):
        one = figures["servers"][name]
        told = one["checks"]
        if told:
            words = (told[part] for part in ("request", "response", "security", "state"))
            note = f": {one['note']}" if one["note"] else ""
            rows.append((_title(one) + note, *words))
    return markdown(head, rows)


def _others(figures: Record) -> list[Record]:
    servers = figures["servers"]
    return [
        servers[name]
        for name in by_rate(figures)
        if servers[name]["kind"] != Kind.OURS.value and name != BARE
    ]


def _against(figures: Record) -> str:
    ours = figures["servers"][OURS]
    rows = [
        (
            other["title"],
            *(f"{_quotient(ours, other, work, 'ratio'):.2f}" for work in WORKS),
            _slashed(f"{_quotient(ours, other, work, 'cpu_ratio'):.2f}" for work in WORKS),
        )
        for other in _others(figures)
    ]
    return markdown(("server", "GET", "PATCH", "search", "CPU of ours"), rows)


def _quotient(ours: Record, other: Record, work: str, part: str) -> float:
    divisor = float(other["loads"][work][part])
    return float(ours["loads"][work][part]) / divisor if divisor else float("inf")


def _operations(figures: Record) -> str:
    told_of = figures["operations"].values()
    sizes = list(dict.fromkeys(size for told in told_of for size in told["sizes"]))
    rows = [
        (
            _title(told),
            *(_rate(told["sizes"].get(size)) for size in sizes),
            *(_start(told["sizes"].get(size)) for size in sizes),
        )
        for told in told_of
    ]
    head = [f"GET, {size}" for size in sizes] + [f"start s, {size}" for size in sizes]
    return markdown(("server", *head), rows)


def _rate(told: Record | None) -> str:
    return f"{_load_ratio(told['read'])} ({told['read']['cpu_us']:.0f} us)" if told else "-"


def _start(told: Record | None) -> str:
    return f"{told['start']['seconds']:.2f}" if told else "-"


def _stored(figures: Record) -> str:
    rows = [
        (
            f"{told['kept']}",
            *(_load_ratio(told["loads"][work]) for work in WORKS),
            _slashed(f"{told['loads'][work]['cpu_us']:.0f}" for work in WORKS),
            f"{told['memory_mib']:.0f}",
        )
        for told in figures["stored"].values()
    ]
    return markdown(("campaigns", "GET", "PATCH", "search", "CPU us a request", "MiB"), rows)


def _left_out(figures: Record) -> str:
    lines = [f"- {told['name']} is left out: {told['why']}" for told in figures["left_out"]]
    return "\n".join([*lines, ""]) if lines else ""


def _title(one: Record) -> str:
    return f"**{one['title']}**" if one["kind"] == Kind.OURS.value else str(one["title"])


def _slashed(words: Iterable[str] | Sequence[str]) -> str:
    return " / ".join(words)
