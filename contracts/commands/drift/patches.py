"""`--patch`: what would make the documents admit what was seen, as OpenAPI Overlays."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from contracts.commands.files import write_file
from contracts.drift.observed import Observation, overlays
from contracts.drift.sources import Opened


def write_patches(
    file: Path,
    documents: Mapping[str, Opened],
    observations: Mapping[str, Iterable[Observation]],
) -> tuple[str, ...]:
    """Writes an overlay for each file of a document that has to change.

    The first one is `file`; others have a number behind its name.

    Returns:
        What each overlay is for, as one sentence each.

    Raises:
        ConfigError: A file cannot be written.
    """
    told = []
    for number, (shown, text) in enumerate(_overlays(documents, observations), start=1):
        place = file if number == 1 else file.with_stem(f"{file.stem}-{number}")
        write_file(place, text)
        told.append(f"{place} is an overlay that makes {shown} admit what was seen.")
    return tuple(told) or ("No change of a document is suggested, so no overlay is written.",)


def _overlays(
    documents: Mapping[str, Opened], observations: Mapping[str, Iterable[Observation]]
) -> Iterator[tuple[str, str]]:
    """Yields the file that is meant, as a reader knows it, with its overlay."""
    for name, document in documents.items():
        for path, text in overlays(document.bundle, observations.get(name, ())).items():
            yield document.shown(path), text
