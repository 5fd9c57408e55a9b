"""Names, texts and attributes that XML allows, whatever a description or a value says."""

import re
from functools import cache
from typing import Final
from urllib.parse import quote

from specs.values import Json

_START: Final = (
    "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_NOT_IN_A_NAME: Final = f"[^-.0-9\u00b7\u0300-\u036f\u203f-\u2040{_START}]"
_BEGINS_A_NAME: Final = f"[{_START}]"
_NO_CHARACTER: Final = "[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
_URI: Final = re.compile(
    r"[A-Za-z][A-Za-z0-9+.-]*:(?:[\w.~/?:@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+"
    r"(?:#(?:[\w.~/?:@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*)?",
    re.ASCII,
)
_OWNED: Final = ("http://www.w3.org/XML/1998/namespace", "http://www.w3.org/2000/xmlns/")
"""Namespaces that belong to XML itself."""
_IN_TEXT: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}
_IN_ATTRIBUTE: Final = {**_IN_TEXT, '"': "&quot;", "\t": "&#9;", "\n": "&#10;"}


def xml_name(text: str) -> str:
    """Returns a text as the name of an element or attribute, with nothing that XML forbids.

    >>> xml_name("a b<c>"), xml_name("1st"), xml_name("")
    ('a_b_c_', '_1st', '_')
    """
    name = _pattern(_NOT_IN_A_NAME).sub("_", text)
    return name if _pattern(_BEGINS_A_NAME).match(name) else f"_{name}"


def xml_namespace(text: str) -> str | None:
    """Returns a text as the name of a namespace, a URI; None if nobody may declare that one.

    >>> xml_namespace("urn:a"), xml_namespace("a b")
    ('urn:a', 'urn:mock:a%20b')
    """
    if text in _OWNED:
        return None
    return text if _URI.fullmatch(text) else f"urn:mock:{quote(_allowed(text), safe='')}"


def xml_text(text: str) -> str:
    """Returns a text as the content of an element.

    >>> xml_text("a < b")
    'a &lt; b'
    """
    return "".join(_IN_TEXT.get(one, one) for one in _allowed(text))


def xml_attribute(name: str, text: str) -> str:
    """Returns an attribute with the space before it.

    >>> xml_attribute("a", 'say "b"')
    ' a="say &quot;b&quot;"'
    """
    return f' {name}="{"".join(_IN_ATTRIBUTE.get(one, one) for one in _allowed(text))}"'


def _allowed(text: str) -> str:
    return _pattern(_NO_CHARACTER).sub("\ufffd", text)


@cache
def _pattern(characters: str) -> re.Pattern[str]:
    """Compiles a class of characters; these are so large that most servers never pay for them."""
    return re.compile(characters)


def plain_text(value: Json) -> str:
    """Returns a plain JSON value as text: true, 1.5 and nothing for null."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
