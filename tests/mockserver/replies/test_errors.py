"""What cannot be answered says what there is instead."""

from mockserver.replies.errors import NotAcceptable, UnknownOutcome


def test_a_media_type_that_is_not_there_is_told_with_those_that_are():
    error = NotAcceptable("text/csv", ("application/json", "text/plain"))

    assert str(error) == "'text/csv' allows none of application/json, text/plain."
    assert error.known == ("application/json", "text/plain")


def test_a_long_header_is_told_in_short():
    assert len(str(NotAcceptable("a" * 5000, ("text/plain",)))) < 300


def test_an_unknown_outcome_is_told_with_the_known_ones():
    assert (
        str(UnknownOutcome("example", "x", ("a", "b"))) == "There is no example x; there is a, b."
    )
    assert str(UnknownOutcome("status", "418", ())) == "There is no status 418; there is none."
