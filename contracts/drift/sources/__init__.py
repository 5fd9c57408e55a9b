"""What a word of the command line names: a file, a folder, an API, a revision, stdin, a URL."""

from contracts.drift.sources.opened import Opened, opened

__all__ = ["Opened", "opened"]
