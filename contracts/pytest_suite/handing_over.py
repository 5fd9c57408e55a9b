"""What one item left behind, as text that travels from a worker to the controlling process."""

import json
from dataclasses import asdict

from contracts.finding.as_json import finding_from_json, finding_to_json, item_from_json
from contracts.run.items import ItemRun


def run_to_text(run: ItemRun) -> str:
    """Returns an item's run as text that travels between processes."""
    return json.dumps(
        {
            "result": asdict(run.result),
            "findings": [finding_to_json(finding) for finding in run.findings],
            "statuses": [[*key, count] for key, count in run.statuses.items()],
            "codes": [[*key, count] for key, count in run.codes.items()],
        }
    )


def run_from_text(text: str) -> ItemRun:
    """Reads what `run_to_text` wrote."""
    raw = json.loads(text)
    return ItemRun(
        result=item_from_json(raw["result"]),
        findings=tuple(finding_from_json(finding) for finding in raw["findings"]),
        statuses={(label, status): count for label, status, count in raw["statuses"]},
        codes={(label, code): count for label, code, count in raw["codes"]},
    )
