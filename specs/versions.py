"""Which version of OpenAPI a file says it is."""

import re
from dataclasses import dataclass
from typing import Final

from specs.errors import InvalidSpec
from specs.source_text import SourceText

_KNOWN: Final = re.compile(r"(?:2(?:\.0)?|3\.[012])(?:[.-].*)?")
_NAMES: Final = {"openapi": "OpenAPI", "swagger": "Swagger"}
_EXPECTED: Final = '`openapi: 3.0.x`, `3.1.x` or `3.2.x`, or `swagger: "2.0"`'


@dataclass(frozen=True, slots=True)
class Version:
    """The version of a file, and the one whose rules it is read by."""

    written: str
    """As the file says it."""
    rules: str
    """`2.0`, `3.0` or `3.1`; 3.2 is read by the rules of 3.1, as far as it goes."""


def read_version(source: SourceText) -> Version:
    """Returns the version that a file says it is.

    Raises:
        InvalidSpec: The file is not OpenAPI, or of a version that is not known here.
    """
    data = source.value
    word = next((one for one in _NAMES if isinstance(data, dict) and one in data), "")
    if not word:
        raise InvalidSpec(
            "this is not an OpenAPI file",
            file=source.path,
            line=1,
            expected=f"a mapping with the member {_EXPECTED}",
            do="Point at an OpenAPI file",
        )
    written = str(data[word])
    if not _KNOWN.fullmatch(written) or (word == "swagger") != written.startswith("2"):
        raise InvalidSpec(
            f"{_NAMES[word]} version {data[word]!r} is not known here",
            file=source.path,
            line=source.line(f"/{word}"),
            expected=_EXPECTED,
        )
    return Version(written, {"2": "2.0", "3.2": "3.1"}.get(written[:3], written[:3]))
