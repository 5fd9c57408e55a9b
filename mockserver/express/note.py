"""What the journal is handed of an answer, to be made an entry when somebody looks."""

from datetime import datetime
from typing import NamedTuple

from mockserver.express.head import Head
from mockserver.express.ready import Form
from mockserver.journal import Entry
from specs.operation import Operation


class Note(NamedTuple):
    """One request and what was answered."""

    at: datetime
    sandbox: str
    method: str
    path: str
    query_string: bytes
    head: Head
    body: bytes
    operation: Operation
    api: str
    form: Form
    answer_body: bytes
    seconds: float

    def entry(self, number: int) -> Entry:
        """Returns the entry."""
        return Entry(
            number=number,
            at=self.at,
            sandbox=self.sandbox,
            method=self.method,
            path=self.path,
            query=self.query_string,
            headers=self.head.lines,
            body=self.body,
            status=self.form.status,
            answer_headers=self.form.taken_down(len(self.answer_body)),
            answer_body=self.answer_body,
            seconds=self.seconds,
            api=self.api,
            operation=self.operation.label,
            operation_id=self.operation.operation_id or "",
            speaker=self.form.speaker,
        )
