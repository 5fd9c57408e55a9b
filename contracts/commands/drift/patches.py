"""`--patch`: what would make the documents admit what was seen, as OpenAPI Overlays."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from contracts.commands.files import write_file
from contracts.drift.observed import Observation, overlays
from contracts.drift.sources import Opened
from contracts.errors import ConfigError


def write_patches(
    file: Path,
    documents: Mapping[str, Opened],
    observations: Mapping[str, Iterable[Observation]],
) -> None:
    """Writes the overlay of the one document that has to change.

    Raises:
        ConfigError: There are several, or the file cannot be written.
    """
    made = {
        name: "\n".join(overlays(one.bundle, observations[name]).values())
        for name, one in documents.items()
    }
    needed = {name: text for name, text in made.items() if text}
    if len(needed) > 1:
        raise ConfigError(
            f"--patch is one file, and {', '.join(needed)} would change", do="Name one API"
        )
    write_file(file, next(iter(needed.values()), ""))
