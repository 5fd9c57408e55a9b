"""Words read like words, and belong to nobody."""

from mockserver.replies.values.draws import Draw
from mockserver.replies.values.words import email, host, instant, letters, sentence, title, url


def test_made_up_hosts_never_resolve():
    found = [make(Draw(seed)) for make in (host, url, email) for seed in range(9)]

    assert all("example.test" in text for text in found)


def test_a_sentence_begins_and_ends_like_one():
    text = sentence(Draw(1))

    assert text[0].isupper()
    assert text.endswith(".")


def test_a_title_has_two_words():
    assert len(title(Draw(1)).split()) == 2


def test_instants_lie_in_one_year():
    assert {instant(Draw(seed)).year for seed in range(50)} == {2026}


def test_letters_have_their_number():
    assert len(letters(Draw(0), 12)) == 12
