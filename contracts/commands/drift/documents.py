"""`contracts drift BASE REVISION`: a document against another one."""

import gc
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import IO, Final

from contracts.commands.drift.consumer import kept_for
from contracts.commands.drift.ending import Ending
from contracts.commands.drift.request import DriftRequest
from contracts.commands.drift.servers import clock
from contracts.commands.drift.settings import Settings
from contracts.drift.comparison import compare
from contracts.drift.reporting import Occasion, report_of
from contracts.drift.schemas import Judge
from contracts.drift.sources import Opened, opened
from contracts.drift.sources.words import STDIN, kind_of
from contracts.errors import ConfigError
from contracts.run.folder import new_run_id, now
from specs.left_out import LeftOut

_FEW: Final = 3


def spec_against_spec(
    request: DriftRequest, settings: Settings, ending: Ending, *, stdin: IO[bytes] | None
) -> int:
    """Compares two documents and returns the exit code.

    Raises:
        ConfigError: A word names nothing.
        SpecError: A document cannot be used.
    """
    base_word, revision_word = request.words
    if base_word == revision_word == STDIN:
        raise ConfigError(
            "both documents are `-`, and stdin holds one", do="Name a file for the other"
        )
    started, began = now(), clock()
    with _nothing_collected(), _both(request, stdin) as (base, revision):
        judge = Judge(base.bundle, revision.bundle, settings.policy)
        changes = compare(base.bundle, revision.bundle, judge, today=started.date())
        notes = [*_left_out(base), *_left_out(revision)]
        if request.used_by:
            changes, told = kept_for(request, changes, base.bundle, settings.severities)
            notes = [*told, *notes]
        result = report_of(
            changes,
            base,
            revision,
            occasion=Occasion(new_run_id(), started, clock() - began, tuple(notes)),
            severities=settings.severities,
        )
        has_webhooks = any(one.bundle.document.data.get("webhooks") for one in (base, revision))
    return ending.of(result, is_proof=has_webhooks)


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Looks for no garbage: what a comparison makes stays to its end, and looking costs a fifth."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def _both(request: DriftRequest, stdin: IO[bytes] | None) -> Iterator[tuple[Opened, Opened]]:
    """Opens both documents; one that has no name of its own takes the other's."""
    base_word, revision_word = request.words
    with _opened(base_word, request, stdin) as base, _opened(revision_word, request, stdin) as new:
        if kind_of(revision_word) in ("stdin", "url"):
            new = replace(new, bundle=replace(new.bundle, name=base.bundle.name))
        yield base, new


def _opened(
    word: str, request: DriftRequest, stdin: IO[bytes] | None
) -> AbstractContextManager[Opened]:
    return opened(
        word,
        stdin=stdin,
        strict=request.strict,
        overlays=request.overlays,
        allow_references=request.allow_references,
    )


def _left_out(document: Opened) -> Iterator[str]:
    """Yields what of a document could not be compared."""
    left = document.bundle.left_out
    for one in left[:_FEW]:
        yield f"Not compared: {_told(one, document)}"
    if len(left) > _FEW:
        yield f"Not compared: {len(left) - _FEW} more parts of {document.word}."


def _told(one: LeftOut, document: Opened) -> str:
    return str(replace(one, file=Path(document.shown(one.file))))
