"""Runs that are over, as commands read them: by id, by number or fingerprint of a finding."""

import re
from pathlib import Path
from typing import Final

from contracts.errors import NothingThere
from contracts.finding import RunResult
from contracts.reports.digest import Numbered, numbered
from contracts.run.folder import RESULT, latest_run, read_run
from contracts.run.opening import Asked
from specs.errors import nearest_name
from specs.values import Record

_FEW: Final = 3
"""Runs that are named."""
DRIFT: Final = "drift"
"""What `contracts drift` was asked for, as its words; other runs do not have it."""
ACCEPTED: Final = "accepted"
"""The label of a finding that the baseline accepts; only its fingerprint names it."""


def known_runs(home: Path) -> tuple[str, ...]:
    """Returns the ids of all runs of a home, sorted."""
    return tuple(sorted(path.name for path in (home / "runs").glob("*") if path.is_dir()))


def run_id(home: Path, run: str | None) -> str:
    """Returns the id of a run that has a folder, the newest one if none is named.

    Raises:
        NothingThere: There is no such run.
    """
    wanted = latest_run(home) if run is None else run
    known = known_runs(home)
    if wanted not in known:
        known_said = nearest_name(wanted, known) or "There is none; run `contracts test` first."
        raise NothingThere(f"There is no run {wanted!r} in {home}. {known_said}")
    return wanted


def stored_run(home: Path, run: str | None) -> tuple[RunResult, Record]:
    """Returns the result of a run, the newest one if none is named, and what was asked for.

    Raises:
        NothingThere: There is no such run, or it did not come to an end.
    """
    wanted = run_id(home, run)
    try:
        return read_run(home, wanted)
    except NothingThere as error:
        if isinstance(error.__cause__, FileNotFoundError):
            raise NothingThere(
                f"The run {wanted} did not come to an end, so it has no findings to read. Run "
                f"`contracts test` again; `contracts cleanup {wanted}` removes what it made."
                f"{_others(home, wanted)}"
            ) from error
        raise


def _others(home: Path, wanted: str) -> str:
    """Returns the runs that did come to an end, the newest first."""
    ended = [
        (file.stat().st_mtime, file.parent.name) for file in (home / "runs").glob(f"*/{RESULT}")
    ]
    names = [name for _, name in sorted(ended, reverse=True) if name != wanted]
    return f" --run names an earlier one: {', '.join(names[:_FEW])}." if names else ""


def finding_of(result: RunResult, name: str) -> Numbered:
    """Returns the finding that a number (F3) or a fingerprint names.

    Raises:
        NothingThere: The run has no such finding.
    """
    wanted = name.strip().lower()
    known = numbered(result)
    for one in known:
        if wanted in (one.finding.fingerprint, one.label.lower(), one.label[1:]):
            return one
    for finding in result.accepted:
        if wanted == finding.fingerprint:
            return Numbered(ACCEPTED, finding)
    if not known:
        has = "has no findings"
    elif len(known) == 1:
        has = "has one finding, F1"
    else:
        has = f"has {len(known)} findings, F1 to F{len(known)}"
    is_name = re.fullmatch(r"f?\d{1,7}|[0-9a-f]{8}", wanted) is not None
    do = "" if is_name else " Expected a number such as F1, or a fingerprint of eight hex digits."
    raise NothingThere(f"There is no finding {name}: the run {result.run} {has}.{do}")


def asked_again(asked: Record) -> Asked:
    """Returns what a run was asked for, to ask for the same target again.

    Raises:
        NothingThere: It is something else.
    """
    apis, target = asked.get("apis", ()), asked.get("target")
    if not isinstance(apis, list | tuple) or not isinstance(target, str | None):
        raise NothingThere(
            "The run does not say which target it was for; expected `apis` and `target`."
        )
    rate = asked.get("rate_limit")
    return Asked(
        apis=tuple(map(str, apis)),
        target=target,
        own_mock=asked.get("own_mock") is True,
        read_only=asked.get("read_only") is True,
        rate_limit=rate if isinstance(rate, str) else None,
    )
