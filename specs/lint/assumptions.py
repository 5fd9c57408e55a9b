"""The guesses about a vendor: each text of a document that says "Assumed:"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeGuard

from specs.bundle import Bundle
from specs.lint.places import parts
from specs.values import Json, pointer

MARK: Final = re.compile(r'(?<!")Assumed:.*', re.DOTALL)
"""In quotation marks the word is only spoken of."""


@dataclass(frozen=True, slots=True, order=True)
class Assumption:
    """One reading of something that the vendor's document leaves open."""

    file: Path
    line: int
    text: str
    """From the mark on, on one line."""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.text}"


def assumptions(bundle: Bundle) -> tuple[Assumption, ...]:
    """Returns the guesses that a document owns up to, in the order of its lines."""
    document = bundle.document
    return tuple(
        sorted(
            {
                Assumption(*document.spot(where), " ".join(guess.split()))
                for where, text in _texts(bundle)
                for guess in MARK.findall(text)
            }
        )
    )


def _texts(bundle: Bundle) -> Iterator[tuple[str, str]]:
    for part in parts(bundle.document):
        for member in ("description", "summary"):
            text = part.value.get(member)
            if _is_guess(text):
                yield part.pointer + pointer(member), text
        codes = part.value.get("x-error-codes")
        for index, code in enumerate(codes if isinstance(codes, list) else ()):
            text = code.get("condition") if isinstance(code, dict) else None
            if _is_guess(text):
                yield f"{part.pointer}/x-error-codes/{index}/condition", text


def _is_guess(text: Json) -> TypeGuard[str]:
    return isinstance(text, str) and MARK.search(text) is not None
