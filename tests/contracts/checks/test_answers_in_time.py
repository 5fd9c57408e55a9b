from contracts.checks.answers_in_time import answers_in_time
from contracts.finding import Reply
from tests.support.exchanges import subject, verdicts


def test_missing_answer_is_found() -> None:
    judged = subject("criteo", "getCampaign", None, failure="timeout", limit_seconds=5)

    (found,) = verdicts(answers_in_time, judged)

    assert found.got == "no answer in that time"


def test_late_answer_is_found() -> None:
    judged = subject("criteo", "getCampaign", Reply(200, seconds=6), limit_seconds=5)

    (found,) = verdicts(answers_in_time, judged)

    assert (found.expected, found.got) == ("an answer within 5 s", "an answer after 6.0 s")


def test_answer_in_time_is_fine() -> None:
    judged = subject("criteo", "getCampaign", Reply(200, seconds=5), limit_seconds=5)

    assert verdicts(answers_in_time, judged) == []


def test_connection_that_was_refused_or_broke_is_left_to_others() -> None:
    for failure in ("refused", "broken"):
        judged = subject("criteo", "getCampaign", None, failure=failure)
        assert verdicts(answers_in_time, judged) == []
