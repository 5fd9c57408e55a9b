"""Which documented statuses of an operation stand for which of another document."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from specs.operation import Response

DEFAULT: Final = "default"


@dataclass(frozen=True, slots=True)
class StatusMatching:
    """The statuses of two documents, matched."""

    pairs: tuple[tuple[Response, Response], ...]
    """Those of which an answer may fall under both, though only the narrower one is written in
    both documents."""
    gone: tuple[Response, ...]
    """Those that the revision documents no more."""
    new: tuple[Response, ...]
    """Those that the base does not document."""
    narrowed: tuple[Response, ...]
    """Ranges, or `default`, of the base of which the revision only has some statuses."""


def match_statuses(
    base: Mapping[str, Response], revision: Mapping[str, Response]
) -> StatusMatching:
    """Matches statuses: exact ones, ranges such as `4XX`, and `default`."""
    pairs = [(base[one], revision[one]) for one in base if one in revision]
    gone, new, narrowed = [], [], []
    narrow = set()
    for status, one in revision.items():
        if status in base:
            continue
        cover = covering(status, base)
        if cover is None:
            new.append(one)
        else:
            pairs.append((cover, one))
            narrow.add(cover.status)
    for status, one in base.items():
        if status in revision:
            continue
        cover = covering(status, revision)
        if cover is not None:
            pairs.append((one, cover))
        elif status in narrow:
            narrowed.append(one)
        else:
            gone.append(one)
    return StatusMatching(tuple(pairs), tuple(gone), tuple(new), tuple(narrowed))


def covering(status: str, known: Mapping[str, Response]) -> Response | None:
    """Returns the range, or `default`, that a status which is not written itself falls under.

    Where successes are listed, `default` stands for all else.
    """
    found = known.get(f"{status[0]}XX")
    if found is not None or status == DEFAULT:
        return found
    lists_successes = any(one.startswith("2") for one in known)
    return None if status.startswith("2") and lists_successes else known.get(DEFAULT)


def is_success(status: str, known: Mapping[str, Response]) -> bool:
    """Returns whether a status says that a call succeeded."""
    if status == DEFAULT:
        return not any(one.startswith("2") for one in known)
    return status.startswith("2")
