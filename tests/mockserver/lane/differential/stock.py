"""What stock Connexion makes of a request: a second reading that shares no code with ours."""

import asyncio
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import jsonschema
import openapi_spec_validator
from connexion import AsyncApp
from connexion.datastructures import MediaTypeDict
from connexion.middleware.main import API
from connexion.options import SwaggerUIOptions
from connexion.resolver import Resolution, Resolver
from connexion.spec import OpenAPISpecification
from connexion.validators import VALIDATOR_MAP
from connexion.validators.json import JSONRequestBodyValidator

from specs.values import Record
from tests.mockserver.lane.differential.messages import Answered, Sent, exchange

_REACHED: Final = b"reached"


class _Newer(OpenAPISpecification):  # type: ignore[misc] # Connexion has no types
    """OpenAPI 3.1, which Connexion refuses to read."""

    @classmethod
    def _set_defaults(cls, spec: Record) -> None:
        super()._set_defaults(spec)
        spec.setdefault("paths", {})

    @classmethod
    def _validate_spec(cls, spec: Record) -> None:
        openapi_spec_validator.validate(spec)


class _NewerBodies(JSONRequestBodyValidator):  # type: ignore[misc]
    """Judges bodies by the dialect of OpenAPI 3.1."""

    @property
    def _validator(self) -> Any:
        return jsonschema.Draft202012Validator(
            self._schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
        )


class _Reaching(Resolver):  # type: ignore[misc]
    """Every operation answers that it was reached."""

    def resolve(self, operation: Any) -> Resolution:
        async def reached(*_: object, **__: object) -> tuple[str, int]:
            return _REACHED.decode(), 200

        return Resolution(reached, f"{operation.method} {operation.path}")


class Stock:
    """Stock Connexion with one description; security is left out of it."""

    def __init__(self, document: Record, runner: asyncio.Runner) -> None:
        self._runner = runner
        self._app = AsyncApp("stock", validate_responses=False)
        plain = _without_answers(document)
        options: Record = {"resolver": _Reaching()}
        options["swagger_ui_options"] = SwaggerUIOptions(swagger_ui=False, serve_spec=False)
        with _quiet():
            if plain["openapi"].startswith("3.0"):
                self._app.add_api(plain, **options)
                return
            bodies = MediaTypeDict({**VALIDATOR_MAP["body"], "*/*json": _NewerBodies})
            options["validator_map"] = {**VALIDATOR_MAP, "body": bodies}
            options = self._app.middleware.options.replace(**options).__dict__
            self._app.middleware.apis.append(API(_Newer(plain), base_path=None, **options))

    def ask(self, sent: Sent) -> Answered:
        """Returns the answer, that of the handler or a refusal."""
        with _quiet():
            return self._runner.run(exchange(self._app, sent))

    @staticmethod
    def takes(answer: Answered) -> bool:
        """Whether a request came as far as the handler."""
        return answer.status == 200 and _REACHED in answer.body


def _without_answers(document: Record) -> Record:
    """Returns a description that says of every answer only that there is one, and asks for nobody.

    Each operation gets an id of its own: Connexion confuses those that share one.
    """
    paths: Record = {}
    for path, item in document["paths"].items():
        paths[path] = {name: value for name, value in item.items() if name == "parameters"}
        for method, operation in item.items():
            if method == "parameters":
                continue
            kept = {n: operation[n] for n in ("parameters", "requestBody") if n in operation}
            kept["operationId"] = f"{method} {path}"
            paths[path][method] = {**kept, "responses": {"200": {"description": "d"}}}
    components = {
        name: value
        for name, value in document.get("components", {}).items()
        if name in ("schemas", "parameters", "requestBodies")
    }
    kept = {name: document[name] for name in ("openapi", "info")}
    return {**kept, "paths": paths, "components": components}


@contextmanager
def _quiet() -> Iterator[None]:
    """What Connexion uses is deprecated in places."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
