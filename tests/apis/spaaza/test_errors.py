"""The table of errors in the code is the one in the description."""

from specs.spaaza.stub.errors import STATUS_AND_SENTENCE, ErrorCode, error_reply
from specs.values import find


def declared(bundle):
    responses = bundle.document.data["paths"]["/interact-campaign"]["get"]["responses"]
    return [entry for response in responses.values() for entry in response.get("x-error-codes", [])]


def test_there_are_22_codes():
    assert len(ErrorCode) == len(STATUS_AND_SENTENCE) == 22


def test_codes_names_and_statuses_are_the_declared_ones(bundle):
    in_code = {(int(code), code.wire_name, STATUS_AND_SENTENCE[code][0]) for code in ErrorCode}

    assert in_code == {
        (entry["code"], entry["name"], entry["status"])
        for entry in declared(bundle)
        if entry["severity"] == "error"
    }


def test_the_one_warning_is_an_error_code_too(bundle):
    warnings = [entry for entry in declared(bundle) if entry["severity"] == "warning"]

    assert [(entry["code"], entry["name"]) for entry in warnings] == [
        (450, "campaign_fully_redeemed")
    ]


def test_each_error_is_an_example_of_its_response(bundle):
    for code in ErrorCode:
        reply = error_reply(code)
        response = bundle.operations[0].response(reply.status)
        assert response.media[0].examples[code.wire_name] == reply.body


def test_each_error_stands_where_it_is_declared(bundle):
    for entry in declared(bundle):
        if entry["severity"] == "error":
            assert find(error_reply(ErrorCode(entry["code"])).body, entry["at"]) == entry["code"]
