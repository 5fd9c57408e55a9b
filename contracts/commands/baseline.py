"""`contracts baseline`: accepts findings of a run in a file that people read and review."""

import json
import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Final

import click

from contracts.accepted import Accepted, entry_of, parse_baseline
from contracts.commands.files import write_file
from contracts.commands.stored import finding_of, stored_run
from contracts.errors import ConfigError, NothingThere
from contracts.reports.visible import counted, visible
from contracts.run.folder import now
from specs.values import Json

_START: Final = """\
# Findings that are accepted for a time: `contracts test --baseline FILE` does not count them.
# Written by `contracts baseline`. Reasons and days may be edited; an entry may be removed.
"""
_BLOCK: Final = re.compile(r"^\s*\[\[\s*accepted\s*\]\]")


def accept(
    file: Path,
    reason: str,
    expires: str,
    findings: tuple[str, ...],
    run: str | None,
    run_home: Path,
) -> int:
    """Adds findings of a run, all of them if none is named, to a baseline file.

    Raises:
        NothingThere: There is no such run or finding, or the run has none.
        ConfigError: The day or the file is wrong.
    """
    today = now().date()
    last = _day(expires, today)
    if not reason.strip():
        raise ConfigError("--reason is empty", do="Say why the findings are accepted")
    result, _ = stored_run(run_home, run)
    chosen = [finding_of(result, name).finding for name in dict.fromkeys(findings)]
    chosen = chosen or list(result.findings)
    if not chosen:
        raise NothingThere(f"The run {result.run} has no findings to accept.")
    entries = [
        entry_of(finding, reason=reason.strip(), expires=last, today=today) for finding in chosen
    ]
    text = _read(file)
    write_file(file, merged_text(text, entries, file))
    click.echo(f"{file}: {counted(len(entries), 'finding')} accepted until {last}.")
    for entry in entries:
        click.echo(f"  {entry.fingerprint}  {entry.judge}  {entry.api}  {entry.operation}".rstrip())
    return 0


def merged_text(text: str, entries: Iterable[Accepted], file: Path) -> str:
    """Returns a baseline file with entries added or replaced, and all others as they were.

    Raises:
        ConfigError: The text is no baseline.
    """
    known = parse_baseline(text, file)
    start, blocks = _blocks(text)
    if len(blocks) != len(known):  # written in another form of TOML
        start, blocks = _START, [toml_entry(entry) for entry in known]
    by_fingerprint = {
        entry.fingerprint: (entry, block) for entry, block in zip(known, blocks, strict=True)
    }
    for entry in entries:
        comment = _comment(by_fingerprint.get(entry.fingerprint, (entry, ""))[1])
        by_fingerprint[entry.fingerprint] = (entry, comment + toml_entry(entry))
    ordered = sorted(
        by_fingerprint.values(),
        key=lambda pair: (pair[0].api, pair[0].operation, pair[0].judge, pair[0].fingerprint),
    )
    parts = [(start or _START).strip("\n"), *(block.strip("\n") for _, block in ordered)]
    return "\n\n".join(part for part in parts if part) + "\n"


def toml_entry(entry: Accepted) -> str:
    """Returns an entry as TOML."""
    order = ("fingerprint", "judge", "api", "operation", "item", "says", "reason")
    values = {name: getattr(entry, name) for name in (*order, "expires", "accepted")}
    lines = [f"{name} = {_toml(value)}" for name, value in values.items() if value]
    return "\n".join(["[[accepted]]", *lines]) + "\n"


def _toml(value: Json) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(visible(str(value)), ensure_ascii=False).replace("\x7f", "\\u007f")


def _blocks(text: str) -> tuple[str, list[str]]:
    """Returns what stands before the first entry, and each entry with the comment above it."""
    start: list[str] = []
    blocks: list[list[str]] = []
    for line in text.splitlines():
        if _BLOCK.match(line):
            above = blocks[-1] if blocks else start
            block = [line]
            while above and above[-1].lstrip().startswith("#"):
                block.insert(0, above.pop())
            blocks.append(block)
        else:
            (blocks[-1] if blocks else start).append(line)
    return "\n".join(start), ["\n".join(block) for block in blocks]


def _comment(block: str) -> str:
    lines = []
    for line in block.splitlines():
        if not line.lstrip().startswith("#"):
            break
        lines.append(line)
    return "".join(f"{line}\n" for line in lines)


def _day(text: str, today: date) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise ConfigError(f"--expires is {text!r}", expected="a day such as 2030-12-31") from error
    if day < today:
        raise ConfigError(
            f"--expires is {text}, which is over (today is {today})",
            do="Name a day on which somebody will look again",
        )
    return day


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"this baseline file cannot be read: {error}", file=file) from error
