"""One edit of a schema, and the documents that it is made in."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final
from zlib import crc32

from specs.values import ABSENT, Json, Missing
from tests.support.drift_pairs.pair import Edit, Part, Truth, document
from tests.support.drift_pairs.slots import (
    ANSWER_OF_BOTH,
    BOTH,
    REQUEST_SLOTS,
    RESPONSE_SLOTS,
    Slot,
)


@dataclass(frozen=True, slots=True)
class Row:
    """A schema before and after."""

    id: str
    before: Json
    after: Json
    lost: Json | Missing = field(default=ABSENT)
    """A value that only `before` accepts; absent if there is none."""
    gained: Json | Missing = field(default=ABSENT)
    """A value that only `after` accepts."""
    version: str = ""
    """Of OpenAPI, if the schema can be said in one only."""
    revision_version: str = ""
    """Of the revision, if it is another one."""
    request: tuple[Truth, Truth] = ("safe", "safe")
    """Forward and backward where no value tells: on the side that a client sends."""
    response: tuple[Truth, Truth] = ("safe", "safe")
    sides: tuple[str, ...] = ("request", "response")
    is_shared: bool = False
    """Looked at also in a component that both sides use."""
    findings: int = 1

    def edits(self, category: str) -> Iterator[Edit]:
        """Returns the edit in one place that a client sends, and in one that it receives."""
        if "request" in self.sides:
            yield self._edit(category, self._slot(REQUEST_SLOTS), "request")
        if "response" in self.sides:
            yield self._edit(category, self._slot(RESPONSE_SLOTS), "response")
        if self.is_shared:
            yield self._shared(category)

    def _slot(self, slots: tuple[Slot, ...]) -> Slot:
        if self.version == "3.0":
            slots = tuple(slot for slot in slots if "webhook" not in slot.name)
        if "readOnly" in repr(self) or "writeOnly" in repr(self):
            # These words go by the message, whoever sends it: none of a call back, then.
            slots = tuple(slot for slot in slots if "back" not in slot.name)
            slots = tuple(slot for slot in slots if "webhook" not in slot.name)
        return slots[crc32(self.id.encode()) % len(slots)]

    def _versions(self, slot: Slot) -> tuple[str, str]:
        drawn = "3.1" if "webhook" in slot.name else ("3.0", "3.1")[crc32(self.id.encode()) % 2]
        version = self.version or drawn
        return version, self.revision_version or version

    def _edit(self, category: str, slot: Slot, side: str) -> Edit:
        first, then = self._versions(slot)
        wrapped = [
            None if value is ABSENT else (0, slot.wrap(value)) for value in (self.lost, self.gained)
        ]
        if side == "response":
            wrapped.reverse()
        truths = self.request if side == "request" else self.response
        return Edit(
            id=f"{self.id}-in-{slot.name.replace(' ', '-')}",
            category=category,
            before=document(slot.build(self.before, first)),
            after=document(slot.build(self.after, then)),
            forward=truths[0] if wrapped[0] is None else "breaks",
            backward=truths[1] if wrapped[1] is None else "breaks",
            parts=(slot.part,),
            forward_witness=wrapped[0],
            backward_witness=wrapped[1],
            findings=self.findings,
        )

    def _shared(self, category: str) -> Edit:
        edit = self._edit(category, BOTH, "request")
        parts: tuple[Part, ...] = (BOTH.part, ANSWER_OF_BOTH)
        forward, backward = edit.forward_witness, edit.backward_witness
        if forward is None and self.gained is not ABSENT:
            forward = (1, [self.gained])
        if backward is None and self.lost is not ABSENT:
            backward = (1, [self.lost])
        order: Final = ("silent", "safe", "open", "breaks")
        plain = [
            max(pair, key=order.index) for pair in zip(self.request, self.response, strict=True)
        ]
        return replace(
            edit,
            parts=parts,
            forward_witness=forward,
            backward_witness=backward,
            forward=plain[0] if forward is None else "breaks",
            backward=plain[1] if backward is None else "breaks",
        )
