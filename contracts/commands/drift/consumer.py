"""`--used-by`: the changes that touch one consumer, and a note on those that do not."""

from collections.abc import Mapping, Sequence

from contracts.commands.drift.recordings import Recordings
from contracts.commands.drift.request import DriftRequest
from contracts.drift.change import Change
from contracts.drift.reporting.merging import Edit, edits
from contracts.drift.usage import focused, learn
from contracts.errors import ConfigError
from contracts.reports.visible import counted
from specs.bundle import Bundle


def kept_for(
    request: DriftRequest,
    changes: Sequence[Change],
    base: Bundle,
    severities: Mapping[str, str],
) -> tuple[tuple[Change, ...], tuple[str, ...]]:
    """Returns the changes that touch the consumer of `--used-by`, and notes for a reader.

    Raises:
        ConfigError: The recording cannot be read, or calls no operation of the base.
    """
    recordings = Recordings(request.used_by, [base], request.maps)
    usage = learn(recordings.exchanges(), base.document)
    if not usage.operations:
        raise ConfigError(
            f"{recordings.name} calls no operation of {base.name} "
            f"({counted(recordings.seen, 'exchange')} read)",
            do="Say where its host and path lie, such as --map https://staging.example.test/shop=/v1",
        )
    found = focused(changes, usage)
    kept = edits(found.kept, severities)
    left = len(edits(changes, severities)) - len(kept)
    return found.kept, (_told(kept, left, recordings.name), *recordings.notes)


def _told(kept: Sequence[Edit], left: int, name: str) -> str:
    """Returns how many changes touch the consumer, and how many do not."""
    errors = sum(edit.severity == "error" for edit in kept)
    touch = "touches" if len(kept) == 1 else "touch"
    rest = f"{left} {'does' if left == 1 else 'do'} not"
    return (
        f"{counted(len(kept), 'change')} {touch} what {name} uses ({counted(errors, 'error')}); "
        f"{rest}."
    )
