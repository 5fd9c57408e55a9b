"""What is served: the APIs, their operations, and whether the mock is well."""

import asyncio
from collections.abc import Iterator, Mapping

from mockserver.admin.administered import Room
from mockserver.errors import StoreUnreachable
from mockserver.lane.operation import CompiledOperation
from mockserver.lane.served import ServedApi
from mockserver.problems import problem
from mockserver.state import World
from mockserver.stubkit import Call, Refused, Reply
from mockserver.stubkit.stub import Handler
from mockserver.tryout import read_tryout
from specs.operation import Operation, Parameter
from specs.values import ABSENT, Json, Record


class ListingRoom(Room):
    """Operations that look at the server itself."""

    def handlers(self) -> Mapping[str, Handler]:
        """Returns what does what, by operationId."""
        return {
            "getHealth": self.health,
            "listApis": self.apis,
            "listOperations": self.operations,
        }

    async def health(self, call: Call, world: World) -> Reply:
        """Says whether the mock can answer, and names its APIs."""
        del call, world
        try:
            await self.server.sandboxes.storage.ping()
        except StoreUnreachable as error:
            raise Refused(problem("unreachable_store", 503, str(error))) from error
        return Reply(200, {"status": "ok", "apis": [api.name for api in self.server.served()]})

    async def apis(self, call: Call, world: World) -> Reply:
        """Lists the APIs."""
        del call, world
        listed = [
            {
                "name": api.name,
                "title": str(api.bundle.document.data.get("info", {}).get("title", api.name)),
                "base": api.base,
                "operations": len(api.operations),
                "credentials": list(read_tryout(api.bundle).credentials),
            }
            for api in self.server.served()
        ]
        return Reply(200, {"apis": listed})

    async def operations(self, call: Call, world: World) -> Reply:
        """Lists the operations of one API."""
        del world
        api = self.api(call.path["api"])
        listed = []
        for one in api.operations:
            listed.append(_told(api, one))
            # What a large API will answer from takes a while to find out; others go on meanwhile.
            await asyncio.sleep(0)
        return Reply(200, {"operations": listed})


def _told(api: ServedApi, compiled: CompiledOperation) -> Record:
    operation = compiled.operation
    summary = api.bundle.document.at(operation.pointer + "/summary")
    return {
        "label": operation.label,
        "method": operation.method,
        "path": api.base + operation.path,
        "operationId": operation.operation_id,
        "summary": summary if isinstance(summary, str) else "",
        "answeredBy": compiled.answered_by,
        "parameters": [_parameter(one) for one in operation.parameters],
        "body": _body(operation),
        "statuses": list(operation.responses),
        "errorCodes": list(dict.fromkeys(str(one.code) for one in compiled.parts.outcomes.errors)),
        "examples": list(dict.fromkeys(_examples(operation))),
        "batch": operation.batch is not None,
        "credentials": _credentials(operation),
    }


def _parameter(parameter: Parameter) -> Record:
    told: Record = {
        "name": parameter.name,
        "in": parameter.place,
        "required": parameter.required,
    }
    example = next(iter(parameter.examples.values()), parameter.default)
    return told if example is ABSENT else {**told, "example": example}


def _body(operation: Operation) -> Json:
    if operation.request_body is None or not operation.request_body.media:
        return None
    media = operation.request_body.media[0]
    told: Record = {"contentType": media.content_type}
    example = next(iter(media.examples.values()), ABSENT)
    return told if example is ABSENT else {**told, "example": example}


def _examples(operation: Operation) -> Iterator[str]:
    for response in operation.responses.values():
        for media in response.media:
            yield from media.examples


def _credentials(operation: Operation) -> list[Record]:
    names = dict.fromkeys(name for wanted in operation.security for name in wanted)
    schemes = [operation.schemes[name] for name in names if name in operation.schemes]
    return [
        {
            "name": scheme.name,
            "type": scheme.type,
            "scheme": scheme.http_scheme,
            "in": scheme.place,
            "parameter": scheme.parameter,
        }
        for scheme in schemes
    ]
