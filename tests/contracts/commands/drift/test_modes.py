"""Which comparison is meant, and what is said where none is."""

from pathlib import Path

import pytest

from tests.contracts.commands.conftest import Contracts


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "Nothing says what is to be compared"),
        (("base.yaml",), "base.yaml is one document"),
        (("a", "b", "c"), "3 documents are named"),
        (("--mock",), "there is no --target"),
        (("--target", "lab", "--traffic", "base.yaml"), "--target and --traffic are two"),
        (("--examples", "--traffic", "base.yaml"), "--traffic and --examples are two"),
        (("--examples", "--mock", "--target", "lab"), "--target and --examples are two"),
        (("base.yaml", "b", "--map", "a=b"), "--map has no meaning here"),
        (("base.yaml", "b", "--writes"), "--writes has no meaning here"),
        (("base.yaml", "b", "--auth", "a:b"), "--auth has no meaning here"),
        (("base.yaml", "b", "--patch", "x"), "--patch has no meaning here"),
        (("--mock", "--target", "lab", "--writes"), "--writes has no meaning here"),
        (("--traffic", "base.yaml", "--used-by", "base.yaml"), "--used-by has no meaning here"),
        (("--target", "lab", "--strict"), "--strict has no meaning here"),
    ],
)
def test_a_command_line_without_sense_is_one_paragraph(
    contracts: Contracts, documents: Path, words: tuple[str, ...], said: str
) -> None:
    ended = contracts("drift", *words)

    assert (ended.code, ended.out) == (2, "")
    assert said.lower() in ended.err.lower()
    assert len(ended.err.strip().splitlines()) == 1


def test_an_interrupted_comparison_says_so(
    contracts: Contracts, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("contracts.commands.drift.dispatch.spec_against_spec", interrupted)

    ended = contracts("drift", "base.yaml", "revision.yaml")

    assert (ended.code, ended.out) == (130, "")
    assert "interrupted" in ended.err
