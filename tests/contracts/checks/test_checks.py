from contracts.checks import CHECKS


def test_each_check_has_an_id_of_its_own_and_says_why() -> None:
    assert len({check.id for check in CHECKS}) == len(CHECKS)
    assert all(check.says.endswith(".") and check.why.endswith(".") for check in CHECKS)


def test_checks_that_need_no_answer_are_those_of_missing_ones() -> None:
    assert {check.id for check in CHECKS if not check.needs_answer} == {
        "answers_in_time",
        "no_server_error",
    }
