from collections.abc import Callable
from pathlib import Path

from specs.bundle import Bundle
from specs.lint import assumptions

PARCELS = Path(__file__).parent / "parcels"


def test_guesses_are_listed_once_in_order() -> None:
    found = assumptions(Bundle.load(PARCELS))

    assert [guess.text for guess in found] == [
        "Assumed: the status.",
        "Assumed: the state is missing.",
        "Assumed: another method is refused.",
    ]


def test_guess_prints_with_its_place() -> None:
    guess = assumptions(Bundle.load(PARCELS))[0]

    assert str(guess) == f"{guess.file}:{guess.line}: Assumed: the status."


def test_talk_about_guesses_is_no_guess(bundle: Callable[..., Bundle]) -> None:
    info = {"title": "A", "version": "1", "description": 'Guesses start with "Assumed:".'}

    assert assumptions(bundle(info=info)) == ()
