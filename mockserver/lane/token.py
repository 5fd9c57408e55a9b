"""The token URL of an oauth2 scheme: the client-credentials grant of RFC 6749, section 4.4."""

import base64
from collections.abc import Mapping
from typing import Final
from urllib.parse import parse_qsl, unquote_plus, urlsplit

from mockserver.errors import StoreUnreachable
from mockserver.lane.answers import Answer, crashed, render
from mockserver.lane.request import BodyTooLarge, ClientLeft, Request
from mockserver.state import World
from mockserver.stubkit import Refused, Reply, TokenRequest
from mockserver.stubkit.stub import TokenIssuer
from specs.media_types import split_content_type
from specs.operation import SecurityScheme

_FORM: Final = "application/x-www-form-urlencoded"
_LIFETIME_SECONDS: Final = 3600
_NEVER_CACHED: Final = {"cache-control": "no-store"}


class TokenEndpoint:
    """Answers one token URL by the stub's issuer, or hands a token to any client."""

    def __init__(self, api: str, issuer: TokenIssuer | None) -> None:
        self.api = api
        self.is_compiled = True
        self.is_streaming = False
        self._issuer = issuer or issue_to_anyone

    async def answer(self, request: Request, values: tuple[str, ...]) -> Answer:
        """Answers a token request; failures are worded as RFC 6749 section 5.2 says."""
        del values
        issuer = self._issuer
        try:
            asked = await read_token_request(request)
            reply = await request.sandbox.run(self.api, lambda world: issuer(asked, world))
            headers = {**_NEVER_CACHED, **reply.headers}
            return render(Reply(reply.status, reply.body, headers), "stub")
        except BodyTooLarge:
            return render(oauth_error(413, "invalid_request", "The body is too large."), "refusal")
        except ClientLeft:
            raise
        except StoreUnreachable as error:
            return render(oauth_error(503, "temporarily_unavailable", str(error)), "refusal")
        except Refused as refused:
            return render(refused.reply, "refusal")
        except Exception as error:  # noqa: BLE001 - the outer edge: a stub may raise anything
            return crashed(f"the token URL of {self.api}", error)


def token_path(scheme: SecurityScheme) -> str | None:
    """Returns the path of a scheme's token URL, wherever the URL points."""
    path = urlsplit(scheme.token_url).path
    return path if path.startswith("/") else None


def oauth_error(status: int, code: str, description: str) -> Reply:
    """Returns an error answer of a token URL."""
    headers = {"www-authenticate": "Basic"} if status == 401 else {}
    return Reply(
        status, {"error": code, "error_description": description}, {**_NEVER_CACHED, **headers}
    )


async def read_token_request(request: Request) -> TokenRequest:
    """Reads a token request; client credentials come in the form or by HTTP Basic.

    Raises:
        Refused: The body is not a form.
        BodyTooLarge: The body is too long to be one.
    """
    raw = await request.read_body()
    kind, _ = split_content_type(request.headers.get("content-type", _FORM))
    if kind != _FORM:
        raise Refused(oauth_error(400, "invalid_request", f"The body must be {_FORM}."))
    form = dict(parse_qsl(raw.decode("utf-8", "replace"), keep_blank_values=True))
    basic = _basic(request.headers)
    return TokenRequest(
        grant_type=form.get("grant_type"),
        client_id=basic[0] if basic else form.get("client_id"),
        client_secret=basic[1] if basic else form.get("client_secret"),
        scope=form.get("scope"),
    )


async def issue_to_anyone(request: TokenRequest, world: World) -> Reply:
    """Hands a token to whoever asks; used where an API's stub does not judge clients."""
    if not request.grant_type:
        raise Refused(oauth_error(400, "invalid_request", "grant_type is missing."))
    if request.grant_type != "client_credentials":
        detail = "Only the client_credentials grant is served."
        raise Refused(oauth_error(400, "unsupported_grant_type", detail))
    token = await world.new_uuid()
    body = {"access_token": token, "token_type": "Bearer", "expires_in": _LIFETIME_SECONDS}
    return Reply(200, body)


def _basic(headers: Mapping[str, str]) -> tuple[str, str] | None:
    word, _, rest = headers.get("authorization", "").partition(" ")
    if word.lower() != "basic":
        return None
    try:
        text = base64.b64decode(rest.strip(), validate=True).decode("utf-8")
    except ValueError:
        return "", ""
    name, _, secret = text.partition(":")
    return unquote_plus(name), unquote_plus(secret)
