"""The proxy as a front of the mock server: where its parts meet."""

from collections.abc import Callable

from mockserver.journal import Entry, SecretNames
from mockserver.lane.served import ADMIN_NAME, ServedApi, ServedApis
from mockserver.proxy.choosing import Choosing
from mockserver.proxy.recording import Recording
from mockserver.proxy.relay import Relay
from mockserver.proxy.sender import Sender
from mockserver.proxy.tally import Tally


class Proxy:
    """Stands before the APIs of a mock server and lets a target answer in their place."""

    def __init__(
        self,
        sender: Sender,
        *,
        tell: Callable[[str], None],
        only: tuple[str, ...] = (),
        prefixed: bool = False,
        recording: Recording | None = None,
        answered: Callable[[Tally], None] | None = None,
    ) -> None:
        """Sends nothing yet.

        Args:
            sender: Knows the target.
            tell: Is told each violation as it happens, a line.
            only: Globs over what is forwarded; the mock answers the rest. Without one, all is.
            prefixed: Whether the name of an API stands before its paths.
            recording: Takes down what passes through.
            answered: Is called after each answer.
        """
        self.tally = Tally()
        self._sender = sender
        self._tell = tell
        self._only = only
        self._prefixed = prefixed
        self._recording = recording
        self._answered = answered
        self._relay: Relay | None = None

    def before(self, apis: ServedApis) -> Choosing:
        """Returns what finds the answers from now on.

        Raises:
            ConfigError: A glob of `only` means nothing.
        """
        served = [api for api in apis if api.name != ADMIN_NAME]
        self._relay = Relay(
            self._sender,
            self.tally,
            tell=self._tell,
            names=_secret_names(served),
            prefixes=[f"/{api.name}" for api in served] if self._prefixed else (),
        )
        return Choosing(apis, self._relay, only=self._only)

    def heed(self, entry: Entry) -> None:
        """Counts an answer that was sent, and records it if it is the target's."""
        if entry.path.split("/")[1] == ADMIN_NAME:
            return
        tally = self.tally
        if entry.proxied:
            tally.passed += 1
            self._record(entry)
        elif entry.refusal is not None and entry.refusal.kind == "outage":
            tally.failed += 1
        else:
            tally.mocked += 1
        if self._answered is not None:
            self._answered(tally)

    async def aclose(self) -> None:
        """Closes all connections to the target."""
        await self._sender.aclose()

    def _record(self, entry: Entry) -> None:
        recording, relay = self._recording, self._relay
        if recording is None or relay is None:
            return
        was_wrong = bool(recording.wrong)
        recording.add(entry, relay.names, relay.own_part(entry.path))
        if recording.wrong and not was_wrong:
            self._tell(recording.wrong)


def _secret_names(served: list[ServedApi]) -> SecretNames:
    schemes = [scheme for api in served for scheme in api.bundle.schemes.values()]
    templates = [api.base + one.path for api in served for one in api.bundle.operations]
    return SecretNames.of(schemes, templates)
