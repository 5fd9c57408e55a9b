"""How each style of OpenAPI writes the values of a parameter into one text, taken apart again."""

from collections.abc import Callable
from typing import Final

from specs.operation import Parameter

Split = Callable[[list[str]], list[str] | None]
"""The texts sent under one name -> those of the single values; None if they lack the style."""

_JOINTS: Final = {"spaceDelimited": " ", "pipeDelimited": "|"}


def split_of(parameter: Parameter, *, is_array: bool) -> Split:
    """Returns what takes the texts of a parameter apart that is no object."""
    if parameter.style == "matrix":
        return _matrix(parameter.name, "," if is_array and not parameter.explode else None)
    if parameter.style == "label":
        joint = "." if parameter.explode else ","
        return _after(".", joint if is_array else None)
    if not is_array or (parameter.explode and parameter.place == "query"):
        return as_sent
    if parameter.place == "cookie" and parameter.explode:
        return _joined(parameter.name)
    return _after("", _JOINTS.get(parameter.style, ","))


def as_sent(texts: list[str]) -> list[str]:
    """Returns texts that hold one value each."""
    return texts


def members_of(parameter: Parameter, text: str) -> list[tuple[str, str]] | None:
    """Returns the members of an object in one text, such as `R,100,G,200` or `R=100,G=200`.

    None if the text lacks the style.
    """
    head = {"label": ".", "matrix": ";" if parameter.explode else f";{parameter.name}="}
    prefix = head.get(parameter.style, "")
    if not text.startswith(prefix):
        return None
    text = text.removeprefix(prefix)
    if parameter.explode:
        joint = {"label": ".", "matrix": ";"}.get(parameter.style, ",")
        parts = [part.strip(" ").partition("=") for part in text.split(joint)]
        return [(name, value) for name, equals, value in parts if equals] or None
    items = [item.strip(" ") for item in text.split(_JOINTS.get(parameter.style, ","))]
    if len(items) % 2:
        return None
    return list(zip(items[::2], items[1::2], strict=True))


def _after(prefix: str, joint: str | None) -> Split:
    def split(texts: list[str]) -> list[str] | None:
        text = texts[-1]
        if not text.startswith(prefix):
            return None
        text = text.removeprefix(prefix)
        return [item.strip(" ") for item in text.split(joint)] if joint is not None else [text]

    return split


def _joined(name: str) -> Split:
    """Returns what reads `blue&color=black`: a cookie is written as a query is."""
    joint = f"&{name}="

    def split(texts: list[str]) -> list[str]:
        text = texts[-1]
        return [item.strip(" ") for item in text.split(joint if joint in text else ",")]

    return split


def _matrix(name: str, joint: str | None) -> Split:
    def split(texts: list[str]) -> list[str] | None:
        head, *parts = texts[-1].split(";")
        pairs = [part.partition("=") for part in parts]
        found = [text for said, _, text in pairs if said == name]
        if head or not found:
            return None
        return found[-1].split(joint) if joint is not None else found

    return split
