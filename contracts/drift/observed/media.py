"""Which documented media type a body falls under."""

from collections.abc import Iterable, Sequence

from specs.media_types import matches, split_content_type
from specs.operation import Media


def media_of(declared: Iterable[Media], kind: str) -> Media | None:
    """Returns the documented media type of a body: the exact one, else one with wildcards.

    Args:
        declared: The documented ones.
        kind: The media type that was sent, in lower case, without parameters.
    """
    named = [(split_content_type(one.content_type)[0], one) for one in declared]
    fitting = [(name, one) for name, one in named if matches(name, kind)]
    fitting.sort(key=lambda pair: (pair[0] != kind, pair[0] == "*/*"))
    return fitting[0][1] if fitting else None


def sent_kind(header: str | None, declared: Sequence[Media], *, known: bool) -> str:
    """Returns the media type of a body, in lower case, without parameters.

    Args:
        header: What `Content-Type` says.
        declared: The documented ones; the only one is meant where the header is not known.
        known: Whether the headers are known at all.
    """
    if header is None and not known and len(declared) == 1:
        header = declared[0].content_type
    return split_content_type(header or "")[0]
