"""Parameters that are objects, put together from the texts that each style spreads them over."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from mockserver.lane.forms import CompiledForm
from mockserver.lane.styles import members_of
from mockserver.lane.violations import violations_of
from mockserver.stubkit import Violation
from specs.bundle import Bundle
from specs.operation import Parameter
from specs.schemas import CompiledSchema
from specs.values import ABSENT, Json, Missing

Pairs = list[tuple[str, str]]
Texts = Mapping[str, list[str]]
"""The texts sent, by name."""


@dataclass(frozen=True, slots=True)
class CompiledObject:
    """One object parameter and all that is needed to read it."""

    declared: Parameter
    schema: CompiledSchema
    form: CompiledForm
    """Types its members."""

    @property
    def name(self) -> str:
        """The declared name."""
        return self.declared.name

    def read(self, texts: Texts) -> tuple[Json | Missing, tuple[Violation, ...]]:
        """Returns the object, `ABSENT` if nothing of it was sent, and what is wrong with it."""
        parameter = self.declared
        pairs = self._pairs(texts)
        if pairs is None:
            text = texts[parameter.name][-1]
            value: Json | Missing = None if text == "" and self.schema.is_valid(None) else text
        elif pairs:
            value = self.form.read(pairs)
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
            if parameter.place == "cookie":
                texts = _unjoined(texts)
            found = [
                (member, text) for member in self.form.members for text in texts.get(member, ())
            ]
            return found if found or name not in texts else None
        if name not in texts:
            return []
        return members_of(parameter, texts[name][-1])


def compile_object(bundle: Bundle, parameter: Parameter) -> CompiledObject:
    """Prepares a parameter whose schema is an object."""
    assert parameter.schema is not None
    schema = bundle.schemas.compile(parameter.schema, "request")
    return CompiledObject(parameter, schema, CompiledForm(bundle, parameter.schema))


def _unjoined(texts: Texts) -> Texts:
    """Returns cookies of which one may hold several members, as in `R=100&G=200`."""
    found: dict[str, list[str]] = {}
    for said, given in texts.items():
        for part in f"{said}={given[-1]}".split("&"):
            name, _, text = part.partition("=")
            found.setdefault(name, []).append(text)
    return found


def _bracketed(name: str, texts: Texts) -> Pairs:
    """Returns the members of `name[member]=text`; an array may be sent as `name[member][]`."""
    key = re.compile(re.escape(name) + r"\[(.*)\]")
    return [
        (match[1].removesuffix("]["), text)
        for said, given in texts.items()
        if (match := key.fullmatch(said))
        for text in given
    ]
