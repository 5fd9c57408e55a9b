"""Stock Connexion with both validations on; each operation answers its first written example.

The file to serve stands in the environment variable SPEC.
"""

import os
from pathlib import Path
from typing import Any

import connexion
from connexion.resolver import Resolution, Resolver


class Examples(Resolver):  # type: ignore[misc]
    """Resolves every operation to a coroutine that answers the example."""

    def resolve(self, operation: Any) -> Resolution:  # noqa: ANN401
        """Returns the handler; the example is asked for when the first request comes."""
        known: list[Any] = []

        async def answer(*_: Any, **__: Any) -> Any:  # noqa: ANN401
            if not known:
                known.append(operation.example_response())
            return known[0]

        return Resolution(answer, operation.operation_id)


_spec = Path(os.environ["SPEC"])
app = connexion.AsyncApp(__name__, specification_dir=str(_spec.parent))
app.add_api(_spec.name, resolver=Examples(), validate_responses=True)
