"""All that answers one operation, each part made when it is first needed."""

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from mockserver.lane.answers import AnswerCheck
from mockserver.lane.bodies import CompiledBody, compile_body
from mockserver.lane.parameters import ParameterSet, compile_parameters
from mockserver.lane.security import CredentialReader
from mockserver.state import Sandbox
from mockserver.stubkit import Stub
from mockserver.stubkit.stub import Handler
from specs.bundle import Bundle
from specs.media_types import is_json
from specs.operation import Operation

if TYPE_CHECKING:
    from mockserver.replies.forced import Outcomes
    from mockserver.replies.responder import Responder


class OperationParts:
    """The parts of one operation. A document may have thousands, most of them never called.

    What makes answers up is loaded when one has to be: a stub speaks for most operations.
    """

    def __init__(
        self,
        bundle: Bundle,
        operation: Operation,
        stub: Stub,
        *,
        resources: Mapping[str, Handler],
        seed: int,
        home: Sandbox | None = None,
    ) -> None:
        """Names an operation; nothing is compiled yet.

        Args:
            bundle: The API, whose name is the namespace of its records.
            operation: The operation.
            stub: The API's behaviour.
            resources: What remembers, by operation label.
            seed: Seeds what is made up.
            home: Where it runs whatever sandbox a request names; None: there.
        """
        self.bundle = bundle
        self.operation = operation
        self.stub = stub
        self.resources = resources
        self.seed = seed
        self.home = home

    @property
    def reads_json_only(self) -> bool:
        """Whether no body but JSON is taken, so that the stock stack is not needed."""
        body = self.operation.request_body
        return body is None or bool(body.media and all(is_json(m.content_type) for m in body.media))

    @cached_property
    def handler(self) -> Handler | None:
        """What the stub says the operation does."""
        return self.stub.operations.get(self.operation.operation_id or "")

    @cached_property
    def outcomes(self) -> "Outcomes":
        """All that the operation can be made to answer."""
        from mockserver.replies.forced import Outcomes

        return Outcomes(self.bundle, self.operation, stub=self.stub, maker=self.responder)

    @cached_property
    def credentials(self) -> CredentialReader:
        """Reads what a request shows for the operation's security."""
        return CredentialReader(self.operation)

    @cached_property
    def check(self) -> AnswerCheck:
        """Judges the answers."""
        return AnswerCheck(self.bundle, self.operation)

    @cached_property
    def parameters(self) -> ParameterSet:
        """Reads the parameters."""
        return compile_parameters(self.bundle, self.operation)

    @cached_property
    def body(self) -> CompiledBody | None:
        """Reads the body, as far as it is JSON."""
        body = self.operation.request_body
        return compile_body(self.bundle, body) if body is not None else None

    @cached_property
    def remembering(self) -> Handler | None:
        """What remembers what calls do, where no stub handles them; None if nothing is known."""
        return self.resources.get(self.operation.label)

    @cached_property
    def responder(self) -> "Responder":
        """Answers from the description alone."""
        from mockserver.replies.responder import Responder

        return Responder(self.bundle, self.operation, self.seed)

    def prepare(self) -> None:
        """Makes every part now.

        Raises:
            SpecError: A schema is broken.
        """
        _ = self.credentials, self.check, self.parameters, self.body
