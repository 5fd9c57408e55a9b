"""Requests of the control protocol go to their own base URL; names in braces are read as such."""

from dataclasses import replace

from contracts.finding import Exchange, Request
from contracts.reports.curl import base_of, curl_line, variables
from tests.support.runs import clean_run


def test_the_control_protocol_is_found_by_name():
    exchange = Exchange(Request("PATCH", "/clock", body=b"{}"), None, note="control")

    assert variables(exchange, "http://lab.test/c") == ()
    assert variables(exchange, "asgi://mock/_mock") == ("CONTROL_URL",)
    assert curl_line(exchange, "") == (
        "curl -sS -i -X 'PATCH' \"$CONTROL_URL/clock\" -H 'Content-Type:' --data-raw '{}'"
    )


def test_the_control_protocol_has_its_own_base():
    control = Exchange(Request("GET", "/clock"), None, api="criteo", note="control")
    run = replace(clean_run(), controls={"criteo": "http://lab.test/c"})

    assert base_of(control, run) == "http://lab.test/c"
    assert base_of(replace(control, note=""), run) == run.urls["criteo"]
    assert base_of(replace(control, api="other"), run) == ""


def test_name_that_the_text_would_run_on_from_stays_itself():
    request = Request("GET", "/", (("k", "${T_ALL}0"),), (("Authorization", "Bearer ${T_ALL}0"),))
    exchange = Exchange(request, None, api="criteo")

    line = curl_line(exchange, "http://lab.test")

    assert "Bearer '\"${T_ALL}\"'0'" in line
    assert "k='\"${T_ALL}\"'0'" in line
    assert variables(exchange, "http://lab.test") == ("T_ALL",)
