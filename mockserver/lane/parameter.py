"""One parameter, compiled: text in, a typed value or violations out."""

from dataclasses import dataclass, replace

from mockserver.lane.coercion import Coerce, coercion, json_types, to_json, typed_parts
from mockserver.lane.fast_parameters import FastParameter, FastTexts
from mockserver.lane.fast_text import FastText, Judge, fast_text
from mockserver.lane.objects import CompiledObject, compile_object
from mockserver.lane.styles import Split, as_sent, split_of
from mockserver.lane.violations import violations_of
from mockserver.stubkit import Violation
from specs.bundle import Bundle
from specs.document import Document
from specs.media_types import is_json
from specs.operation import Parameter
from specs.schemas import CompiledSchema
from specs.values import ABSENT, Json, Missing, pointer


@dataclass(frozen=True, slots=True)
class CompiledParameter:
    """One parameter and all that is needed to read it."""

    declared: Parameter
    schema: CompiledSchema | None
    split: Split
    coerce: Coerce
    is_array: bool
    lone: "CompiledParameter | None" = None
    """How one text is read first where the schema allows both an array and something else."""
    may_be_empty: bool = False
    """Whether an empty text that is no value counts as nothing sent."""

    @property
    def may_repeat(self) -> bool:
        """Whether each item of the array is sent under the name again."""
        return self.is_array and self.declared.explode and self.declared.place == "query"

    def read(self, texts: list[str]) -> tuple[Json | Missing, tuple[Violation, ...]]:
        """Returns the value of the texts sent under this name, and what is wrong with it."""
        if len(texts) > 1 and not self.may_repeat:
            return texts[-1], (self._violation("repeated", f"given {len(texts)} times"),)
        if self.lone is not None and len(texts) == 1:
            value, wrong = self.lone.read(texts)
            if not wrong:
                return value, ()
        value, wrong = self._judged(texts)
        if wrong and texts == [""]:
            if self._is_nullable:
                return None, ()
            return (ABSENT, ()) if self.may_be_empty else (value, wrong)
        return value, wrong

    def _judged(self, texts: list[str]) -> tuple[Json, tuple[Violation, ...]]:
        split = self.split(texts)
        if split is None:
            words = f"is not written in the style {self.declared.style}"
            return texts[-1], (self._violation("style", words),)
        read = self.coerce
        value: Json = [read(text) for text in split] if self.is_array else read(split[0])
        wrong = violations_of(self.schema, value, self.declared.place, self.declared.name)
        if not wrong and self.coerce is to_json and value is split[0]:
            return value, (self._violation("json", "is not JSON"),)
        return value, wrong

    def fast(self, document: Document) -> FastParameter:
        """Returns what reads it where nothing is wrong with it."""
        declared = self.declared
        read_one = self._fast_text(document)
        return FastParameter(
            declared.name,
            declared.required,
            declared.default,
            read_one,
            self._fast_texts(read_one) if self.may_repeat else None,
        )

    def _fast_text(self, document: Document) -> FastText:
        split, coerce, is_valid = self.split, self.coerce, self._judge
        of_nothing: Json | Missing = None if self._is_nullable else ABSENT
        if self.is_array:
            lone = self.lone._fast_text(document) if self.lone is not None else _nothing

            def read_array(text: str) -> Json | Missing:
                value = lone(text)
                if value is not ABSENT:
                    return value
                texts = split([text])
                if texts is not None:
                    value = [coerce(item) for item in texts]
                    if is_valid(value):
                        return value
                return of_nothing if text == "" else ABSENT

            return read_array
        read_one = fast_text(document, self.declared.schema, coerce, is_valid)
        if split is as_sent:
            return read_one

        def read_split(text: str) -> Json | Missing:
            texts = split([text])
            return read_one(texts[0]) if texts is not None else ABSENT

        return read_split

    def _fast_texts(self, read_one: FastText) -> FastTexts:
        coerce, is_valid = self.coerce, self._judge

        def read_all(texts: list[str]) -> Json | Missing:
            if len(texts) == 1:
                return read_one(texts[0])
            value = [coerce(text) for text in texts]
            return value if is_valid(value) else ABSENT

        return read_all

    @property
    def _is_nullable(self) -> bool:
        """Whether an empty text may stand for null; a path has no empty segments."""
        declared = self.declared
        return declared.schema is not None and declared.place != "path" and self._judge(None)

    @property
    def _judge(self) -> Judge:
        return self.schema.is_valid if self.schema is not None else _anything

    def missing(self) -> Violation:
        """Returns the violation of a required parameter that was not sent."""
        return self._violation("required", "is required")

    def _violation(self, keyword: str, message: str) -> Violation:
        parameter = self.declared
        return Violation(parameter.place, parameter.name, "", keyword, message)


def compile_parameter(bundle: Bundle, parameter: Parameter) -> CompiledParameter | CompiledObject:
    """Prepares one parameter."""
    if parameter.schema is None:
        return _serialized(bundle, parameter)
    document = bundle.document
    types = json_types(document, document.at(parameter.schema), parameter.schema)
    parts = typed_parts(document, parameter.schema)
    known = set(types).union(*parts.values())
    if "object" in types or parameter.style == "deepObject" or known - {"null"} == {"object"}:
        return compile_object(bundle, parameter)
    schema = bundle.schemas.compile(parameter.schema, "request")
    single = CompiledParameter(
        parameter,
        schema,
        split_of(parameter, is_array=False),
        coercion(types, schema),
        is_array=False,
        may_be_empty=_may_be_empty(bundle, parameter),
    )
    if "array" not in known:
        return single
    return replace(
        single,
        split=split_of(parameter, is_array=True),
        coerce=_items_of(bundle, next(at for at, named in parts.items() if "array" in named)),
        is_array=True,
        lone=None if types else replace(single, may_be_empty=False),
    )


def _items_of(bundle: Bundle, where: str) -> Coerce:
    """Returns what reads one item of the array whose schema stands there."""
    array = bundle.document.at(where)
    if "items" not in array:
        return coercion(("string",), None)
    types = json_types(bundle.document, array["items"], where + "/items")
    return coercion(types, bundle.schemas.compile(where + "/items", "request"))


def _may_be_empty(bundle: Bundle, parameter: Parameter) -> bool:
    raw = bundle.document.at(parameter.pointer)
    return parameter.place == "query" and raw.get("allowEmptyValue") is True


def _serialized(bundle: Bundle, parameter: Parameter) -> CompiledParameter:
    """Prepares a parameter that `content` describes: text of one media type."""
    content = bundle.document.at(parameter.pointer + "/content")
    kind, media = next(iter(content.items())) if isinstance(content, dict) and content else ("", {})
    schema = None
    if isinstance(media, dict) and "schema" in media:
        where = parameter.pointer + pointer("content", kind, "schema")
        schema = bundle.schemas.compile(where, "request")
    coerce: Coerce = to_json if is_json(kind) and "*" not in kind else str
    return CompiledParameter(parameter, schema, as_sent, coerce, is_array=False)


def _nothing(_: str) -> Missing:
    return ABSENT


def _anything(_: Json) -> bool:
    return True
