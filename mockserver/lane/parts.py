"""All that answers one operation, each part made when it is first needed."""

from functools import cached_property

from mockserver.errors import LyingStub
from mockserver.lane.answers import AnswerCheck
from mockserver.lane.bodies import CompiledBody, compile_body
from mockserver.lane.parameters import ParameterSet, compile_parameters
from mockserver.lane.security import CredentialReader
from mockserver.replies.flatten import CannotGenerate
from mockserver.replies.generic import GenericReply, generic_reply
from mockserver.state import Sandbox
from mockserver.stubkit import Stub
from mockserver.stubkit.stub import Handler
from specs.bundle import Bundle
from specs.media_types import is_json
from specs.operation import Operation


class OperationParts:
    """The parts of one operation. A document may have thousands, most of them never called."""

    def __init__(
        self,
        bundle: Bundle,
        operation: Operation,
        stub: Stub,
        *,
        seed: int,
        home: Sandbox | None = None,
    ) -> None:
        """Names an operation; nothing is compiled yet.

        Args:
            bundle: The API, whose name is the namespace of its records.
            operation: The operation.
            stub: The API's behaviour.
            seed: Seeds what is made up.
            home: Where it runs whatever sandbox a request names; None: there.
        """
        self.bundle = bundle
        self.operation = operation
        self.stub = stub
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
    def generic(self) -> GenericReply | LyingStub:
        """The answer where nothing is known of behaviour; a defect where none can be made up."""
        try:
            return generic_reply(self.bundle, self.operation, self.seed)
        except CannotGenerate as error:
            where = self.bundle.document.place(self.operation.pointer)
            wrong = f"{error} ({where}). Give the response an example."
            return LyingStub(self.operation.label, wrong)

    def prepare(self) -> None:
        """Makes every part now.

        Raises:
            SpecError: A schema is broken.
        """
        _ = self.credentials, self.check, self.parameters, self.body
        if self.handler is None:
            _ = self.generic
