"""Small schemas drawn at random, against all values of a small universe."""

import json
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contracts.drift.schemas import Judge, Policy
from contracts.drift.schemas.proof import Prover
from contracts.drift.schemas.pure import PureSchemas
from contracts.drift.schemas.sameness import Sameness
from contracts.drift.schemas.term import Term
from specs.bundle import Bundle
from specs.values import Json
from tests.contracts.drift.schemas.pairs import ROOT, bundle_of

PLAIN: tuple[Json, ...] = (None, True, False, 0, 1, 2, 3, 0.5, -1, "", "a", "b", "aa", "ab")
FEW: tuple[Json, ...] = (None, True, 1, 2, "", "a", "aa")
UNIVERSE: tuple[Json, ...] = (
    *PLAIN,
    *([], *([one] for one in FEW), *([one, other] for one in FEW for other in FEW)),
    *({name: one} for name in ("a", "b", "c") for one in FEW),
    *({"a": one, "b": other} for one in FEW for other in FEW),
    *({}, {"a": {"a": 1}}, {"a": {"a": "a"}}, {"a": ["a"]}, {"a": 1, "b": 1, "c": 1}),
)

LEAVES = st.one_of(
    st.sampled_from(("string", "integer", "number", "boolean", "null")).map(lambda t: {"type": t}),
    st.integers(0, 2).map(lambda size: {"type": "string", "maxLength": size}),
    st.integers(0, 2).map(lambda size: {"type": "string", "minLength": size}),
    st.integers(0, 3).map(lambda bound: {"type": "number", "maximum": bound}),
    st.integers(0, 3).map(lambda bound: {"type": "integer", "exclusiveMinimum": bound}),
    st.sampled_from((1, 2, 0.5)).map(lambda part: {"type": "number", "multipleOf": part}),
    st.sampled_from(("^a", "b$")).map(lambda text: {"type": "string", "pattern": text}),
    st.lists(st.sampled_from(PLAIN), min_size=1, max_size=3, unique_by=json.dumps).map(
        lambda values: {"enum": values}
    ),
    st.just({"type": ["string", "null"]}),
    st.just({}),
)


def _grown(inner: st.SearchStrategy[Json]) -> st.SearchStrategy[Json]:
    names = st.sampled_from(("a", "b"))
    return st.one_of(
        st.fixed_dictionaries(
            {"type": st.just("object"), "properties": st.dictionaries(names, inner, max_size=2)},
            optional={
                "required": st.lists(names, min_size=1, max_size=2, unique=True),
                "additionalProperties": st.one_of(st.booleans(), inner),
                "minProperties": st.integers(0, 2),
                "dependentRequired": st.just({"a": ["b"]}),
            },
        ),
        st.fixed_dictionaries(
            {"type": st.just("array"), "items": inner},
            optional={
                "maxItems": st.integers(0, 2),
                "minItems": st.integers(0, 2),
                "uniqueItems": st.booleans(),
                "contains": inner,
                "prefixItems": st.lists(inner, min_size=1, max_size=1),
            },
        ),
        st.lists(inner, min_size=1, max_size=3).map(lambda forms: {"anyOf": forms}),
        st.lists(inner, min_size=1, max_size=3).map(lambda forms: {"oneOf": forms}),
        st.lists(inner, min_size=1, max_size=2).map(lambda forms: {"allOf": forms}),
        inner.map(lambda form: {"not": form}),
        st.tuples(inner, inner, inner).map(
            lambda three: {"if": three[0], "then": three[1], "else": three[2]}
        ),
        st.just({"$ref": "#/components/schemas/Node"}),
    )


SCHEMAS = st.recursive(LEAVES, _grown, max_leaves=5)
NODE: Json = {"type": "object", "properties": {"a": {"$ref": "#/components/schemas/Node"}}}
QUICK = settings(
    max_examples=120,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def bundles(first: Json, second: Json) -> tuple[Bundle, Bundle]:
    with tempfile.TemporaryDirectory() as folder:
        return (
            bundle_of(Path(folder) / "base.json", first, Node=NODE),
            bundle_of(Path(folder) / "revision.json", second, Node=NODE),
        )


@given(SCHEMAS, SCHEMAS)
@QUICK
def test_no_value_contradicts_the_proof(first: Json, second: Json) -> None:
    base, revision = bundles(first, second)
    sides = PureSchemas(base.document, "request"), PureSchemas(revision.document, "request")
    prover = Prover(Sameness(*sides), undeclared=True)
    is_contained = prover.contained(Term((sides[0].at(ROOT),)), sides[1].at(ROOT))

    sent = base.schemas.compile(ROOT, "request").is_valid
    read = revision.schemas.compile(ROOT, "request").is_valid
    against = [value for value in UNIVERSE if sent(value) and not read(value)]
    assert not (is_contained and against)


@given(SCHEMAS, SCHEMAS)
@QUICK
def test_breaking_and_silence_agree_with_all_values(first: Json, second: Json) -> None:
    base, revision = bundles(first, second)
    judge = Judge(base, revision, Policy(undeclared=True))
    found = judge.compare(ROOT, ROOT, direction="request", producer="client")

    sent = base.schemas.compile(ROOT, "request").is_valid
    read = revision.schemas.compile(ROOT, "request").is_valid
    against = [value for value in UNIVERSE if sent(value) and not read(value)]
    harmful = [one for one in found if one.verdict != "harmless"]
    assert harmful or not against
    for one in harmful:
        if one.verdict == "breaks":
            assert sent(one.witness)
            assert not read(one.witness)


@given(SCHEMAS)
@QUICK
def test_a_schema_is_within_itself_word_by_word(schema: Json) -> None:
    base, revision = bundles(schema, {"allOf": [schema], "description": "The same."})
    judge = Judge(base, revision)
    found = judge.compare(ROOT, ROOT, direction="request", producer="client")

    assert found == ()
