"""Which media types of one body stand for which of another."""

from collections.abc import Iterable
from dataclasses import dataclass

from contracts.drift.comparison.part import Part
from specs.media_types import matches, parameters, split_content_type
from specs.operation import Media


@dataclass(frozen=True, slots=True)
class Matching:
    """The media types of two bodies, matched."""

    pairs: tuple[tuple[Media, Media], ...]
    """Those that stand for the same, or of which one covers the other."""
    gone: tuple[Media, ...]
    """Those of the base that none of the revision covers."""
    new: tuple[Media, ...]
    """Those of the revision that none of the base covers."""


def match_media(base: Iterable[Media], revision: Iterable[Media]) -> Matching:
    """Matches media types by meaning; a range such as `application/*` covers what is in it."""
    old = {media_name(one.content_type): one for one in base}
    new = {media_name(one.content_type): one for one in revision}
    pairs = [(one, new[name]) for name, one in old.items() if name in new]
    gone, added = [], []
    for name, one in old.items():
        if name not in new:
            cover = _cover(name, new)
            pairs.append((one, cover)) if cover is not None else gone.append(one)
    for name, one in new.items():
        if name not in old:
            cover = _cover(name, old)
            pairs.append((cover, one)) if cover is not None else added.append(one)
    return Matching(tuple(pairs), tuple(gone), tuple(added))


def described_by(part: Part) -> tuple[str, Part] | None:
    """Returns the media type that describes a parameter or header, if one does, and its object."""
    for name, media in part.members("content").items():
        return media_name(name), media
    return None


def covers(wide: Media, narrow: Media) -> bool:
    """Whether a media type is a range, or has less parameters, that takes another one in."""
    return _covers(media_name(wide.content_type), media_name(narrow.content_type))


def media_name(content_type: str) -> str:
    """Returns a media type as all that mean the same have it.

    >>> media_name("Application/JSON; charset=UTF-8"), media_name("text/x; b=2;a=1")
    ('application/json', 'text/x; a=1; b=2')
    """
    kind, _ = split_content_type(content_type)
    said = sorted(
        f"{name}={value}"
        for name, value in parameters(content_type)
        if (name, value.lower()) != ("charset", "utf-8")
    )
    return "; ".join((kind, *said))


def _cover(name: str, known: dict[str, Media]) -> Media | None:
    """Returns the narrowest media type that covers another one."""
    found = [one for one in known if _covers(one, name)]
    return known[max(found, key=lambda one: (not one.endswith("*"), len(one)))] if found else None


def _covers(wide: str, narrow: str) -> bool:
    kind, _, said = wide.partition("; ")
    inner, _, inner_said = narrow.partition("; ")
    if not matches(kind, inner):
        return False
    return not said or set(said.split("; ")) <= set(inner_said.split("; "))
