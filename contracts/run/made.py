"""What a run made on the target, from its journal."""

from pathlib import Path

from contracts.finding import Created
from contracts.run.journal import read_journal


def things_made(journal: Path | None) -> tuple[Created, ...]:
    """Returns what was made, or may have been made, and is not known to be gone."""
    if journal is None:
        return ()
    return tuple(
        Created(
            api=entry.api,
            kind=entry.kind,
            id="" if entry.id is None else str(entry.id),
            removed=entry.is_gone,
            note=entry.name if entry.is_settled else f"{entry.name} (no answer came)".strip(),
        )
        for entry in read_journal(journal)
        if not (entry.is_settled and entry.is_gone and entry.id is None)
    )
