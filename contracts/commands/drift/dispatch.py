"""From what is asked for to the comparison that answers it."""

from pathlib import Path
from typing import IO

from rich.console import Console

from contracts.commands.drift.documents import spec_against_spec
from contracts.commands.drift.ending import Ending
from contracts.commands.drift.examples import examples_against_schemas
from contracts.commands.drift.mocks import mock_against_server
from contracts.commands.drift.modes import Mode, mode_of
from contracts.commands.drift.request import DriftRequest
from contracts.commands.drift.servers import server_against_spec
from contracts.commands.drift.settings import Settings, read_settings
from contracts.commands.drift.traffic import spec_against_traffic
from contracts.commands.run_suite import INTERRUPTED, ending_politely


def run_drift(
    request: DriftRequest, out: Console, err: Console, *, stdin: IO[bytes] | None = None
) -> int:
    """Compares what is asked for and returns the exit code.

    Raises:
        ConfigError: Something that is asked for does not exist or has no meaning.
        SpecError: A document cannot be used.
    """
    mode = mode_of(request)
    settings = read_settings(
        Path(),
        request.severities,
        undeclared=request.undeclared,
        extensible_enums=request.extensible_enums,
    )
    ending = Ending(request, out, err)
    try:
        with ending_politely():
            return _run(mode, request, (settings, ending), stdin)
    except KeyboardInterrupt:
        ending.tell("The comparison was interrupted before anything could be told of it.")
        return INTERRUPTED


def _run(
    mode: Mode,
    request: DriftRequest,
    given: tuple[Settings, Ending],
    stdin: IO[bytes] | None,
) -> int:
    settings, ending = given
    if mode == "documents":
        return spec_against_spec(request, settings, ending, stdin=stdin)
    if mode == "traffic":
        return spec_against_traffic(request, settings, ending, stdin=stdin)
    if mode == "examples":
        return examples_against_schemas(request, settings, ending, stdin=stdin)
    if mode == "mock":
        return mock_against_server(request, settings, ending)
    return server_against_spec(request, settings, ending)
