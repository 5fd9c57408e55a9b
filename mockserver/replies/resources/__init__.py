"""State by inference: operations on the same things remember what was done to them.

The world before any write is infinite: each id names a thing, made up from the seed. Writes lie
over it, so that a store holds only what was written.
"""

from mockserver.replies.errors import GivenUp, Unanswerable
from mockserver.replies.resources.handler import ResourceHandler
from mockserver.replies.resources.handlers import ResourceHandlers, resource_handlers

__all__ = [
    "GivenUp",
    "ResourceHandler",
    "ResourceHandlers",
    "Unanswerable",
    "resource_handlers",
]
