"""Ids and randomness that the same seed and the same calls always give again."""

from random import Random
from uuid import UUID


def random_source(seed: int, namespace: str, draw: int) -> Random:
    """Returns the generator of one draw, equal for equal arguments on every machine."""
    return Random(f"{seed}:{namespace}:{draw}")  # noqa: S311 - reproducible by design


def uuid_from(source: Random) -> str:
    """Returns a version 4 UUID in lower case, drawn from a generator."""
    return str(UUID(int=source.getrandbits(128), version=4))
