"""A document's operations -> the handlers of those that work on things, each made when needed."""

from collections.abc import Iterator, Mapping
from typing import Final

from mockserver.replies.errors import GivenUp
from mockserver.replies.resources.base_world import BaseWorld
from mockserver.replies.resources.fitting import CannotFit
from mockserver.replies.resources.handler import ResourceHandler
from mockserver.replies.resources.rehearsal import rehearse
from specs.bundle import Bundle
from specs.errors import SpecError
from specs.resources import Decision, Inference


class ResourceHandlers(Mapping[str, ResourceHandler]):
    """The handlers of one API by operation label; an operation without one remembers nothing.

    Whether there is one is decided when it is first asked for: the shape of the path and of the
    bodies must say what the operation does, and an answer must be found that fits its description.
    """

    def __init__(self, bundle: Bundle, *, seed: int) -> None:
        self._operations: Final = {one.label: one for one in bundle.operations}
        self._inference = Inference(bundle.document, bundle.operations)
        self._base = BaseWorld(bundle, self._inference)
        self._seed = seed
        self._found: dict[str, tuple[ResourceHandler | None, str]] = {}

    def __getitem__(self, label: str) -> ResourceHandler:
        """Returns the handler of an operation.

        Raises:
            KeyError: The operation is not known, or nothing is remembered for it.
        """
        handler, _ = self._decided(label)
        if handler is None:
            raise KeyError(label)
        return handler

    def __iter__(self) -> Iterator[str]:
        return (label for label in self._operations if self._decided(label)[0] is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def decision(self, label: str) -> Decision:
        """Returns what an operation is taken to do, or why it is not."""
        decision = self._inference.decide(self._operations[label])
        handler, reason = self._decided(label)
        resource = decision.resource if handler is not None else None
        return Decision(decision.operation, resource, reason)

    def _decided(self, label: str) -> tuple[ResourceHandler | None, str]:
        if label not in self._found:
            self._found[label] = self._decide(label)
        return self._found[label]

    def _decide(self, label: str) -> tuple[ResourceHandler | None, str]:
        try:
            decision = self._inference.decide(self._operations[label])
            if decision.resource is None:
                return None, decision.reason
            handler = ResourceHandler(decision.resource, self._base, seed=self._seed)
            rehearse(handler, decision.resource, self._base, seed=self._seed)
        except (GivenUp, CannotFit) as error:
            return None, f"no answer was found that fits: {error}"
        except SpecError as error:
            return None, f"a part of it cannot be used: {error.wrong}"
        return handler, decision.reason


def resource_handlers(bundle: Bundle, *, seed: int = 0) -> ResourceHandlers:
    """Returns what handles the operations of an API that work on things, by operation label.

    To be asked for operations that no stub handles, in a folder with a stub as well: its stub then
    finds the things under their kind in the world, as plain records. An operation is left out by
    `x-resource: {name: ..., action: act}`, in the document or in an Overlay.

    A handler may raise `GivenUp` before it has written anything, where one thing cannot be shown
    as described; an example or a made-up value answers then. It raises `Unanswerable` with a
    `Refusal` where it has to refuse in words that the description does not have.

    Args:
        bundle: The API. Nothing is read at once but the paths.
        seed: Seeds the things that a rehearsal of each operation shows.
    """
    return ResourceHandlers(bundle, seed=seed)
