"""Text of a YAML or JSON file -> values, with the line of every value."""

import json
import re
from pathlib import Path
from typing import Final

import yaml

from specs.errors import UnreadableFile
from specs.json_lines import JsonLines
from specs.json_reader import build_json
from specs.source_text import Oddity, SourceText
from specs.yaml_lines import YamlLines
from specs.yaml_values import build_values

__all__ = ["SourceText", "parse_text", "read_text"]

_SURROGATES: Final = re.compile(
    r"(?<!\\)((?:\\\\)*)\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})"
)
"""A character outside the basic plane as JSON escapes it."""

_UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")
_UNPRINTABLE: Final = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What libyaml does not read."""

_INDENTING_TABS: Final = re.compile(r"^[ ]*\t[ \t]*", re.MULTILINE)


def read_text(path: Path, *, strict: bool = True) -> SourceText:
    """Reads a YAML or JSON file.

    Args:
        path: The file.
        strict: Whether to refuse what is wrong but can be read; otherwise `oddities` tells it.

    Raises:
        UnreadableFile: The file is missing, not UTF-8, not YAML, or says a key twice.
    """
    try:
        raw = path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableFile("there is no such file", file=path) from error
    except OSError as error:
        raise UnreadableFile(str(error.strerror or error), file=path) from error
    odd: list[Oddity] | None = None if strict else []
    return _parse(_decoded(raw, path, odd), path, odd)


def parse_text(text: str, path: Path, *, strict: bool = True) -> SourceText:
    """Parses YAML or JSON text; `path` is only named in messages.

    Raises:
        UnreadableFile: The text is not YAML, or says a key twice.
    """
    return _parse(text, path, None if strict else [])


def _decoded(raw: bytes, path: Path, odd: list[Oddity] | None) -> str:
    encoding = "utf-16" if raw.startswith(_UTF_16) else "utf-8-sig"
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        wrong = f"byte {error.start} is not {encoding.removesuffix('-sig').upper()}"
        if odd is None:
            raise UnreadableFile(wrong, file=path, expected="a text file in UTF-8") from error
        odd.append(Oddity(f"{wrong}, so the file is read as Windows-1252", None))
        return raw.decode("cp1252", errors="replace")


def _parse(text: str, path: Path, odd: list[Oddity] | None) -> SourceText:
    failed: json.JSONDecodeError | None = None
    tell = odd.append if odd is not None else None
    if path.suffix == ".json" or text.lstrip()[:1] == "{":
        try:
            value = build_json(text, path, tell)
        except json.JSONDecodeError as error:
            failed = error
            text = _json_as_yaml(text)
        else:
            return SourceText(path, value, JsonLines(text).line, tuple(odd or ()))
    try:
        value = build_values(text, path, tell)
    except yaml.YAMLError as error:
        if odd is None or (mended := _mended(text, odd)) is None:
            raise _unreadable(path, error, failed) from error
        return _parse(mended, path, odd)
    return SourceText(path, value, YamlLines(text).line, tuple(odd or ()))


def _unreadable(
    path: Path, error: yaml.YAMLError, failed: json.JSONDecodeError | None
) -> UnreadableFile:
    if failed is not None and path.suffix == ".json":
        return UnreadableFile(
            f"this is not JSON: {failed.msg}",
            file=path,
            line=failed.lineno,
            expected="JSON, or YAML 1.2",
            do="Correct the line or the one before it",
        )
    if isinstance(error, yaml.MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        return UnreadableFile(
            f"this is not YAML: {error.problem or error.context}",
            file=path,
            line=mark.line + 1 if mark else None,
            expected="YAML 1.2 or JSON",
            do="Correct the line or the one before it",
        )
    return UnreadableFile(f"this is not YAML: {' '.join(str(error).split())}", file=path)


def _json_as_yaml(text: str) -> str:
    """Replaces the two spellings of JSON that libyaml does not read; lines stay where they are."""
    spaced = text.replace("\t", " ")
    return _SURROGATES.sub(
        lambda found: (
            found[1] + bytes.fromhex(found[2] + found[3]).decode("utf-16-be", errors="replace")
        ),
        spaced,
    )


def _mended(text: str, odd: list[Oddity]) -> str | None:
    """Replaces what libyaml does not read, lines kept; None if there is nothing of the kind."""
    odd[:] = told = [one for one in odd if one.line is None]
    if found := _UNPRINTABLE.search(text):
        odd.append(Oddity("a character that is not printable is read as a space", _line(found)))
        text = _UNPRINTABLE.sub(" ", text)
    if found := _INDENTING_TABS.search(text):
        odd.append(Oddity("a tab indents this line; it is read as two spaces", _line(found)))
        text = _INDENTING_TABS.sub(lambda indent: indent[0].replace("\t", "  "), text)
    return text if odd != told else None


def _line(found: re.Match[str]) -> int:
    return found.string.count("\n", 0, found.start()) + 1
