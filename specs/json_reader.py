"""JSON text -> values.

The standard library's parser is as fast on such files as others, and unlike them it lets duplicate
keys be seen and keeps whole numbers of any size.
"""

import json
import math
import re
from collections.abc import Callable
from pathlib import Path
from typing import Final, NoReturn

import orjson

from specs.errors import UnreadableFile
from specs.json_lines import repeated_keys
from specs.source_text import Oddity
from specs.values import Json, Record
from specs.yaml_values import DEEPEST, EXPECTED

_HALF_CHARACTER: Final = re.compile(r"\\u[dD][89a-fA-F]")


def build_json(text: str, path: Path, odd: Callable[[Oddity], None] | None = None) -> Json:
    """Returns the value that a JSON text spells.

    Args:
        text: One JSON value.
        path: Named in messages.
        odd: Is told of duplicate keys instead of their being refused; the last one counts.

    Raises:
        UnreadableFile: The text holds something that is refused.
        json.JSONDecodeError: The text is not JSON.
    """
    is_repeated = False

    def members(pairs: list[tuple[str, Json]]) -> Record:
        nonlocal is_repeated
        found = dict(pairs)
        is_repeated = is_repeated or len(found) != len(pairs)
        return found

    try:
        value = json.loads(
            text, object_pairs_hook=members, parse_float=_finite, parse_constant=_no_number
        )
        if _HALF_CHARACTER.search(text):
            _refuse_half_characters(text)
    except json.JSONDecodeError:
        raise
    except RecursionError as error:
        raise _too_deep(path) from error
    except ValueError as error:
        raise UnreadableFile(
            str(error), file=path, expected="JSON that every reader takes"
        ) from error
    if _depth(value) > DEEPEST:
        raise _too_deep(path)
    for name, line in repeated_keys(text) if is_repeated else ():
        wrong = f"the key {name!r} stands here twice"
        if odd is None:
            raise UnreadableFile(wrong, file=path, line=line, expected=EXPECTED)
        odd(Oddity(wrong, line))
    return value


def _refuse_half_characters(text: str) -> None:
    """Refuses what Python can hold, but no file and no answer can."""
    try:
        orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise ValueError(f"line {error.lineno} holds half of a character: {error.msg}") from error


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"the number {text[:40]} is too large")
    return number


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is not a number of JSON")


def _too_deep(path: Path) -> UnreadableFile:
    return UnreadableFile(
        f"this is nested deeper than {DEEPEST} levels", file=path, expected=EXPECTED
    )


def _depth(value: Json) -> int:
    level, depth = [value], 0
    while level := [one for one in level if isinstance(one, dict | list)]:
        depth += 1
        level = [item for one in level for item in (one.values() if isinstance(one, dict) else one)]
    return depth
