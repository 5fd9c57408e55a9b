"""`drift --mock --target`: the same reads to the mock and to the live server, shapes compared."""

from collections.abc import Mapping
from dataclasses import dataclass

from contracts.finding import Exchange
from contracts.live.watching import LiveRequest
from contracts.run.suite import Setting


@dataclass(frozen=True, slots=True)
class Differing:
    """One place at which the mock and the live server answer in different shapes."""

    api: str
    operation: str
    status: str
    """The status, or both: `200 and 404`."""
    path: str
    """JSON pointer into the body with `*`; empty for the whole answer."""
    mock: str
    """What the mock answers, in a few words."""
    live: str
    mock_sample: Exchange
    live_sample: Exchange
    pointer: str | None
    """JSON pointer into the document."""


def compare_servers(
    request: LiveRequest, setting: Setting, environment: Mapping[str, str]
) -> tuple[tuple[Differing, ...], int]:
    """Sends the same reads to both; returns what differs, and how many pairs were compared.

    Raises:
        ConfigError: Something that is asked for does not exist, or the mock is not installed.
        TargetUnreachable: Nothing answers.
    """
    raise NotImplementedError
