"""What the answer to a batch says of each item."""

from collections.abc import Mapping
from dataclasses import dataclass

from contracts.lawkit import ABSENT, BatchPolicy, Exchange, Json, Operation, find


@dataclass(frozen=True, slots=True)
class Outcomes:
    """The three lists of an answer, and which item each entry is about."""

    operation: Operation
    policy: BatchPolicy
    exchange: Exchange
    bodies: tuple[Json, ...]
    """The items as sent."""
    successes: tuple[Json, ...]
    failures: tuple[Json, ...]
    warnings: tuple[Json, ...]
    places: Mapping[str, int]
    """The index of each item by the name that failures and warnings have for it."""

    @classmethod
    def read(cls, operation: Operation, exchange: Exchange, bodies: tuple[Json, ...]) -> "Outcomes":
        """Reads an answer of an operation that has a batch policy; a missing list is empty."""
        policy = operation.batch
        assert policy is not None
        return cls(
            operation=operation,
            policy=policy,
            exchange=exchange,
            bodies=bodies,
            successes=_entries(exchange, policy.successes),
            failures=_entries(exchange, policy.failures),
            warnings=_entries(exchange, policy.warnings),
            places={policy.reference(index): index for index in range(len(bodies))},
        )

    @property
    def is_readable(self) -> bool:
        """Whether the answer is JSON that can hold outcomes."""
        return isinstance(self.exchange.json, dict | list)

    @property
    def names_successes(self) -> bool:
        """Whether a success says which item it is of."""
        return None not in (self.policy.request_identity, self.policy.response_identity)

    def failures_at(self, index: int) -> tuple[Json, ...]:
        """Returns the failures of the item at an index."""
        return tuple(entry for entry in self.failures if self.index_of(entry) == index)

    def warnings_at(self, index: int) -> tuple[Json, ...]:
        """Returns the warnings about the item at an index."""
        return tuple(entry for entry in self.warnings if self.index_of(entry) == index)

    def successes_at(self, index: int) -> tuple[Json, ...]:
        """Returns the successes of the item at an index; none if successes have no names."""
        name = self.name_of(index)
        return tuple(entry for entry in self.successes if name and self._name(entry) == name)

    def index_of(self, entry: Json) -> int | None:
        """Returns the index of the item that a failure or warning names, if there is one."""
        named = entry.get(self.policy.reference_member) if isinstance(entry, dict) else None
        return None if named is None else self.places.get(str(named))

    def name_of(self, index: int) -> str | None:
        """Returns the id that the item at an index was sent with."""
        where = self.policy.request_identity
        found = ABSENT if where is None else find(self.bodies[index], where)
        return None if found is ABSENT else str(found)

    def has_failed(self, index: int) -> bool:
        """Whether the item at an index is among the failures."""
        return bool(self.failures_at(index))

    def has_succeeded(self, index: int) -> bool:
        """Whether an item is among the successes; where those are nameless, not failed."""
        if self.names_successes:
            return bool(self.successes_at(index))
        return not self.has_failed(index)

    def codes_at(self, index: int) -> tuple[str, ...]:
        """Returns the codes of the failures of the item at an index, sorted."""
        entries = self.failures_at(index)
        return tuple(sorted(self._code(entry, self.policy.failures) for entry in entries))

    def warning_codes_at(self, index: int) -> tuple[str, ...]:
        """Returns the codes of the warnings about the item at an index, sorted."""
        entries = self.warnings_at(index)
        return tuple(sorted(self._code(entry, self.policy.warnings) for entry in entries))

    def fate_of(self, index: int) -> str:
        """Returns what became of the item at an index, in a reader's words."""
        failed, succeeded = self.has_failed(index), self.has_succeeded(index)
        if failed and succeeded:
            return "succeeds and fails"
        if failed:
            return f"fails with {' and '.join(self.codes_at(index)) or 'no code'}"
        return "succeeds" if succeeded else "is not mentioned"

    def outcome_of(self, index: int) -> tuple[bool, bool, tuple[str, ...]]:
        """Returns what became of the item at an index, to be compared."""
        return self.has_failed(index), self.has_succeeded(index), self.codes_at(index)

    def _name(self, success: Json) -> str | None:
        where = self.policy.response_identity
        found = ABSENT if where is None else find(success, where)
        return None if found is ABSENT else str(found)

    def is_of_an_item(self, success: Json) -> bool:
        """Whether a success names an item of the request."""
        name = self._name(success)
        return any(self.name_of(index) == name for index in range(len(self.bodies)))

    def _code(self, entry: Json, within: str | None) -> str:
        for code in self.operation.extensions.get("x-error-codes", ()):
            inside = code["at"].removeprefix(f"{within}/*")
            if inside != code["at"] and (found := find(entry, inside)) is not ABSENT:
                return str(found)
        found = find(entry, "/code")
        return "" if found is ABSENT else str(found)


def _entries(exchange: Exchange, where: str | None) -> tuple[Json, ...]:
    found = ABSENT if where is None else exchange.at(where)
    return tuple(found) if isinstance(found, list) else ()
