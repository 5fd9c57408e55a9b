"""Which security scheme of one document is which of another, whatever they are called."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from contracts.drift.comparison.part import Part
from specs.document import Document
from specs.values import Json

_URLS = ("tokenUrl", "authorizationUrl", "refreshUrl")


@dataclass(frozen=True, slots=True)
class Scheme:
    """One security scheme."""

    name: str
    part: Part

    @property
    def credentials(self) -> tuple[str, ...]:
        """What is shown, and where, in words that mean the same in all documents."""
        kind = self.part.text("type")
        if kind == "apiKey":
            place, name = self.part.text("in"), self.part.text("name")
            return kind, place, name.lower() if place == "header" else name
        if kind == "http":
            return kind, self.part.text("scheme").lower()
        return (kind,) if kind else ("undeclared", self.name)

    @property
    def flows(self) -> dict[str, Part]:
        """The ways to get a token, by name."""
        flows = self.part.members("flows")
        return {name: part for name, part in flows.items() if not name.startswith("x-")}

    @property
    def discovery(self) -> str:
        """Where OpenID Connect Discovery tells how to get tokens."""
        return self.part.text("openIdConnectUrl")

    def urls(self, flow: str) -> tuple[str, ...]:
        """Returns where tokens are got by a flow; empty texts where nothing is said."""
        part = self.flows.get(flow)
        return tuple(part.text(word) if part is not None else "" for word in _URLS)

    @property
    def meaning(self) -> Json:
        """All of it that matters to a client."""
        flows = {name: self.urls(name) for name in sorted(self.flows)}
        return self.credentials, tuple(flows.items()), self.discovery

    @property
    def words(self) -> str:
        """What it is, for a reader."""
        return " ".join(self.credentials)


@dataclass(frozen=True, slots=True)
class SchemeMatching:
    """The security schemes of two documents, matched by meaning and then by name."""

    base: Mapping[str, Scheme]
    revision: Mapping[str, Scheme]
    base_ids: Mapping[str, str]
    """By the name of each scheme in the base, what it is called here."""
    revision_ids: Mapping[str, str]

    @classmethod
    def of(cls, base: Document, revision: Document) -> "SchemeMatching":
        """Matches the schemes of two documents."""
        old, new = _schemes(base), _schemes(revision)
        first: dict[Json, str] = {}
        for name, scheme in new.items():
            first.setdefault(scheme.meaning, name)
        revision_ids = {name: first[scheme.meaning] for name, scheme in new.items()}
        base_ids = {
            name: first[scheme.meaning] for name, scheme in old.items() if scheme.meaning in first
        }
        free = set(revision_ids.values()) - set(base_ids.values())
        for name, scheme in old.items():
            if name not in base_ids:
                heir = _heir(scheme, new, free)
                base_ids[name] = heir if heir is not None else f"{name} of the base"
                free.discard(base_ids[name])
        return cls(old, new, base_ids, revision_ids)

    def base_id(self, name: str) -> str:
        """Returns what a scheme of the base is called here; undeclared ones keep their name."""
        return self.base_ids.get(name, name)

    def revision_id(self, name: str) -> str:
        """Returns what a scheme of the revision is called here."""
        return self.revision_ids.get(name, name)


def _schemes(document: Document) -> dict[str, Scheme]:
    components = Part(document, document.data, "").member("components")
    declared = components.members("securitySchemes")
    return {name: Scheme(name, part) for name, part in declared.items()}


def _heir(scheme: Scheme, known: Mapping[str, Scheme], free: set[str]) -> str | None:
    """Returns the scheme that took the place of one that is no more what it was."""
    if scheme.name in free:
        return scheme.name
    same = [one for one in sorted(free) if known[one].credentials == scheme.credentials]
    return same[0] if len(same) == 1 else None


def flow_names(*schemes: Scheme) -> Iterator[str]:
    """Yields the names of all flows of schemes, each once."""
    yield from dict.fromkeys(name for scheme in schemes for name in scheme.flows)
