"""How many JSON texts are read: what work costs, counted instead of timed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

import orjson


@dataclass
class Decoded:
    """How many texts were read so far."""

    count: int = 0


@contextmanager
def decoding() -> Iterator[Decoded]:
    """Counts the texts that are read in the meantime, records and bodies alike."""
    decoded = Decoded()
    loads: Callable[[Any], Any] = orjson.loads

    def counted(text: Any) -> Any:
        decoded.count += 1
        return loads(text)

    with patch.object(orjson, "loads", counted):
        yield decoded
