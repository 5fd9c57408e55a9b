"""What a comparison of documents wants of whoever judges their schemas."""

from typing import Protocol

from contracts.drift.schemas import Difference, Producer
from specs.schemas import Direction


class SchemaJudge(Protocol):
    """Tells how the schemas of two documents differ."""

    def compare(
        self,
        base: str | None,
        revision: str | None,
        *,
        direction: Direction,
        producer: Producer,
        is_text: bool = False,
    ) -> tuple[Difference, ...]:
        """Returns the differences of two schemas, named by their JSON pointers."""
