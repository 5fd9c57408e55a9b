"""Why an operation has no answer to give."""

from mockserver.state.sandbox import KeepNothing
from mockserver.stubkit.call import Refusal


class CannotGenerate(Exception):
    """No valid value was found for a schema; the message names the place."""


class GivenUp(Exception):
    """No valid answer with state is known; an example or a made-up value has to do."""


class Unanswerable(KeepNothing):
    """The description has no words for a refusal, so the mock has to find some."""

    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal
        super().__init__(refusal)


class NotAcceptable(Exception):
    """None of the media types that there are is welcome (RFC 9110, section 12.5.1)."""

    def __init__(self, accept: str, known: tuple[str, ...]) -> None:
        """Names what was asked for and what there is.

        Args:
            accept: The header `Accept` as sent.
            known: The media types of the response.
        """
        self.accept = accept
        self.known = known
        super().__init__(f"{accept[:200]!r} allows none of {', '.join(known)}.")


class UnknownOutcome(Exception):
    """An operation has no such status or example."""

    def __init__(self, kind: str, name: str, known: tuple[str, ...]) -> None:
        """Names what was asked for and what there is.

        Args:
            kind: `status` or `example`.
            name: What was asked for.
            known: Those that there are.
        """
        self.kind = kind
        self.name = name
        self.known = known
        super().__init__(f"There is no {kind} {name}; there is {', '.join(known) or 'none'}.")
