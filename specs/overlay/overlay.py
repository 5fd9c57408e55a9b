"""The file of an overlay -> its actions, checked for their form."""

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import jsonschema_rs

from specs.errors import InvalidPart, nearest_name
from specs.overlay.target import Target
from specs.source_text import SourceText
from specs.values import Json, Record, pointer
from specs.yaml_reader import read_text

_SCHEMA: Final = Path(__file__).parent / "overlay.schema.json"
_VERSION: Final = re.compile(r"1\.[01]\.[0-9]+")


@dataclass(frozen=True, slots=True)
class Action:
    """One change, made to everything that its target selects."""

    source: SourceText
    """The overlay's file."""
    where: str
    """JSON pointer of the action in it."""
    target: Target
    record: Record
    """The action as it is written."""

    @property
    def removes(self) -> bool:
        """Whether it removes what it selects, whatever else it says."""
        return self.record.get("remove") is True

    @property
    def copied(self) -> Target | None:
        """Selects the value to merge in, if it stands elsewhere in the description."""
        return None if "copy" not in self.record else Target(self.record["copy"])

    def wrong(self, what: str, *, at: str = "", expected: str = "", do: str = "") -> InvalidPart:
        """Words what is wrong with the action.

        Args:
            what: What is wrong.
            at: JSON pointer of the place inside the action.
            expected: What was expected instead.
            do: What to do next.
        """
        line = self.source.line(self.where + at)
        return InvalidPart(what, file=self.source.path, line=line, expected=expected, do=do)


@dataclass(frozen=True, slots=True)
class Overlay:
    """The actions of one file, in their order."""

    path: Path
    actions: tuple[Action, ...]


def read_overlay(path: Path) -> Overlay:
    """Reads an overlay; `extends` and `info` are for its readers, nothing is done with them.

    Raises:
        UnreadableFile: The file is missing or is not YAML.
        InvalidPart: It is no Overlay 1.0 or 1.1, or an action has no effect or no valid target.
    """
    source = read_text(path)
    _check_form(source)
    actions = tuple(
        _action(source, index, record) for index, record in enumerate(source.value["actions"])
    )
    return Overlay(path, actions)


def _check_form(source: SourceText) -> None:
    value = source.value
    if not isinstance(value, dict) or "overlay" not in value:
        raise InvalidPart(
            "this is not an overlay",
            file=source.path,
            line=1,
            expected="a mapping with the members `overlay: 1.0.0`, `info` and `actions`",
        )
    if not _VERSION.fullmatch(str(value["overlay"])):
        raise InvalidPart(
            f"overlay version {value['overlay']!r} is not known here",
            file=source.path,
            line=source.line("/overlay"),
            expected="1.0.x or 1.1.x, such as `overlay: 1.0.0`",
        )
    for error in _form().iter_errors(value):
        where, told, do = _explained(error)
        raise InvalidPart(
            f"{where or 'the overlay'}: {told}",
            file=source.path,
            line=source.line(where),
            expected="an Overlay 1.0 or 1.1",
            do=do,
        )


def _explained(error: jsonschema_rs.ValidationError) -> tuple[str, str, str]:
    """Returns the place of an error, what is wrong there, and what to do."""
    kind, where = error.kind, pointer(*error.instance_path)
    if isinstance(kind, jsonschema_rs.ValidationErrorKind.Required):
        return where, f"{kind.property} is missing", ""
    if isinstance(kind, jsonschema_rs.ValidationErrorKind.AdditionalProperties):
        name = kind.unexpected[0]
        *_, owner, _ = map(str, error.schema_path)
        known = _schema()["$defs"][owner]["properties"]
        return where + pointer(name), f"{name} is not known here", nearest_name(name, known)
    return where, error.message, ""


def _action(source: SourceText, index: int, record: Record) -> Action:
    where = f"/actions/{index}"
    action = Action(source, where, Target(record["target"]), record)
    for member in ("target", "copy"):
        if member in record and (wrong := Target(record[member]).fault()):
            raise action.wrong(
                f"the JSONPath {record[member]!r} cannot be read: {wrong}",
                at=f"/{member}",
                expected="a JSONPath as RFC 9535 has it, such as $.paths['/pets/{id}'].get",
            )
    effects = [name for name in ("update", "copy") if name in record]
    if not effects and not action.removes:
        raise action.wrong(
            "the action says neither `update` nor `copy` nor `remove: true`, so it changes nothing",
            do="Say what it shall do, or leave it out",
        )
    if len(effects) > 1 and not action.removes:
        raise action.wrong("the action says both `update` and `copy`", do="Make two actions of it")
    if "copy" in effects and str(source.value["overlay"]).startswith("1.0"):
        raise action.wrong(
            "`copy` is a word of Overlay 1.1", at="/copy", do="Say `overlay: 1.1.0` at the top"
        )
    return action


def _schema() -> dict[str, Json]:
    schema: Record = json.loads(_SCHEMA.read_text(encoding="utf-8"))
    return schema


@cache
def _form() -> jsonschema_rs.Validator:
    return jsonschema_rs.Draft202012Validator(_schema())
