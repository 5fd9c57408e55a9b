"""Parameters that are objects, put together from the texts that each style spreads them over."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from mockserver.lane.forms import properties_of, typed_form
from mockserver.lane.violations import violations_of
from mockserver.stubkit import Violation
from specs.bundle import Bundle
from specs.operation import Parameter
from specs.schemas import CompiledSchema
from specs.values import ABSENT, Json, Missing

Pairs = list[tuple[str, str]]
Texts = Mapping[str, list[str]]
"""The texts sent, by name."""

_JOINTS: Final = {"spaceDelimited": " ", "pipeDelimited": "|"}


@dataclass(frozen=True, slots=True)
class CompiledObject:
    """One object parameter and all that is needed to read it."""

    bundle: Bundle
    declared: Parameter
    schema: CompiledSchema
    members: tuple[str, ...]
    """The declared properties, by which an exploded form is known."""

    def read(self, texts: Texts) -> tuple[Json | Missing, tuple[Violation, ...]]:
        """Returns the object, `ABSENT` if nothing of it was sent, and what is wrong with it."""
        parameter = self.declared
        pairs = self._pairs(texts)
        if pairs is None:
            value: Json | Missing = texts[parameter.name][-1]
        elif pairs:
            value = typed_form(self.bundle, parameter.schema, pairs)
        elif parameter.required:
            missing = Violation(parameter.place, parameter.name, "", "required", "is required")
            return ABSENT, (missing,)
        else:
            return parameter.default, ()
        return value, violations_of(self.schema, value, parameter.place, parameter.name)

    def _pairs(self, texts: Texts) -> Pairs | None:
        """Returns members and their texts; None if the text sent has not the style's form."""
        parameter = self.declared
        name = parameter.name
        if parameter.style == "deepObject":
            found = _bracketed(name, texts)
            return found if found or name not in texts else None
        if parameter.place in ("query", "cookie") and parameter.explode:
            found = [(member, text) for member in self.members for text in texts.get(member, ())]
            return found if found or name not in texts else None
        if name not in texts:
            return []
        return _unfolded(parameter, texts[name][-1])


def compile_object(bundle: Bundle, parameter: Parameter) -> CompiledObject:
    """Prepares a parameter whose schema is an object."""
    assert parameter.schema is not None
    return CompiledObject(
        bundle,
        parameter,
        bundle.schemas.compile(parameter.schema, "request"),
        tuple(properties_of(bundle, parameter.schema)),
    )


def _bracketed(name: str, texts: Texts) -> Pairs:
    """Returns the members of `name[member]=text`; an array may be sent as `name[member][]`."""
    key = re.compile(re.escape(name) + r"\[(.*)\]")
    return [
        (match[1].removesuffix("]["), text)
        for said, given in texts.items()
        if (match := key.fullmatch(said))
        for text in given
    ]


def _unfolded(parameter: Parameter, text: str) -> Pairs | None:
    """Returns the members of one text, such as `color,red,size,5` or `color=red,size=5`."""
    if parameter.style == "label":
        text = text.removeprefix(".")
    elif parameter.style == "matrix":
        text = text.removeprefix(";" if parameter.explode else f";{parameter.name}=")
    if parameter.explode:
        joint = {"label": ".", "matrix": ";"}.get(parameter.style, ",")
        parts = [part.strip(" ").partition("=") for part in text.split(joint)]
        return [(name, value) for name, equals, value in parts if equals] or None
    items = [item.strip(" ") for item in text.split(_JOINTS.get(parameter.style, ","))]
    if len(items) % 2:
        return None
    return list(zip(items[::2], items[1::2], strict=True))
