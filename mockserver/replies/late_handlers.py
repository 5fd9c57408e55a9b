"""What remembers what calls do, worked out when the first operation without a stub is asked for."""

from collections.abc import Iterator, Mapping
from functools import cached_property

from mockserver.stubkit.stub import Handler
from specs.bundle import Bundle


class LateHandlers(Mapping[str, Handler]):
    """The handlers of one API by operation label; many an API has a stub, and never needs them."""

    def __init__(self, bundle: Bundle, *, seed: int) -> None:
        """Names an API; nothing is read yet.

        Args:
            bundle: The API.
            seed: Seeds what is made up.
        """
        self._bundle = bundle
        self._seed = seed

    def __getitem__(self, label: str) -> Handler:
        return self._handlers[label]

    def __iter__(self) -> Iterator[str]:
        return iter(self._handlers)

    def __len__(self) -> int:
        return len(self._handlers)

    @cached_property
    def _handlers(self) -> Mapping[str, Handler]:
        from mockserver.replies.resources import resource_handlers

        return resource_handlers(self._bundle, seed=self._seed)
