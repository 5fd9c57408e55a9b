"""Who calls: what a session or an access token has shown to be true."""

from dataclasses import asdict, dataclass
from typing import Literal

from mockserver.stubkit import Json

CallerKind = Literal["user", "admin", "privileged"]


@dataclass(frozen=True, slots=True)
class Caller:
    """The holder of valid credentials."""

    kind: CallerKind
    holder: str
    """Id of the user, of the admin or of the access token."""
    chains: tuple[str, ...] | None = None
    """Ids of the chains within reach; None where nothing narrows it down."""
    app_chain: str | None = None
    """Id of the chain of the app that a user is in; None for other callers."""

    def principal(self) -> Json:
        """Returns the caller as the JSON value that travels with the call."""
        return asdict(self) | {"chains": None if self.chains is None else list(self.chains)}

    @classmethod
    def read(cls, principal: Json) -> "Caller":
        """Returns the caller that `principal` made a JSON value of."""
        chains = principal["chains"]
        return cls(**(principal | {"chains": None if chains is None else tuple(chains)}))

    def reaches(self, chain: str) -> bool:
        """Says whether the caller's rights cover a chain."""
        return self.chains is None or chain in self.chains
