"""How foreign text becomes safe to look at: nothing hidden, nothing that moves its neighbours."""

from typing import Final

_KEPT: Final = " \n\t"
_SHORT: Final = {"\n": r"\n", "\t": r"\t", "\r": r"\r"}


def visible(text: str) -> str:
    r"""Returns text with every character that cannot be seen written as an escape.

    Line breaks and tabs stay. Control characters, marks that turn the direction of writing, odd
    spaces and lone surrogates do not.

    >>> visible("a\x1b[31m\u202eb")
    'a\\x1b[31m\\u202eb'
    """
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() or char in _KEPT else escape_of(char) for char in text
    )


def one_line(text: str, most: int = 160) -> str:
    r"""Returns text as one visible line, cut with `…` after so many characters.

    >>> one_line("first\nsecond", 9)
    'first\\ns…'
    """
    line = visible("".join(_SHORT.get(char, char) for char in text[: most + 1]))
    return line if len(line) <= most else line[: most - 1] + "…"


def escape_of(char: str) -> str:
    """Returns the escape that names a character."""
    code = ord(char)
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def counted(number: int, noun: str) -> str:
    """Returns a number with its noun.

    >>> counted(1, "finding"), counted(3, "finding")
    ('1 finding', '3 findings')
    """
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def lasting(seconds: float) -> str:
    """Returns a duration as a person says it.

    >>> lasting(0.0123), lasting(4.25), lasting(754)
    ('12 ms', '4.2 s', '12 min 34 s')
    """
    if seconds < 1:
        return f"{seconds * 1000:.0f} ms"
    if seconds < 60:
        return f"{seconds:.1f} s"
    return f"{int(seconds) // 60} min {int(seconds) % 60} s"
