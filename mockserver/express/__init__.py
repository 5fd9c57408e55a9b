"""The express: plain valid calls, answered in one step of the event loop.

It answers what it is sure of, and leaves all else, without a trace, to the lane, whose answers
its own equal byte for byte.
"""

from mockserver.express.asgi import answer_asgi
from mockserver.express.express import Express
from mockserver.express.ready import Ready

__all__ = ["Express", "Ready", "answer_asgi"]
