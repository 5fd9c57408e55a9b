"""One pair of documents whose truth is known, and the edit that two of them come from."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import yaml

from specs.schemas import Direction
from specs.values import ABSENT, Json, Missing, Record

Truth = Literal["breaks", "open", "safe", "silent"]
"""breaks: someone who obeys the base can break; open: the documents cannot decide (a warning);
safe: nobody breaks (nothing above info); silent: the documents mean the same."""

Truths = tuple[Truth, Truth]
"""Of an edit, and of the edit taken back."""

Producer = Literal["client", "server"]


@dataclass(frozen=True, slots=True)
class Sources:
    """The files of one document; the first is its root."""

    files: Mapping[str, Json]
    """By name; the ending says JSON or YAML."""

    def write(self, folder: Path) -> Path:
        """Writes the files and returns the root's."""
        for name, content in self.files.items():
            dump = json.dumps if name.endswith(".json") else _yaml
            (folder / name).write_text(dump(content))
        return folder / next(iter(self.files))

    @property
    def key(self) -> str:
        """The same for the same files."""
        return json.dumps(list(self.files.items()))


def document(data: Record, name: str = "api.json") -> Sources:
    """A document in one file."""
    return Sources({name: data})


@dataclass(frozen=True, slots=True)
class Part:
    """Where the schema of one message stands, in both documents."""

    base: str
    """JSON pointer."""
    revision: str
    side: Direction = "request"
    producer: Producer = "client"
    is_text: bool = False
    """A parameter or header: what is sent is text."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A base, a revision, and what is true of them."""

    id: str
    category: str
    base: Sources
    revision: Sources
    truth: Truth
    why: str
    """Of what no value shows: by which criterion."""
    parts: tuple[Part, ...] = ()
    """The messages that the edit reaches; empty if it reaches no schema."""
    witness: Json | Missing = field(default=ABSENT)
    """Of a broken schema: a message that its producer may send and its reader refuses."""
    witnessed: int = 0
    """In which of the parts."""
    findings: int = 1
    """How many places of the documents differ."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit, to be looked at in both directions."""

    id: str
    category: str
    before: Sources
    after: Sources
    forward: Truth
    backward: Truth
    why: str = ""
    parts: tuple[Part, ...] = ()
    forward_witness: tuple[int, Json] | None = None
    """Index of the part, and the message."""
    backward_witness: tuple[int, Json] | None = None
    findings: int = 1

    def pairs(self) -> tuple[Pair, Pair]:
        """Returns the pair as edited, and the pair of the edit taken back."""
        return (
            self._pair("", self.before, self.after, self.parts),
            self._pair("-back", self.after, self.before, tuple(map(_turned, self.parts))),
        )

    def _pair(self, ending: str, base: Sources, revision: Sources, parts: tuple[Part, ...]) -> Pair:
        is_back = bool(ending)
        witnessed, witness = (self.backward_witness if is_back else self.forward_witness) or (
            0,
            ABSENT,
        )
        return Pair(
            id=self.id + ending,
            category=self.category,
            base=base,
            revision=revision,
            truth=self.backward if is_back else self.forward,
            why=self.why,
            parts=parts,
            witness=witness,
            witnessed=witnessed,
            findings=self.findings,
        )


def _turned(part: Part) -> Part:
    return Part(part.revision, part.base, part.side, part.producer, part.is_text)


def _yaml(content: Json) -> str:
    text: str = yaml.safe_dump(content, sort_keys=False, allow_unicode=True)
    return text
