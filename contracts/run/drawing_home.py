"""Where Hypothesis keeps its tables: beside the runs; the slowest one is there from the start."""

import gzip
import json
import os
import tempfile
import unicodedata
from contextlib import suppress
from pathlib import Path
from typing import Final

from hypothesis.configuration import set_hypothesis_home_dir

_LAST: Final = 0x10FFFF
_SURROGATES: Final = (0xD800, 0xDFFF)
UTF_8: Final = (((0, _SURROGATES[0] - 1), (_SURROGATES[1] + 1, _LAST)), ())
"""The code points that UTF-8 can write, as ranges; and those that it reads back otherwise."""
_TABLE: Final = "codec-v2-utf-8.json.gz"
"""The name has the version of the format: another Hypothesis looks for another name, and makes its
own table."""


def keep_drawing_in(home: Path) -> None:
    """Makes Hypothesis keep its files in a folder, in this process.

    In a new folder it would try each of a million code points, which takes a second.
    """
    folder = home / "hypothesis"
    set_hypothesis_home_dir(folder)
    table = folder / "unicode_data" / unicodedata.unidata_version / _TABLE
    if table.exists():
        return
    with suppress(OSError):  # a table that cannot be kept is made anew, as without this
        table.parent.mkdir(parents=True, exist_ok=True)
        number, name = tempfile.mkstemp(dir=table.parent)
        with os.fdopen(number, "wb") as file:
            file.write(gzip.compress(json.dumps(UTF_8).encode(), mtime=1))
        Path(name).replace(table)
