"""The words that ask for the same comparison again."""

import shlex

import click
import pytest

from contracts.commands.drift import drift_command
from contracts.commands.drift.request import DriftRequest


def asked(*words: str) -> DriftRequest:
    context = drift_command.make_context("drift", list(words))
    assert isinstance(context, click.Context)
    return DriftRequest(**context.params)


@pytest.mark.parametrize(
    "line",
    [
        "a.yaml b.yaml",
        "--used-by a.har --overlay o.yaml --no-strict --undeclared main:a.yaml a.yaml",
        "--traffic 'a b.har' --traffic c.har --map x=/y a.yaml",
        "--target lab --writes shop",
        "--target lab --mock",
        "--examples --strict",
    ],
)
def test_a_comparison_can_be_asked_for_again(line: str) -> None:
    first = asked(*shlex.split(line))

    assert asked(*first.again) == first


def test_secrets_are_not_kept() -> None:
    request = asked("--target", "lab", "-H", "X-Key: secret", "--auth", "a:secret")

    assert request.again == ("--target", "lab")
