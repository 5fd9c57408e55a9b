"""What a law may do: call operations as a caller, know roles, move what cannot be called."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Protocol, TypeVar

from hypothesis.strategies import SearchStrategy

from contracts.finding import Exchange
from specs.bundle import Bundle
from specs.operation import Operation
from specs.values import ABSENT, Json, Missing

if TYPE_CHECKING:
    from contracts.lawkit.batch import ItemKind

T = TypeVar("T")


class NotJudged(Exception):
    """A law cannot say anything here; `str()` is the reason, for the report."""


class Draw(Protocol):
    """Draws a value from a strategy; the runner hands it in, and shrinks what was drawn."""

    def __call__(self, strategy: SearchStrategy[T]) -> T:
        """Returns one value."""


class Session(Protocol):
    """One example of one law against one API of the target. It starts clean."""

    @property
    def bundle(self) -> Bundle:
        """The API that is judged."""

    @property
    def operation(self) -> Operation:
        """The operation that a law over operations is about."""

    @property
    def is_own_mock(self) -> bool:
        """Whether the target is said to be the kit's own mock."""

    @property
    def is_exclusive(self) -> bool:
        """Whether nobody else uses the target."""

    @property
    def starts_over(self) -> bool:
        """Whether the target is reset before each example, so that nothing done to it stays."""

    @property
    def now(self) -> datetime:
        """The target's time in UTC: its clock where it can be asked, else the run's."""

    def call(
        self,
        operation: str | Operation,
        *,
        path: Mapping[str, Json] | None = None,
        query: Mapping[str, Json] | Iterable[tuple[str, Json]] = (),
        headers: Mapping[str, str] | None = None,
        json: Json | Missing = ABSENT,
        caller: str = "default",
        note: str = "",
    ) -> Exchange:
        """Calls an operation; every check judges the exchange.

        Args:
            operation: An operationId, or the operation itself.
            path: Path parameters. One that is missing is filled from the roles that say
                they stand for it.
            query: Names and values; a list repeats the name; `None` leaves a name out.
            headers: Further headers.
            json: The body. Bytes are sent as they are, as JSON by their content type.
            caller: `default`, `nobody`, or the rest of a role `caller.<name>`.
            note: What the call is for, in a few words.

        Raises:
            NotJudged: There was no answer, or the call may not be made here.
        """

    def send(
        self,
        method: str,
        path: str,
        *,
        query: Iterable[tuple[str, str]] = (),
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
        caller: str = "default",
        note: str = "",
    ) -> Exchange:
        """Sends any request to the API, a percent-encoded path below its base URL.

        Raises:
            NotJudged: There was no answer, or the request may not be sent here.
        """

    def url(self, operation: Operation, path: Mapping[str, Json] | None = None) -> str:
        """Returns the encoded path of an operation, filled as `call` does.

        Raises:
            NotJudged: A parameter is unknown.
        """

    def item_kinds(self, operation: Operation) -> "tuple[ItemKind, ...]":
        """Returns the kinds of items that a batch operation can be given on this target."""

    def has(self, role: str) -> bool:
        """Returns whether the target provides a role."""

    def role(self, name: str) -> Json:
        """Returns the value that plays a role.

        Raises:
            NotJudged: The target does not provide it.
        """

    def control(self, action: str, /, **body: Json) -> Json:
        """Makes something happen on the target that no documented operation reaches.

        Raises:
            NotJudged: The target has no control, or not this action.
        """

    def advance(self, span: str) -> None:
        """Moves the target's clock: `90m`, `2d`.

        Raises:
            NotJudged: The target's clock cannot be moved.
        """

    def fresh(self, stem: str = "item") -> str:
        """Returns a name that nothing on the target has; it carries the run's prefix."""

    def need(self, condition: bool, what: str) -> None:
        """Goes on only if a condition holds that the law takes for granted.

        Raises:
            NotJudged: It does not hold; `what` says what was needed.
        """
