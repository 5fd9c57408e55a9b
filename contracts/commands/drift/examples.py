"""`contracts drift --examples`: the examples of documents against their own schemas."""

from contextlib import ExitStack
from dataclasses import replace
from typing import IO, Final

from contracts.commands.drift.ending import Ending
from contracts.commands.drift.opening import open_all
from contracts.commands.drift.request import DriftRequest
from contracts.commands.drift.servers import clock
from contracts.commands.drift.settings import Settings
from contracts.drift.observed import Examples, broken_examples
from contracts.drift.reporting import Occasion, report_of
from contracts.finding import Finding, RunResult
from contracts.reports.visible import counted
from contracts.run.folder import new_run_id, now

_FEW: Final = 3


def examples_against_schemas(
    request: DriftRequest, settings: Settings, ending: Ending, *, stdin: IO[bytes] | None
) -> int:
    """Judges all examples and returns the exit code.

    Raises:
        ConfigError: A word names nothing.
        SpecError: A document cannot be used.
    """
    started, run, began = now(), new_run_id(), clock()
    with ExitStack() as stack:
        documents = open_all(request, stack, stdin)
        results, told = [], list[str]()
        for document in documents.values():
            judged = broken_examples(document.bundle)
            told.append(f"{counted(judged.judged, 'example')} of {document.bundle.name} judged.")
            occasion = Occasion(run, started, clock() - began, _skipped(judged))
            result = report_of(
                judged.changes,
                document,
                document,
                occasion=occasion,
                severities=settings.severities,
            )
            result = replace(result, findings=tuple(map(_worded, result.findings)))
            results.append(result if judged.judged else _without_items(result))
    return ending.of(_together(results, [*documents], told))


def _worded(finding: Finding) -> Finding:
    """Returns a finding in the words of an example and its schema: nothing has moved."""
    words = ("the example", "its schema")
    clauses = zip(finding.clauses, words, strict=False)
    return replace(
        finding,
        expected=finding.expected.removeprefix("before: "),
        got=finding.got.removeprefix("now: "),
        clauses=tuple(replace(clause, statement=word) for clause, word in clauses),
    )


def _skipped(judged: Examples) -> tuple[str, ...]:
    """Returns which examples could not be judged, as notes."""
    told = [f"Not judged: {one}" for one in judged.skipped[:_FEW]]
    if len(judged.skipped) > _FEW:
        told.append(f"Not judged: {len(judged.skipped) - _FEW} more.")
    return tuple(told)


def _without_items(result: RunResult) -> RunResult:
    """Returns a result that proves nothing: there was no example."""
    return replace(result, items=())


def _together(results: list[RunResult], names: list[str], told: list[str]) -> RunResult:
    return replace(
        results[-1],
        target=f"the examples of {', '.join(names)}",
        options={"drift": "examples", "documents": [*names], "judged": [*told]},
        items=tuple(item for result in results for item in result.items),
        findings=tuple(finding for result in results for finding in result.findings),
        notes=tuple(note for result in results for note in result.notes),
    )
