"""A server that repeats the secrets it was shown, in every form, in all that it answers."""

import json
import re
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, quote_plus

from tests.support.listening import App
from tests.support.servers.kernel import Scope, Send


def forms(secret: str) -> dict[str, str]:
    """A secret as it may stand in a file, by name of the form."""
    percent = quote(secret, safe="")
    return {
        "plain": secret,
        "base64": b64encode(secret.encode()).decode(),
        "percent": percent,
        "small percent": re.sub("%..", lambda code: code[0].lower(), percent),
        "form": quote_plus(secret),
        "path": quote(secret),
        "json": json.dumps(secret)[1:-1],
        "json twice": json.dumps(json.dumps(secret)[1:-1])[1:-1],
        "html": secret.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;"),
    }


@dataclass
class Parrot:
    """Stands before a server that knows other secrets than those that the caller shows."""

    app: App
    planted: Mapping[str, str]
    """What the server knows -> what the caller shows."""

    async def __call__(self, scope: Scope, receive: Any, send: Send) -> None:
        """Hands a request on with the server's own secrets and repeats the caller's."""
        if scope["type"] != "http" or scope["path"].startswith("/_mock"):
            await self.app(scope, receive, send)
            return
        scope = {
            **scope,
            "headers": [(name, self._known(value)) for name, value in scope["headers"]],
            "query_string": self._known(scope["query_string"]),
            "raw_path": self._known(scope["raw_path"]),
        }

        async def translated() -> Any:
            message = dict(await receive())
            return {**message, "body": self._known(message.get("body", b""))}

        async def repeating(message: Any) -> None:
            said = [
                form
                for secret in self.planted.values()
                for name, form in forms(secret).items()
                if name not in ("json twice", "html")
            ]
            if message["type"] == "http.response.start":
                headers = [pair for pair in message["headers"] if pair[0] != b"content-length"]
                echo = "; ".join(said).encode("latin-1", "replace")
                await send({**message, "headers": [*headers, (b"x-you-said", echo)]})
                return
            body = message.get("body", b"")
            if body.startswith(b"{"):
                body = json.dumps({**json.loads(body), "you_said": said}).encode()
            await send({**message, "body": body})

        await self.app(scope, translated, repeating)

    def _known(self, raw: bytes) -> bytes:
        for known, planted in self.planted.items():
            for form in (planted, quote(planted, safe=""), quote_plus(planted)):
                raw = raw.replace(form.encode(), known.encode())
        if raw.startswith(b"Basic "):
            return self._basic(raw)
        return raw

    def _basic(self, raw: bytes) -> bytes:
        pair = b64decode(raw.removeprefix(b"Basic ")).decode()
        for known, planted in self.planted.items():
            pair = pair.replace(planted, known)
        return b"Basic " + b64encode(pair.encode())
