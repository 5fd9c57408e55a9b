import jsonschema_rs
import pytest

from contracts.drift.witnesses import Form, find_witness
from contracts.drift.witnesses.formats import MODELS, SAMPLES
from contracts.drift.witnesses.patterns import words
from specs.values import ABSENT, Json


def has(name: str, text: str) -> bool:
    validator = jsonschema_rs.Draft202012Validator({"format": name}, validate_formats=True)
    return validator.is_valid(text)


@pytest.mark.parametrize("name", SAMPLES)
def test_samples_have_their_format(name: str) -> None:
    assert all(has(name, text) for text in SAMPLES[name])


@pytest.mark.parametrize("name", MODELS)
def test_what_matches_a_model_has_the_format(name: str) -> None:
    found = words((MODELS[name],), ())

    assert found
    assert all(has(name, text) for text in found)


@pytest.mark.parametrize("name", MODELS)
def test_text_without_the_format_is_found(name: str) -> None:
    assert tells_apart({"type": "string"}, {"type": "string", "format": name})


@pytest.mark.parametrize("name", MODELS)
def test_text_of_one_format_and_not_of_another_is_found(name: str) -> None:
    others = [one for one in MODELS if any(not has(one, text) for text in SAMPLES[name])]
    schema = {"type": "string", "format": name}

    assert all(tells_apart(schema, {"type": "string", "format": other}) for other in others)


def tells_apart(inner: Json, outer: Json) -> bool:
    forms = [
        Form(
            schema,
            lambda name: {},
            jsonschema_rs.Draft202012Validator(schema, validate_formats=True).is_valid,
        )
        for schema in (inner, outer)
    ]
    return find_witness(forms[0], forms[1]) is not ABSENT
