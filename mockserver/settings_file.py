"""`mockserver.toml`, or `[tool.mockserver]` of pyproject.toml, as defaults of the command line."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

import jsonschema_rs
import orjson

from mockserver.errors import ConfigError
from specs.discovery import bundled_names
from specs.download import is_url
from specs.errors import nearest_name, sentence
from specs.values import Json, Record

FILE: Final = "mockserver.toml"
SCHEMA: Final = Path(__file__).parent / "config.schema.json"

_PROJECT: Final = "pyproject.toml"
_TABLE: Final = "tool.mockserver"
_VARIABLE: Final = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")
_KINDS: Final = {"array": "a list of texts", "boolean": "true or false", "string": "a text"}


class SettingsFileWrong(ConfigError):
    """A settings file cannot be used as it is written."""

    def __init__(
        self, wrong: str, *, file: Path, line: int | None = None, expected: str = "", do: str = ""
    ) -> None:
        self.file = file
        self.line = line
        place = f"{file}:{line}" if line is not None else str(file)
        expected = f"Expected {expected}" if expected else ""
        parts = [f"{place}: {sentence(wrong)}", *(sentence(one) for one in (expected, do) if one)]
        super().__init__(" ".join(parts))


@dataclass(frozen=True, slots=True)
class SettingsFile:
    """What a file says, by key; it fits the schema."""

    path: Path
    text: str
    values: Record

    def defaults(self, environment: Mapping[str, str]) -> dict[str, Callable[[], Json]]:
        """Returns what gives each value; a variable is read when its value is asked for.

        Args:
            environment: Variables by name.
        """
        return {name: partial(self._value, name, environment) for name in self.values}

    def _value(self, key: str, environment: Mapping[str, str]) -> Json:
        """Returns a value as the command line takes it.

        Raises:
            SettingsFileWrong: It names a variable that is not set.
        """
        value = self.values[key]
        if not isinstance(value, str | list):
            return value
        texts = [self._expand(key, one, environment) for one in _texts(value)]
        if key == "apis":
            texts = [placed(text, self.path.parent) for text in texts]
        elif isinstance(value, list):
            texts = [str(self.path.parent / text) for text in texts]
        return texts if isinstance(value, list) else texts[0]

    def _expand(self, key: str, text: str, environment: Mapping[str, str]) -> str:
        for name in _VARIABLE.findall(text):
            if name not in environment:
                raise SettingsFileWrong(
                    f"{key} needs the environment variable {name}, which is not set",
                    file=self.path,
                    line=_line(self.text, key, self.path),
                    do=f"Set it: export {name}=...",
                )
        return _VARIABLE.sub(lambda match: environment[match[1]], text)


def find_settings(folder: Path) -> SettingsFile | None:
    """Reads the nearest settings file, from a folder up to the root of its repository.

    Outside of a repository only the folder itself is looked into: what lies above belongs to
    somebody else.

    Raises:
        SettingsFileWrong: The file cannot be read, or says what no settings file can.
    """
    for place in _places(folder):
        if (place / FILE).is_file():
            return _judged(place / FILE, *_read(place / FILE))
        if (place / _PROJECT).is_file():
            raw, text = _read(place / _PROJECT)
            ours = raw.get("tool", {}).get("mockserver")
            if ours is not None:
                return _judged(place / _PROJECT, ours, text)
    return None


def placed(api: str, folder: Path) -> str:
    """Returns an API as it is named from anywhere: a path begins at a folder.

    >>> placed("criteo", Path("/shop")), placed("api.yaml", Path("/shop"))
    ('criteo', '/shop/api.yaml')
    """
    path = folder / api
    # A word that is no path is left as it is: somebody may have misspelt a name.
    is_path = path.suffix or path.parent != folder or path.exists()
    is_named = api in bundled_names() or is_url(api)
    return str(path) if is_path and not is_named else api


def _places(folder: Path) -> Iterator[Path]:
    root = next((one for one in (folder, *folder.parents) if (one / ".git").exists()), folder)
    for place in (folder, *folder.parents):
        yield place
        if place == root:
            return


def _judged(path: Path, values: Json, text: str) -> SettingsFile:
    """Returns a file's values, held against the schema."""
    if not isinstance(values, dict):
        raise SettingsFileWrong(f"{_TABLE} is {values!r}", file=path, expected="a table")
    schema = orjson.loads(SCHEMA.read_bytes())
    known = schema["properties"]
    for key, value in values.items():
        line = _line(text, key, path)
        if key not in known:
            raise SettingsFileWrong(
                f"the key {key!r} is unknown", file=path, line=line, do=nearest_name(key, known)
            )
        if not jsonschema_rs.Draft202012Validator(known[key]).is_valid(value):
            told = "a secret that does not fit" if key == "admin_token" else repr(value)
            raise SettingsFileWrong(
                f"{key} is {told}", file=path, line=line, expected=_expected(known[key])
            )
    return SettingsFile(path, text, values)


def _expected(schema: Record) -> str:
    """Returns in words what a schema of one key takes."""
    if schema["type"] == "integer":
        least, most = schema.get("minimum"), schema.get("maximum")
        said = f" from {least}" if least is not None else ""
        return f"a whole number{said}" + (f" to {most}" if most is not None else "")
    if "pattern" in schema:
        return f"a span such as {schema['default']!r}, in s, m, h or d"
    return _KINDS[schema["type"]] + (" that is not empty" if schema.get("minLength") else "")


def _line(text: str, key: str, path: Path) -> int | None:
    """Returns the line on which a key of ours stands, as far as its text tells."""
    name = re.escape(key)
    named = re.compile(rf"""\s*(?:{re.escape(_TABLE)}\.)?["']?{name}["']?\s*[=.]""")
    header = re.compile(rf"""\s*\[\[?\s*(?:{re.escape(_TABLE)}\.)?["']?{name}["']?\s*[\].]""")
    is_ours = path.name == FILE
    for number, line in enumerate(text.splitlines(), start=1):
        if header.match(line) and (path.name == FILE or _TABLE in line):
            return number
        if line.lstrip().startswith("["):
            is_ours = re.match(rf"\s*\[\s*{re.escape(_TABLE)}\s*\]", line) is not None
        elif named.match(line) and (is_ours or line.lstrip().startswith(_TABLE)):
            return number
    return None


def _read(path: Path) -> tuple[Record, str]:
    try:
        text = path.read_text(encoding="utf-8")
        return tomllib.loads(text), text
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsFileWrong(f"this file cannot be read: {error}", file=path) from error


def _texts(value: Json) -> list[str]:
    return value if isinstance(value, list) else [value]
