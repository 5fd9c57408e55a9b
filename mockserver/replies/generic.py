"""The answer of an operation that no stub handles, for those who ask only once."""

from mockserver.replies.responder import GenericReply, Responder
from specs.bundle import Bundle
from specs.operation import Operation

__all__ = ["GenericReply", "generic_reply"]


def generic_reply(bundle: Bundle, operation: Operation, seed: int) -> GenericReply:
    """Returns the reply of an operation: its first success, else its first response.

    Raises:
        CannotGenerate: The operation describes no response, or none that can be made up.
    """
    return Responder(bundle, operation, seed).reply()
