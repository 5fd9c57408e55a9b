"""A run as JSON; `report.schema.json` says what may stand in it."""

import json
from functools import cache
from importlib.resources import files
from typing import Final

from contracts.finding import RunResult
from contracts.finding.as_json import run_to_json
from specs.values import Record

SCHEMA: Final = "report.schema.json"


def json_text(run: RunResult) -> str:
    """Returns the run as JSON text, in ASCII: it passes through every pipe unchanged."""
    return json.dumps(run_to_json(run), indent=2) + "\n"


@cache
def report_schema() -> Record:
    """Returns the JSON Schema of the report."""
    text = files("contracts.reports").joinpath(SCHEMA).read_text("utf-8")
    schema: Record = json.loads(text)
    return schema
