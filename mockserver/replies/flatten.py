"""The old place of `CannotGenerate`."""

from mockserver.replies.errors import CannotGenerate

__all__ = ["CannotGenerate"]
