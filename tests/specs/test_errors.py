from pathlib import Path

import pytest

from specs.errors import (
    DanglingReference,
    InvalidPart,
    InvalidSpec,
    SpecError,
    UnreadableFile,
    nearest_name,
    sentence,
)


def test_error_is_one_paragraph_of_four_parts() -> None:
    error = SpecError("it is wrong", file=Path("a.yaml"), line=3, expected="a map", do="Mend it")

    assert str(error) == "a.yaml:3: it is wrong. Expected a map. Mend it."


def test_error_without_a_line_names_the_file() -> None:
    assert str(SpecError("it is gone", file=Path("a.yaml"))) == "a.yaml: it is gone."


def test_error_keeps_its_facts() -> None:
    error = DanglingReference("#/a", file=Path("a.yaml"), line=3, nearest="Did you mean b?")

    assert (error.reference, error.file, error.line) == ("#/a", Path("a.yaml"), 3)
    assert str(error).endswith("Did you mean b?")


@pytest.mark.parametrize("kind", [UnreadableFile, InvalidSpec, DanglingReference, InvalidPart])
def test_every_kind_is_a_spec_error(kind: type[Exception]) -> None:
    assert issubclass(kind, SpecError)


@pytest.mark.parametrize("text", ["Done.", "Done?", "Done!"])
def test_sentence_that_ends_is_left_alone(text: str) -> None:
    assert sentence(text) == text


@pytest.mark.parametrize(
    ("name", "known", "said"),
    [
        ("critoe", ["criteo", "spaaza"], "Did you mean criteo?"),
        ("zzz", ["b", "a"], "Known: a, b."),
        ("zzz", [], ""),
        ("zzz", [f"n{n:02}" for n in range(13)], None),
    ],
)
def test_nearest_name_suggests_or_lists(name: str, known: list[str], said: str | None) -> None:
    text = nearest_name(name, known)

    assert text == said if said is not None else text.endswith("n11, ....")
