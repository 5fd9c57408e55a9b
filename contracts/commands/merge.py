"""`contracts merge`: the results of all shards of one plan as one run."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, get_args

from rich.console import Console

from contracts.commands.run_suite import verdict
from contracts.errors import ConfigError
from contracts.finding import Cell, Kind, RunResult
from contracts.reports import print_summary
from contracts.run.folder import RunFolder, new_run_id, read_result
from contracts.run.merging import merge_findings
from specs.values import Json, Record

RUNS: Final = "runs"
"""The option of a merged run that names the runs it is made of."""
_OWN: Final = ("shard", "max_seconds", RUNS)
"""Options that may differ from shard to shard."""
_KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
_UNTOLD: Final = ("no way known to cause it", "not met by any request of this run", "not run")
"""Reasons that a shard gives where it does not have the item that would know better."""


@dataclass(frozen=True, slots=True)
class Shard:
    """The result of one shard."""

    file: Path
    number: int
    count: int
    result: RunResult
    asked: Record


def merge(files: Sequence[Path], fail_on: str, run_home: Path, console: Console) -> int:
    """Merges result files, keeps the whole as a run of its own, and judges it.

    Raises:
        NothingThere: A file is not the result of a run.
        ConfigError: The files do not make one run.
    """
    shards = sorted((_shard(file) for file in files), key=lambda shard: shard.number)
    _check(shards)
    run = new_run_id()
    result = merged(run, [shard.result for shard in shards])
    folder = RunFolder(run_home, run)
    folder.make()
    asked = next((shard.asked for shard in shards if shard.asked), {})
    folder.write_asked(asked)
    folder.write(result, asked)
    print_summary(result, console)
    return verdict(result, fail_on, None, Console(stderr=True))


def merged(run: str, results: Sequence[RunResult]) -> RunResult:
    """Returns the results of all shards as one, with an id of its own."""
    first = results[0]
    findings = merge_findings(finding for result in results for finding in result.findings)
    counted = {finding.fingerprint for finding in findings}
    accepted = merge_findings(
        finding
        for result in results
        for finding in result.accepted
        if finding.fingerprint not in counted
    )
    seen = counted | {finding.fingerprint for finding in accepted}
    fixed = dict.fromkeys(line for result in results for line in result.fixed)
    items = (item for result in results for item in result.items)
    apis = {name: number for number, name in enumerate(first.urls)}
    return replace(
        first,
        run=run,
        started=min(result.started for result in results),
        seconds=sum(result.seconds for result in results),
        options={**first.options, "shard": None, RUNS: [result.run for result in results]},
        items=tuple(
            sorted(items, key=lambda one: (apis.get(one.api, 0), _KINDS.index(one.kind), one.id))
        ),
        findings=findings,
        accepted=accepted,
        fixed=tuple(line for line in fixed if line.partition(" ")[0] not in seen),
        cells=merge_cells(cell for result in results for cell in result.cells),
        created=tuple(made for result in results for made in result.created),
        left_out=tuple(dict.fromkeys(line for result in results for line in result.left_out)),
        notes=tuple(dict.fromkeys(note for result in results for note in result.notes)),
        interrupted="; ".join(
            dict.fromkeys(result.interrupted for result in results if result.interrupted)
        ),
    )


def merge_cells(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    """Returns each cell once: hit if any shard hit it, else with the reason that says most."""
    found: dict[tuple[str, str, str, str], Cell] = {}
    for cell in cells:
        key = (cell.api, cell.table, cell.operation, cell.name)
        known = found.get(key)
        if known is None:
            found[key] = cell
            continue
        hit = known.hit or cell.hit
        told = known if known.reason and known.reason not in _UNTOLD else cell
        reason = "" if hit else told.reason or known.reason
        found[key] = replace(known, hit=hit, reason=reason, seen=known.seen + cell.seen)
    return tuple(found.values())


def _shard(file: Path) -> Shard:
    result, asked = read_result(file)
    shard = result.options.get("shard")
    if not isinstance(shard, list) or len(shard) != 2:
        raise ConfigError(
            "this is a run of the whole plan, not of a shard",
            file=file,
            expected="the result of `contracts test --shard N/M`",
        )
    return Shard(file, int(shard[0]), int(shard[1]), result, asked)


def _check(shards: Sequence[Shard]) -> None:
    """Makes sure that the shards are all of one plan.

    Raises:
        ConfigError: They are not.
    """
    first = shards[0]
    for one in shards[1:]:
        for what, ours, theirs in _must_agree(first, one):
            if ours != theirs:
                raise ConfigError(
                    f"{what} is {theirs!r} here and {ours!r} in {first.file}",
                    file=one.file,
                    expected="shards of one plan",
                    do="Run all shards with the same options against the same target",
                )
    by_number: dict[int, Shard] = {}
    for one in shards:
        if one.number in by_number:
            raise ConfigError(
                f"shard {one.number}/{one.count} is given twice, also as "
                f"{by_number[one.number].file}",
                file=one.file,
                expected="each shard once",
            )
        by_number[one.number] = one
    missing = [number for number in range(1, first.count + 1) if number not in by_number]
    if missing:
        names = ", ".join(f"{number}/{first.count}" for number in missing)
        is_one = len(missing) == 1
        raise ConfigError(
            f"the {'shard' if is_one else 'shards'} {names} {'is' if is_one else 'are'} missing",
            expected=f"all {first.count} shards",
            do=f"Run `contracts test --shard {missing[0]}/{first.count}` and name its result too",
        )


def _must_agree(first: Shard, other: Shard) -> Iterable[tuple[str, Json, Json]]:
    yield "the number of shards", first.count, other.count
    yield "the seed", first.result.seed, other.result.seed
    yield "the target", first.result.target, other.result.target
    yield "the list of APIs", sorted(first.result.urls), sorted(other.result.urls)
    ours, theirs = first.result.options, other.result.options
    for name in sorted({*ours, *theirs} - {*_OWN}):
        yield f"the option {name}", ours.get(name), theirs.get(name)
