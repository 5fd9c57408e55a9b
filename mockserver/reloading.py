"""Serves what the files say now: reads them again when one of them changes."""

import logging
from collections.abc import AsyncIterator, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final, Protocol

from mockserver.errors import MockserverError
from specs.errors import SpecError

_LOGGER: Final = logging.getLogger("mockserver.reload")


class Reloadable(Protocol):
    """A server that can read its files again."""

    def files(self) -> Iterable[Path]:
        """Returns the folders and files that it was read from."""

    async def reload(self) -> tuple[str, ...]:
        """Reads them; returns what no longer fits."""


async def follow(server: Reloadable, changes: AsyncIterator[object]) -> None:
    """Reloads a server at every change, and says what came of it; a broken file changes nothing.

    Args:
        server: The server.
        changes: Yields something whenever a file has changed.
    """
    async for _ in changes:
        try:
            misfits = await server.reload()
        except (SpecError, MockserverError) as error:
            _LOGGER.error("Not reloaded, the old files are still served. %s", error)
            continue
        _LOGGER.info("Reloaded; records stay as they are.")
        for misfit in misfits:
            _LOGGER.warning("No longer fits: %s", misfit)


def changes_of(server: Reloadable) -> AsyncIterator[object]:
    """Returns what yields whenever a file of a server has changed."""
    from watchfiles import DefaultFilter, awatch

    places = [path for path in server.files() if path.exists()]
    return awatch(*places, watch_filter=DefaultFilter(ignore_dirs=_IGNORED), recursive=True)


async def follow_files(server: Reloadable) -> None:
    """Follows the files of a server until it is cancelled."""
    with suppress(RuntimeError):  # watchfiles' word for an event loop that ends
        await follow(server, changes_of(server))


_IGNORED: Final = ("__pycache__", ".git", ".venv", "node_modules")
