"""`contracts cleanup`: removes what a run made, or lists what cannot be removed."""

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from rich.console import Console

from contracts.commands.connections import Connections
from contracts.commands.merge import RUNS
from contracts.commands.removing import Fate, Removal, remover_of
from contracts.commands.run_suite import CLEAN, FOUND
from contracts.commands.stored import asked_again, run_id
from contracts.errors import ConfigError, NothingThere
from contracts.reports.layout import line, print_lines
from contracts.reports.visible import counted, one_line
from contracts.run.folder import RunFolder, read_asked, read_run
from contracts.run.journal import Entry, Journal, read_journal
from contracts.run.made import things_made
from contracts.run.opening import Asked, open_target
from contracts.run.suite import reach
from contracts.target import Target
from specs.bundle import Bundle

_WRITER: Final = "cleanup"
_NAMED: Final = 5
"""Things that are named of those that nothing can remove."""
_STYLES: Final[dict[Fate, str]] = {
    "removed": "green",
    "gone": "",
    "stays": "yellow",
    "failed": "red",
}


@dataclass(frozen=True, slots=True)
class _Work:
    """What there is to do."""

    entries: tuple[Entry, ...]
    bundles: dict[str, Bundle]
    target: Target
    folder: RunFolder
    console: Console

    def tell(self, entry: Entry, fate: Fate | None, said: str) -> None:
        """Prints what became of one thing."""
        what = f"{entry.api} {entry.kind} {one_line(named(entry))}"
        style = _STYLES[fate] if fate is not None else ""
        self.say(f"  {what}: {one_line(said, 300)}", style)

    def say(self, text: str, style: str = "") -> None:
        """Prints one line."""
        print_lines(self.console, [line(text, style, hang=4)])


def clean(
    run: str,
    run_home: Path,
    console: Console,
    *,
    dry_run: bool,
    headers: tuple[str, ...] = (),
    auth: str | None = None,
) -> int:
    """Cleans up after a run, also after one that was killed; a second time it does nothing.

    Args:
        run: Id of the run.
        run_home: Where runs keep their files.
        console: Where it is printed.
        dry_run: Whether it is only said what would be done; nothing is sent.
        headers: `Name: value`, sent each time.
        auth: `user:password` for HTTP Basic.

    Returns:
        0 if all that can be removed is removed, 1 if something could not be.

    Raises:
        NothingThere: There is no such run.
        ConfigError: The target of the run is not there any more.
        TargetUnreachable: Nothing answers.
    """
    folder = RunFolder(run_home, run_id(run_home, run))
    entries = tuple(entry for entry in read_journal(folder.journal) if is_left(entry))
    if not entries:
        print_lines(console, [line(f"{run}: nothing is left of it{_of_others(folder)}.")])
        return CLEAN
    asked = replace(asked_again(read_asked(run_home, run)), headers=headers, auth=auth)
    bundles, target = _place(asked, entries, run)
    work = _Work(entries, bundles, target, folder, console)
    return _list(work) if dry_run else _remove(work)


def is_left(entry: Entry) -> bool:
    """Returns whether something of a journal's entry may be on the target."""
    return not entry.is_gone


def named(entry: Entry) -> str:
    """Returns what an entry is called: its id, else its name."""
    if entry.id is not None:
        return f"{entry.id} ({entry.name})" if entry.name else str(entry.id)
    return f"{entry.name or 'without a name'} (id unknown)"


def _place(asked: Asked, entries: tuple[Entry, ...], run: str) -> tuple[dict[str, Bundle], Target]:
    bundles, target = open_target(asked, os.environ)
    known = {bundle.name: bundle for bundle in bundles if bundle.name in target.apis}
    for entry in entries:
        if entry.api not in known:
            raise ConfigError(
                f"the target {target.name} has no API {entry.api}, where the run {run} made a "
                f"{entry.kind}",
                do=f"Add [targets.{target.name}.apis.{entry.api}] again, then clean up",
            )
    wanted = {entry.api for entry in entries}
    return {name: bundle for name, bundle in known.items() if name in wanted}, target


def _list(work: _Work) -> int:
    work.say(f"{work.folder.run} left {_things(work.entries)}; nothing is sent.")
    removable = _without_remover(work)
    for entry in removable:
        remover = remover_of(work.bundles[entry.api], entry.kind)
        label = remover.label if remover is not None else ""
        if not work.target.may_write(entry.api):
            said = "stays; the target is read-only"
        elif entry.id is None:
            said = f"would be searched for by its name, and removed by {label}"
        else:
            said = f"would be removed by {label}"
        work.tell(entry, None, said)
    return CLEAN


def _without_remover(work: _Work) -> tuple[Entry, ...]:
    """Tells in one line each what nothing can remove, and returns the rest."""
    grouped: dict[tuple[str, str], list[Entry]] = {}
    rest: list[Entry] = []
    for entry in work.entries:
        if remover_of(work.bundles[entry.api], entry.kind) is None:
            grouped.setdefault((entry.api, entry.kind), []).append(entry)
        else:
            rest.append(entry)
    for (api, kind), entries in grouped.items():
        some = ", ".join(one_line(named(entry), 80) for entry in entries[:_NAMED])
        more = f", and {len(entries) - _NAMED} more" if len(entries) > _NAMED else ""
        what = f"{api} {counted(len(entries), kind)}"
        why = f"{api} has no operation that removes a {kind}"
        work.say(f"  {what}: stays; {why}: {some}{more}", "yellow")
    return tuple(rest)


def _remove(work: _Work) -> int:
    journal = Journal(work.folder.journal, _WRITER)
    removable = _without_remover(work)
    fates: list[Fate] = ["stays"] * (len(work.entries) - len(removable))
    if removable:
        with Connections.open(work.bundles.values(), work.target, may_write=True) as opened:
            for sender in opened.senders.values():
                reach(sender, work.target.name)
            for entry in removable:
                removal = Removal(opened.senders[entry.api])
                done = removal.of(entry)
                if done.is_news:
                    is_gone = done.fate in ("removed", "gone")
                    journal.after(entry.number, id=done.id, is_gone=is_gone)
                work.tell(replace(entry, id=done.id), done.fate, done.said)
                fates.append(done.fate)
        _note(work.folder)
    counts = {fate: fates.count(fate) for fate in _STYLES}
    words = {"removed": "removed", "gone": "gone already", "stays": "stay", "failed": "failed"}
    said = ", ".join(f"{count} {words[fate]}" for fate, count in counts.items() if count)
    work.say(f"{work.folder.run}: {said}.", "bold")
    return FOUND if "failed" in fates else CLEAN


def _note(folder: RunFolder) -> None:
    """Tells the result of the run, if it has one, what is removed."""
    try:
        result, asked = read_run(folder.home, folder.run)
    except NothingThere:
        return  # killed before it had a result; the journal alone knows
    folder.write(replace(result, created=things_made(folder.journal)), asked)


def _things(entries: tuple[Entry, ...]) -> str:
    return counted(len(entries), "thing")


def _of_others(folder: RunFolder) -> str:
    """Returns where else to look, for a run that is made of others."""
    try:
        result, _ = read_run(folder.home, folder.run)
    except NothingThere:
        return ""
    runs = result.options.get(RUNS)
    if not runs:
        return ""
    return f" itself; it is made of {', '.join(map(str, runs))}: clean up each where it ran"
