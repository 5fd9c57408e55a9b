"""`contracts drift --examples`: the examples of documents against their own schemas."""

from contextlib import ExitStack
from dataclasses import replace
from typing import IO

from contracts.commands.drift.ending import Ending
from contracts.commands.drift.opening import open_all
from contracts.commands.drift.request import DriftRequest
from contracts.commands.drift.settings import Settings
from contracts.drift.observed import broken_examples
from contracts.drift.reporting import Occasion, report_of
from contracts.finding import RunResult
from contracts.run.folder import new_run_id, now


def examples_against_schemas(
    request: DriftRequest, settings: Settings, ending: Ending, *, stdin: IO[bytes] | None
) -> int:
    """Judges all examples and returns the exit code.

    Raises:
        ConfigError: A word names nothing.
        SpecError: A document cannot be used.
    """
    started, run = now(), new_run_id()
    with ExitStack() as stack:
        results = []
        for document in open_all(request, stack, stdin).values():
            occasion = Occasion(run, started, (now() - started).total_seconds())
            results.append(
                report_of(
                    broken_examples(document.bundle),
                    document,
                    document,
                    occasion=occasion,
                    severities=settings.severities,
                )
            )
    words = [*request.words] or [result.items[0].api for result in results if result.items]
    return ending.of(_together(results, words))


def _together(results: list[RunResult], words: list[str]) -> RunResult:
    return replace(
        results[-1],
        target=f"the examples of {', '.join(words)}",
        options={"drift": "examples", "documents": [*words]},
        items=tuple(item for result in results for item in result.items),
        findings=tuple(finding for result in results for finding in result.findings),
    )
