"""The part of a request that a known value may not replace."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Aim:
    """What a negative case breaks on purpose, or a link has filled; nothing in any other case."""

    containers: frozenset[str] = frozenset()
    """Of `path`, `query`, `header`, `cookie`, `body`: those that are left alone as a whole."""
    parameters: frozenset[tuple[str, str]] = frozenset()
    """Container and name of single parameters."""
    places: frozenset[tuple[str, ...]] = frozenset()
    """Single places in the body, `*` for list items."""

    def __or__(self, other: "Aim") -> "Aim":
        return Aim(
            self.containers | other.containers,
            self.parameters | other.parameters,
            self.places | other.places,
        )

    def spares(self, container: str, name: str) -> bool:
        """Returns whether a parameter may be given another valid value."""
        return container not in self.containers and (container, name) not in self.parameters

    def spares_place(self, parts: tuple[str, ...]) -> bool:
        """Returns whether a place in the body may; not so above and below one that is aimed at."""
        return "body" not in self.containers and not any(
            parts[: len(place)] == place[: len(parts)] for place in self.places
        )
