"""How operations are told apart."""

from contracts.drift.usage import OperationUse, Usage, pattern_of


def test_names_of_path_parameters_mean_nothing() -> None:
    usage = Usage({pattern_of("GET /a/{x}"): OperationUse(calls=3)})

    found = usage.of("GET /a/{y}")
    assert found is not None
    assert found.calls == 3
    assert usage.of("GET /a/x") is None
    assert usage.of("PUT /a/{x}") is None
