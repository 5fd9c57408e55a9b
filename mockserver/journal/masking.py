"""Takes the secrets out of an entry before anybody is shown it. The only place that does."""

import json
import re
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import Final, NewType
from urllib.parse import quote, quote_plus, unquote

from mockserver.journal.content import content_type
from mockserver.journal.entry import Entry, NotedRefusal, RawHeaders
from mockserver.journal.secret_bodies import mask_body, mask_pairs
from mockserver.journal.secret_names import MASK, SecretNames, is_plain_id
from mockserver.stubkit import Violation

Masked = NewType("Masked", Entry)
"""An entry that may be shown."""

_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9-]{0,19})[ ]+(.+)", re.DOTALL)
"""An authentication scheme and what it shows."""
_OPEN_COOKIES: Final = "mock-"
_SHORTEST: Final = 4
"""A shorter text would be masked in places that have nothing to do with it."""
_MOST_SECRETS: Final = 50
"""Of one entry that are looked for elsewhere; the longest ones."""
_LONGEST_KNOWN: Final = 1024
"""Bytes of a header, or of secrets, whose masking is remembered."""
_MASK: Final = MASK.encode()
_NUMBER: Final = re.compile(rb"[0-9]{1,9}")
"""A number that is a secret in one place is any number in another."""


def mask(entry: Entry, names: SecretNames) -> Masked:
    """Returns an entry with `***` for each secret, also where another part repeats it.

    The scheme stays in `Authorization`, and so do the names of cookies. What says that it is
    secret by its name is taken for one, and so is what the APIs' security schemes name.
    """
    return _Mask(names).entry(entry)


class _Mask:
    def __init__(self, names: SecretNames) -> None:
        self._names = names
        self._secrets: set[bytes] = set()

    def entry(self, entry: Entry) -> Masked:
        names, found = self._names, self._secrets.add
        path = self._path(entry.path)
        query = mask_pairs(entry.query.decode("latin-1"), names, found).encode("latin-1")
        headers = self._headers(entry.headers)
        answer_headers = self._headers(entry.answer_headers)
        body = mask_body(content_type(entry.headers), entry.body, names, found)
        kind = content_type(entry.answer_headers)
        answer_body = mask_body(kind, entry.answer_body, names, found)
        raw = None
        if entry.refusal is None and not entry.notes:
            values = [value for _, value in (*headers, *answer_headers)]
            plain = path.encode("utf-8", "surrogatepass")
            raw = b"\n".join((plain, query, body, answer_body, *values))
        echo = _Echo(self._secrets, raw)
        return Masked(
            replace(
                entry,
                path=echo.text(path),
                query=echo.bytes(query),
                headers=echo.headers(headers),
                body=echo.bytes(body),
                answer_headers=echo.headers(answer_headers),
                answer_body=echo.bytes(answer_body),
                refusal=self._refusal(entry.refusal, echo),
                notes=tuple(map(echo.text, entry.notes)),
            )
        )

    def _path(self, path: str) -> str:
        if not self._names.paths:
            return path
        segments = path.split("/")
        plain = [unquote(segment, errors="surrogateescape") for segment in segments[1:]]
        for template in self._names.paths:
            place = len(template)
            if place < len(segments) and plain[place - 1] and _fits(plain, template):
                self._secrets.add(plain[place - 1].encode("utf-8", "surrogateescape"))
                segments[place] = MASK
        return "/".join(segments)

    def _headers(self, headers: RawHeaders) -> RawHeaders:
        return [(name, self._known_header(name, value)) for name, value in headers]

    def _known_header(self, name: bytes, raw: bytes) -> bytes:
        """Masks a header; most are those of the request before."""
        if len(raw) > _LONGEST_KNOWN:
            return self._header(name, raw)
        shown, secrets = _masked_header(self._names, name, raw)
        if secrets:
            self._secrets |= secrets
        return shown

    def header(self, raw_name: bytes, raw: bytes) -> tuple[bytes, frozenset[bytes]]:
        """Returns the value of a header with `***` for each secret, and the secrets."""
        return self._header(raw_name, raw), frozenset(self._secrets)

    def _header(self, raw_name: bytes, raw: bytes) -> bytes:
        name, value = raw_name.decode("latin-1").lower(), raw.decode("latin-1")
        if not value or not self._names.has_header(name) or is_plain_id(name, value):
            return raw
        if name == "cookie":
            shown = "; ".join(map(self._cookie, value.split(";")))
        elif name == "set-cookie":
            pair, *attributes = value.split(";")
            shown = ";".join([self._cookie(pair), *attributes])
        else:
            shown = self._credentials(value)
        return shown.encode("latin-1")

    def _cookie(self, pair: str) -> str:
        name, equals, value = pair.strip().partition("=")
        if not equals or not value or name.startswith(_OPEN_COOKIES):
            return name + equals + value
        self._secrets.add(value.strip('"').encode("latin-1"))
        return f"{name}={MASK}"

    def _credentials(self, value: str) -> str:
        match = _SCHEME.fullmatch(value.strip())
        word, shown = (f"{match[1]} ", match[2]) if match else ("", value)
        self._secrets.update(part.encode("latin-1") for part in [shown, *shown.split(":")[1:]])
        if word.lower() == "basic ":
            self._secrets.add(_password(shown))
        return word + MASK

    def _refusal(self, refusal: NotedRefusal | None, echo: "_Echo") -> NotedRefusal | None:
        if refusal is None:
            return None
        detail, shown = refusal.detail, []
        for item in refusal.violations:
            message = item.message
            if self._is_about_a_secret(item):
                message = f"the value breaks {item.keyword}"
                detail = detail.replace(item.message, message)
            shown.append(replace(item, message=echo.text(message)))
        return NotedRefusal(refusal.kind, echo.text(detail), tuple(shown))

    def _is_about_a_secret(self, item: Violation) -> bool:
        if item.keyword in ("required", "additionalProperties"):
            return False
        if item.place == "header":
            return self._names.has_header(item.name)
        name = item.name or item.pointer.rpartition("/")[2]
        return item.place == "cookie" or self._names.has_member(name)


@lru_cache(maxsize=1024)
def _masked_header(names: SecretNames, name: bytes, raw: bytes) -> tuple[bytes, frozenset[bytes]]:
    return _Mask(names).header(name, raw)


class _Echo:
    """Finds again what is known to be secret."""

    def __init__(self, secrets: set[bytes], raw: bytes | None) -> None:
        """Takes secrets; those that the whole, if it is given, does not hold no part of it does."""
        is_small = sum(map(len, secrets)) <= _LONGEST_KNOWN
        all_forms = _known_forms if is_small else _known_forms.__wrapped__
        forms: tuple[bytes, ...] = all_forms(frozenset(secrets))
        self._forms = forms if raw is None else tuple(form for form in forms if form in raw)

    def bytes(self, data: bytes) -> bytes:
        for form in self._forms:
            if form in data:
                data = _without(data, form)
        return data

    def text(self, text: str) -> str:
        if not self._forms:
            return text
        data = self.bytes(text.encode("utf-8", "surrogatepass"))
        return data.decode("utf-8", "surrogatepass")

    def headers(self, headers: RawHeaders) -> RawHeaders:
        if not self._forms:
            return headers
        return [(name, self.bytes(value)) for name, value in headers]


@lru_cache(maxsize=256)
def _known_forms(secrets: frozenset[bytes]) -> tuple[bytes, ...]:
    """Returns all that secrets may be written as, the longest first."""
    telling = sorted(filter(_is_telling, secrets), key=len, reverse=True)
    forms = {form for secret in telling[:_MOST_SECRETS] for form in _forms(secret)}
    return tuple(sorted(forms, key=lambda form: (-len(form), form)))


def _without(data: bytes, secret: bytes) -> bytes:
    """Returns bytes with `***` for a secret wherever it is no part of a longer word."""
    parts = data.split(secret)
    shown = [parts[0]]
    for before, after in pairwise(parts):
        is_part = before[-1:].isalnum() or after[:1].isalnum()
        shown += [secret if is_part else _MASK, after]
    return b"".join(shown)


def _fits(segments: list[str], template: tuple[str, ...]) -> bool:
    return all(
        "{" in wanted or wanted == given for wanted, given in zip(template, segments, strict=False)
    )


def _password(packed: str) -> bytes:
    try:
        return b64decode(packed, validate=True).partition(b":")[2]
    except ValueError:
        return b""


def _is_telling(secret: bytes) -> bool:
    return len(secret) >= _SHORTEST and _NUMBER.fullmatch(secret) is None


def _forms(secret: bytes) -> Iterator[bytes]:
    """Yields a secret as it stands in headers, in URLs and in JSON."""
    yield secret
    if secret.isalnum():
        return
    for encode in (quote, quote_plus):
        yield encode(secret, safe="").encode()
    text = secret.decode("utf-8", "replace")
    for plain in (True, False):
        yield json.dumps(text, ensure_ascii=plain)[1:-1].encode("utf-8", "surrogatepass")
