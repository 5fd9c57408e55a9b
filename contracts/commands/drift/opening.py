"""The documents of the command line, all open at once."""

from contextlib import ExitStack
from typing import IO

from contracts.commands.drift.request import DriftRequest
from contracts.drift.sources import Opened, opened
from contracts.errors import ConfigError
from specs.discovery import bundled_names


def open_all(request: DriftRequest, stack: ExitStack, stdin: IO[bytes] | None) -> dict[str, Opened]:
    """Opens all documents that are asked for, by the names of their APIs.

    Where none is asked for, it opens those that come along.

    Raises:
        ConfigError: Two of them have one name, or an overlay is meant for several.
        SpecError: A document cannot be used.
    """
    words = request.words or bundled_names()
    if request.overlays and len(words) > 1:
        raise ConfigError(
            f"an overlay is meant for one API, and {len(words)} are asked for", do="Name one API"
        )
    found: dict[str, Opened] = {}
    for word in words:
        one = stack.enter_context(
            opened(
                word,
                stdin=stdin,
                strict=request.strict,
                overlays=request.overlays,
                allow_references=request.allow_references,
            )
        )
        if one.bundle.name in found:
            raise ConfigError(
                f"two APIs are called {one.bundle.name}: {found[one.bundle.name].word} and {word}",
                do="Rename one of the files or folders, or ask for them one after the other",
            )
        found[one.bundle.name] = one
    return found
