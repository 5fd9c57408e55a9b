"""Can every JSON reader read the body, and do all of them read the same?"""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Final, NoReturn

import orjson

from contracts.checks.answer import is_error_page
from contracts.checks.check import Subject, check
from contracts.finding import Reply, Violation
from specs.media_types import is_json, split_content_type
from specs.operation import Response
from specs.values import ABSENT, Json, Record

_BOM: Final = b"\xef\xbb\xbf"
_UTF8: Final = (None, "utf-8", "utf8", "us-ascii")


@check(
    says="A JSON body is well-formed JSON in UTF-8, and names each member once.",
    why="Readers reject such a body, or disagree about what it says.",
)
def json_is_well_formed(subject: Subject) -> Iterator[Violation]:
    """Judges bodies by their content type, and a missing body where JSON is documented."""
    reply = subject.reply
    if subject.has_no_body:
        return
    if not reply.body:
        response = subject.response
        if response is not None and _demands_json(response) and not subject.is_crash:
            yield Violation(expected="a JSON body", got="no body", cause="empty")
        return
    if not is_json(reply.content_type or "") or (found := _fault(reply)) is None:
        return
    if not subject.is_crash and not is_error_page(subject):
        cause, expected, got = found
        yield Violation(expected=expected, got=got, cause=cause)


def _demands_json(response: Response) -> bool:
    media = response.media
    return bool(media) and all(is_json(one.content_type) and one.schema for one in media)


def _fault(reply: Reply) -> tuple[str, str, str] | None:
    """Returns the cause, what is expected and what was got; None if nothing is wrong."""
    charset = split_content_type(reply.header("content-type") or "")[1]
    if charset in _UTF8 and reply.json is not ABSENT and _is_compact(reply):
        return None
    if reply.body.startswith(_BOM):
        return "bom", "JSON without a byte order mark", "a byte order mark before it"
    try:
        text = reply.body.decode("utf-8")
    except UnicodeDecodeError as error:
        return "utf-8", "JSON in UTF-8", f"a byte at offset {error.start} that is not UTF-8"
    if charset not in _UTF8 and not text.isascii():
        return "charset", "JSON in UTF-8", f"UTF-8 that Content-Type calls {charset}"
    try:
        json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except _Repeated as error:
        return "duplicate", "each member once", f"the member {error.args[0]} more than once"
    except _NotJson as error:
        return "constant", "well-formed JSON", f"{error.args[0]}, which is no JSON number"
    except json.JSONDecodeError as error:
        return "syntax", "well-formed JSON", f"{error.msg} at line {error.lineno}: {_shown(text)}"
    except RecursionError:
        return None
    return None


def _is_compact(reply: Reply) -> bool:
    """Returns whether the body is exactly what a parsed copy writes, so that nothing is hidden."""
    return orjson.dumps(reply.json) == reply.body


class _Repeated(Exception):
    """A member stands twice in an object."""


class _NotJson(Exception):
    """A word that only some readers take for a number."""


def _once(pairs: list[tuple[str, Json]]) -> Record:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise _Repeated(Counter(name for name, _ in pairs).most_common(1)[0][0])
    return made


def _no_constant(word: str) -> NoReturn:
    raise _NotJson(word)


def _shown(text: str) -> str:
    return text if len(text) <= 80 else text[:77] + "..."
