"""The partial-success policy of an operation, as `x-batch` declares it."""

from dataclasses import dataclass
from typing import Final

from specs.values import Record

PRESETS: Final[dict[str, dict[str, int]]] = {
    "always-200": {"all-good": 200, "mixed": 200, "all-bad": 200},
    "always-207": {"all-good": 207, "mixed": 207, "all-bad": 207},
    "200-or-207": {"all-good": 200, "mixed": 207, "all-bad": 207},
    "all-or-none": {"all-good": 200, "mixed": 400, "all-bad": 400},
}
"""The HTTP statuses of a batch whose items all succeed, partly succeed, or all fail."""


@dataclass(frozen=True, slots=True)
class BatchPolicy:
    """Where the items of a batch go and how each outcome names its item."""

    items: str
    """JSON pointer of the items in the request body."""
    successes: str
    failures: str
    warnings: str | None
    """JSON pointers of the three lists in the response body."""
    reference_member: str
    reference_template: str
    """The member of a failure or warning that names its item, such as `@data/{index}`."""
    request_identity: str | None
    response_identity: str | None
    """Pointers of the id inside an item and inside a success."""
    success_members: tuple[str, ...] | None
    """Exactly the members of a success; None where the document does not say."""
    statuses: dict[str, int]

    @classmethod
    def read(cls, raw: Record) -> "BatchPolicy":
        """Builds the policy from the value of `x-batch`, already valid against its schema."""
        reference = raw.get("reference", {})
        identity = raw.get("identity", {})
        members = raw.get("success-members")
        preset = PRESETS.get(raw.get("preset", "always-200"), PRESETS["always-200"])
        return cls(
            items=raw.get("items", ""),
            successes=raw.get("successes", ""),
            failures=raw.get("failures", ""),
            warnings=raw.get("warnings"),
            reference_member=reference.get("member", "instance"),
            reference_template=reference.get("template", "{index}"),
            request_identity=identity.get("request"),
            response_identity=identity.get("response"),
            success_members=tuple(members) if members is not None else None,
            statuses={**preset, **raw.get("statuses", {})},
        )

    def status(self, *, succeeded: int, failed: int) -> int:
        """Returns the HTTP status for a batch with so many good and bad items."""
        if not failed:
            return self.statuses["all-good"]
        return self.statuses["mixed" if succeeded else "all-bad"]

    def reference(self, index: int) -> str:
        """Returns how an outcome names the item at a zero-based index."""
        return self.reference_template.replace("{index}", str(index))
