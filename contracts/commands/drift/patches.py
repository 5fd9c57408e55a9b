"""`--patch`: what would make the documents admit what was seen, as OpenAPI Overlays."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from contracts.commands.files import write_file
from contracts.drift.observed import Observation, overlays
from contracts.drift.reporting.merging import OFF
from contracts.drift.rules import RULES
from contracts.drift.sources import Opened

_MOST: Final = 5
"""Kinds of drift that are named of those that an overlay does not mend."""


def write_patches(
    file: Path,
    documents: Mapping[str, Opened],
    observations: Mapping[str, Iterable[Observation]],
    severities: Mapping[str, str],
) -> tuple[str, ...]:
    """Writes an overlay for each file of a document that has to change.

    The first one is `file`; others have a number behind its name.

    Args:
        file: Where the first one is written.
        documents: The documents, by API.
        observations: What was seen of each.
        severities: Severities by rule that a user sets; what is off is not mended.

    Returns:
        What each overlay is for, and what none of them mends, as one sentence each.

    Raises:
        ConfigError: A file cannot be written.
    """
    meant = {
        name: [one for one in found if severities.get(one.rule) != OFF]
        for name, found in observations.items()
    }
    told = []
    for number, (shown, text) in enumerate(_overlays(documents, meant), start=1):
        place = file if number == 1 else file.with_stem(f"{file.stem}-{number}")
        write_file(place, text)
        told.append(f"{place} is an overlay that makes {shown} admit what was seen.")
    told = told or ["No change of a document is suggested, so no overlay is written."]
    return (*told, *_unmended(one for found in meant.values() for one in found))


def _unmended(observations: Iterable[Observation]) -> Iterator[str]:
    """Yields what no overlay mends, so that nobody takes the document for mended."""
    left = [
        f"{one.rule} of {one.operation} {one.at}"
        for one in observations
        if not one.suggestion and (one.severity or RULES[one.rule].severity) != "info"
    ]
    for said in left[:_MOST]:
        yield f"Not mended, as no mild change is known: {said}."
    if len(left) > _MOST:
        yield f"Not mended besides: {len(left) - _MOST} more."


def _overlays(
    documents: Mapping[str, Opened], observations: Mapping[str, Iterable[Observation]]
) -> Iterator[tuple[str, str]]:
    """Yields the file that is meant, as a reader knows it, with its overlay."""
    for name, document in documents.items():
        for path, text in overlays(document.bundle, observations.get(name, ())).items():
            yield document.shown(path), text
