"""What this room needs of whoever makes answers from a description."""

from random import Random
from typing import Protocol

from mockserver.stubkit import Reply


class Made(Protocol):
    """An answer that was made."""

    @property
    def reply(self) -> Reply:
        """The answer."""


class Maker(Protocol):
    """Makes answers of one operation from its description, without state."""

    def reply(
        self,
        *,
        accept: str | None = None,
        status: int | None = None,
        example: str | None = None,
        dynamic: bool = False,
        source: Random | None = None,
    ) -> Made:
        """Returns an answer.

        Args:
            accept: Media types that are welcome, as the header of that name lists them.
            status: A documented status; the first success if left out.
            example: The name of a written example.
            dynamic: Whether a value is generated although one is written.
            source: Draws generated values; a fixed one if left out.

        Raises:
            CannotGenerate: Nothing valid can be made.
            NotAcceptable: No media type of the answer is welcome.
        """
