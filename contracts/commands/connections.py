"""A target opened outside of a run: one sender per API, guard and limits on."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from contracts.run.guard import Guard
from contracts.run.journal import Journal
from contracts.run.limits import OwnLimits
from contracts.run.sender import Sender
from contracts.run.suite import server_app
from contracts.run.transport import AsgiTransport, HttpTransport, Transport
from contracts.target import Secrets, Target
from specs.bundle import Bundle


@dataclass(slots=True)
class Connections:
    """The APIs of one target; leaving the context lets go of them."""

    target: Target
    senders: dict[str, Sender]
    """By API."""
    secrets: Secrets
    transports: tuple[Transport, ...] = field(default=())

    @classmethod
    def open(
        cls,
        bundles: Iterable[Bundle],
        target: Target,
        *,
        may_write: bool,
        prefix: str = "",
        journal: Path | None = None,
        writer: str = "0",
    ) -> "Connections":
        """Prepares the senders; nothing is sent yet.

        Args:
            bundles: The APIs; those that the target does not have are left out.
            target: Where they are.
            may_write: False lets reads through only, whatever the target allows.
            prefix: What made-up names carry.
            journal: Where what is made is written down.
            writer: Tells the entries of this journal from others'.

        Raises:
            ConfigError: The target's server cannot be loaded.
        """
        here = [bundle for bundle in bundles if bundle.name in target.apis]
        transports: dict[str, Transport] = {}
        senders: dict[str, Sender] = {}
        secrets = Secrets()
        limits = OwnLimits(rate=target.rate, budget=target.max_requests)
        for bundle in here:
            api = target.apis[bundle.name]
            secrets.add_target(api)
            key = api.server or "http"
            if key not in transports:
                transports[key] = (
                    HttpTransport(target.tls)
                    if api.server is None
                    else AsgiTransport(server_app(api.server, here))
                )
            senders[bundle.name] = Sender(
                bundle=bundle,
                api=api,
                transport=transports[key],
                guard=Guard.of(bundle, may_write=may_write and target.may_write(bundle.name)),
                limits=limits,
                journal=Journal(None if target.isolation == "reset" else journal, writer),
                timeout_seconds=target.timeout_seconds,
                sent=lambda exchange: None,
                prefix=prefix,
                learn=secrets.add,
            )
        return cls(target, senders, secrets, tuple(transports.values()))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for transport in self.transports:
            transport.close()
