"""The tables in the documents that are made from the code: `python -m tests.support.tables`."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import click

from contracts.checks import CHECKS
from contracts.cli import cli
from contracts.drift.rules import RULES
from contracts.lawkit import Law
from contracts.laws import LAWS
from contracts.run.api_run import ApiLaws
from specs.discovery import bundled_names, discover
from tests.support.flaw_runs import FOUND, flaws_of
from tests.support.scenarios import scenario_table

ROOT = Path(__file__).parents[2]


def tables() -> Iterator[tuple[Path, str, str]]:
    """Yields each file, the name of the table in it, and the table."""
    contracts = ROOT / "contracts" / "README.md"
    yield contracts, "checks", checks()
    yield contracts, "laws", laws(LAWS)
    yield contracts, "options", options()
    yield ROOT / "contracts" / "drift" / "README.md", "rules", rules()
    for bundle in discover():
        own = ApiLaws.of(bundle)
        yield ROOT / "specs" / bundle.name / "README.md", "laws", laws(own.laws)
        yield ROOT / "specs" / bundle.name / "README.md", "scenarios", scenario_table(bundle.name)
    yield ROOT / "tests" / "contracts" / "FLAWS.md", "flaws", flaws()


def checks() -> str:
    """Returns the table of all checks."""
    rows = [f"| `{check.id}` | {check.severity} | {check.says} | {check.why} |" for check in CHECKS]
    return "\n".join(["| check | severity | what should hold | why |", "|---|---|---|---|", *rows])


def rules() -> str:
    """Returns the table of all drift rules."""
    rows = [
        f"| `{rule.id}` | {rule.severity} | {rule.says} | {rule.why} "
        f"| {f'`{rule.mirror}`' if rule.mirror else rule.waiver} |"
        for rule in RULES.values()
    ]
    heads = ["| rule | severity | what happened | why | mirror |", "|---|---|---|---|---|"]
    return "\n".join([*heads, *rows])


def options() -> str:
    """Returns the table of all options of the suite's commands."""
    used: dict[tuple[str, str], list[str]] = {}
    for name, command in cli.commands.items():
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                shown = ", ".join(f"`{option}`" for option in parameter.opts)
                help_ = (parameter.help or "").replace("|", "\\|")
                used.setdefault((shown, help_), []).append(name)
    rows = [f"| {shown} | {help_} | {', '.join(names)} |" for (shown, help_), names in used.items()]
    return "\n".join(["| option | says | of |", "|---|---|---|", *rows])


def laws(of: tuple[Law, ...]) -> str:
    """Returns the table of some laws."""
    rows = [
        f"| `{law.id}` | {law.basis} | {law.says} | {', '.join((*law.roles, *law.controls))} |"
        for law in of
    ]
    return "\n".join(["| law | basis | what should hold | needs |", "|---|---|---|---|", *rows])


def flaws() -> str:
    """Returns the table of all flaws and what finds them."""
    found = json.loads(FOUND.read_text("utf-8"))
    lines = ["| API | family | flaw | found by |", "|---|---|---|---|"]
    for api in bundled_names():
        for flaw in flaws_of(api):
            entry = found[api].get(flaw.id, {})
            by = (
                f"`{entry['judge']}`" if "judge" in entry else f"**missed**: {entry.get('why', '')}"
            )
            lines.append(f"| {api} | {flaw.family} | {flaw.what} | {by} |")
    return "\n".join(lines)


def filled(text: str, name: str, table: str) -> str:
    """Returns a document with the table between its marks."""
    marks = rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)"
    return re.sub(marks, lambda match: f"{match[1]}{table}\n{match[2]}", text, flags=re.DOTALL)


if __name__ == "__main__":
    for file, name, table in tables():
        file.write_text(filled(file.read_text("utf-8"), name, table), "utf-8")
