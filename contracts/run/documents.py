"""Where a promise stands: rules, schemas and operations as clauses with file and line."""

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

from contracts.finding import Clause
from specs.bundle import Bundle
from specs.errors import SpecError
from specs.operation import Operation
from specs.values import Record
from specs.yaml_reader import read_text


class Documents:
    """The documents of one API, as findings cite them."""

    def __init__(self, bundle: Bundle) -> None:
        self._bundle = bundle

    @cached_property
    def _rules(self) -> dict[str, Clause]:
        file = self._bundle.file("rules.yaml")
        if file is None:
            return {}
        try:
            source = read_text(file)
        except SpecError:
            return {}
        document = str(source.value.get("document", ""))
        return {
            rule["id"]: Clause(
                rule=rule["id"],
                statement=" ".join(str(rule["statement"]).split()),
                file=shown_path(file),
                line=source.line(f"/rules/{index}"),
                document=document,
                section=str(rule.get("section", "")),
            )
            for index, rule in enumerate(source.value.get("rules", ()))
        }

    def rules(self, ids: Iterable[str]) -> tuple[Clause, ...]:
        """Returns the documented rules among some ids."""
        return tuple(self._rules[rule] for rule in ids if rule in self._rules)

    def operation(self, operation: Operation, status: int, statement: str) -> Clause:
        """Returns the place of an operation's answer, or of the operation."""
        document = self._bundle.document
        response = operation.response(status) if status else None
        where = response.pointer if response is not None else operation.pointer
        file, line = document.spot(where)
        source: Record = operation.extensions.get("x-source", {})
        return Clause(
            rule="",
            statement=statement,
            file=shown_path(file),
            line=line,
            document=str(source.get("document", "")),
            section=str(source.get("section", "")),
        )


def shown_path(file: Path) -> str:
    """Returns a path as a reader finds it: relative to the working folder where it is below."""
    try:
        return str(file.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(file)
