"""The baseline: findings that are accepted until a day, each with its reason."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Final

from contracts.errors import ConfigError
from contracts.finding import Finding, ItemResult, RunResult
from specs.errors import nearest_name
from specs.values import Json, Record

TABLE: Final = "accepted"
_FEW: Final = 3
"""Entries that a note names."""
_NEEDED: Final[dict[str, type]] = {"fingerprint": str, "reason": str, "expires": date}
_KEYS: Final[dict[str, type]] = {
    "fingerprint": str, "judge": str, "api": str, "operation": str, "item": str, "says": str,
    "reason": str, "expires": date, "accepted": date,
}  # fmt: skip
_WORDS: Final = {str: "a text in quotes", date: "a day such as 2030-12-31, without quotes"}
_HEADER: Final = re.compile(r"^\s*\[\[\s*accepted\s*\]\]", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Accepted:
    """One finding that is accepted."""

    fingerprint: str
    reason: str
    expires: date
    """The last day on which it is accepted."""
    judge: str = ""
    api: str = ""
    operation: str = ""
    item: str = ""
    """Id of the item of the plan that found it."""
    says: str = ""
    accepted: date | None = None
    """The day on which it was accepted."""

    def is_over(self, today: date) -> bool:
        """Returns whether its time is up."""
        return today > self.expires

    def __str__(self) -> str:
        where = f"{self.fingerprint} {self.judge} {self.operation}".rstrip()
        return f"{where}, until {self.expires}: {self.reason}"


def read_baseline(file: Path) -> tuple[Accepted, ...]:
    """Reads a baseline file.

    Raises:
        ConfigError: It is not there, or something in it is wrong; the message has the line.
    """
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise ConfigError(
            "there is no such baseline file",
            file=file,
            do=f"Make it: contracts baseline {file} --reason WHY --expires YYYY-MM-DD",
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"this baseline file cannot be read: {error}", file=file) from error
    return parse_baseline(text, file)


def parse_baseline(text: str, file: Path) -> tuple[Accepted, ...]:
    """Reads the text of a baseline file.

    Raises:
        ConfigError: Something in it is wrong.
    """
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise ConfigError(
            f"this is not TOML: {error}", file=file, line=int(line[1]) if line else None
        ) from error
    source = _Source(file, text)
    for key in raw:
        if key != TABLE:
            raise source.wrong(f"the key {key!r} is unknown", None, key, do=f"Known: {TABLE}")
    entries = raw.get(TABLE, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise source.wrong(f"{TABLE} is no list of tables", None, TABLE, expected="[[accepted]]")
    read: dict[str, Accepted] = {}
    for number, entry in enumerate(entries):
        one = _entry(source, number, entry)
        if one.fingerprint in read:
            wrong = f"the fingerprint {one.fingerprint} is accepted twice"
            raise source.wrong(wrong, number, "fingerprint", do="Remove one of the entries")
        read[one.fingerprint] = one
    return tuple(read.values())


def apply_baseline(result: RunResult, accepted: Iterable[Accepted], today: date) -> RunResult:
    """Moves accepted findings out of the way, and says which entries are no longer needed.

    An entry whose time is up accepts nothing: its finding stays, and a note says so. An entry
    that was not seen is fixed only if its item was judged in this run.
    """
    entries = {entry.fingerprint: entry for entry in accepted}
    if not entries:
        return result
    kept: list[Finding] = []
    over: list[Accepted] = []
    moved: list[Finding] = list(result.accepted)
    for finding in result.findings:
        entry = entries.get(finding.fingerprint)
        if entry is None:
            kept.append(finding)
        elif entry.is_over(today):
            kept.append(finding)
            over.append(entry)
        else:
            moved.append(finding)
    seen = {finding.fingerprint for finding in (*kept, *moved)}
    unseen = [entry for entry in entries.values() if entry.fingerprint not in seen]
    fixed = [str(entry) for entry in unseen if _was_judged(entry, result)]
    return replace(
        result,
        findings=tuple(kept),
        accepted=tuple(moved),
        fixed=(*result.fixed, *(line for line in fixed if line not in result.fixed)),
        notes=(*result.notes, *_over(over)),
    )


def _over(entries: list[Accepted]) -> tuple[str, ...]:
    if not entries:
        return ()
    names = ", ".join(f"{entry.fingerprint} {entry.judge}".rstrip() for entry in entries[:_FEW])
    more = f" and {len(entries) - _FEW} more" if len(entries) > _FEW else ""
    last = max(entry.expires for entry in entries)
    what = "A finding counts" if len(entries) == 1 else f"{len(entries)} findings count"
    reasons = dict.fromkeys(entry.reason for entry in entries)
    why = f", with the reason: {next(iter(reasons))}" if len(reasons) == 1 else ""
    return (f"{what} again, because the baseline accepted until {last}{why} ({names}{more}).",)


def entry_of(finding: Finding, *, reason: str, expires: date, today: date) -> Accepted:
    """Returns the entry that accepts a finding."""
    return Accepted(
        fingerprint=finding.fingerprint,
        reason=reason,
        expires=expires,
        judge=finding.judge,
        api=finding.api,
        operation=finding.operation,
        item=finding.item,
        says=finding.says,
        accepted=today,
    )


def _was_judged(entry: Accepted, result: RunResult) -> bool:
    checks = result.options.get("checks") or ()
    return any(
        _would_show(entry, item)
        for item in result.items
        if item.judge == entry.judge or not checks or entry.judge in checks
    )


def _would_show(entry: Accepted, item: ItemResult) -> bool:
    """Returns whether an item judged, to its end, what is accepted."""
    if not entry.item or item.id != entry.item or not item.examples:
        return False
    # A law that found something else stopped there.
    return item.outcome == "passed" or (item.outcome == "failed" and item.kind != "law")


@dataclass(frozen=True, slots=True)
class _Source:
    """A baseline file, for messages that point into it."""

    file: Path
    text: str

    def wrong(
        self, wrong: str, entry: int | None, key: str, *, expected: str = "", do: str = ""
    ) -> ConfigError:
        line = self._line(entry, key)
        return ConfigError(wrong, file=self.file, line=line, expected=expected, do=do)

    def _line(self, entry: int | None, key: str) -> int | None:
        """Returns the line of a key of an entry, else of the entry, else none."""
        headers = [found.start() for found in _HEADER.finditer(self.text)]
        start, end = 0, len(self.text)
        if entry is not None and entry < len(headers):
            start = headers[entry]
            end = headers[entry + 1] if entry + 1 < len(headers) else end
        pattern = rf"""^[\s\[]*["']?{re.escape(key)}["']?\s*[=\]]"""
        found = re.search(pattern, self.text[start:end], re.MULTILINE)
        if found is not None:
            start += found.end() - 1
        elif entry is None or entry >= len(headers):
            return None
        return self.text.count("\n", 0, start + 1) + 1


def _entry(source: _Source, number: int, raw: Record) -> Accepted:
    for key, value in raw.items():
        if key not in _KEYS:
            raise source.wrong(
                f"the key {key!r} of an accepted finding is unknown",
                number, key, do=nearest_name(key, _KEYS),
            )  # fmt: skip
        if not _fits(value, _KEYS[key]):
            raise source.wrong(f"{key} is {value!r}", number, key, expected=_WORDS[_KEYS[key]])
    for key in _NEEDED:
        if raw.get(key, "") == "":
            raise source.wrong(
                f"an accepted finding has no {key}",
                number, TABLE, expected=f"{key} = {_WORDS[_KEYS[key]]}",
            )  # fmt: skip
    if not re.fullmatch(r"[0-9a-f]{8}", raw["fingerprint"]):
        raise source.wrong(
            f"the fingerprint {raw['fingerprint']!r} is none",
            number, "fingerprint", expected="eight hex digits, as `contracts explain` shows them",
        )  # fmt: skip
    return Accepted(**raw)


def _fits(value: Json, kind: type) -> bool:
    return isinstance(value, kind) and not isinstance(value, datetime)
