"""A rule is judged by its published schema, and told what is wrong in words."""

from pathlib import Path

import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockserver import faults
from mockserver.faults.rule_schema import CONNECTIONS, RULE_SCHEMA, rule_violations
from tests.support.faults import RULES

PUBLISHED = jsonschema_rs.Draft202012Validator(RULE_SCHEMA)
NAMES = sorted(RULE_SCHEMA["properties"])
ODD = st.one_of(st.none(), st.booleans(), st.integers(-2, 700), st.text(max_size=5), st.just({}))


@settings(deadline=None)
@given(RULES)
def test_a_good_rule_has_no_violation(record):
    assert rule_violations(record) == ()


@settings(deadline=None)
@given(RULES, st.dictionaries(st.sampled_from(NAMES), ODD), st.sets(st.sampled_from(NAMES)))
def test_exactly_what_the_schema_allows_has_no_violation(record, changed, dropped):
    record = {name: item for name, item in {**record, **changed}.items() if name not in dropped}

    assert (rule_violations(record) == ()) == PUBLISHED.is_valid(record)


def test_the_schema_is_a_schema():
    jsonschema_rs.meta.validate(RULE_SCHEMA)


@pytest.mark.parametrize("name", NAMES)
def test_every_member_says_what_it_is(name):
    assert RULE_SCHEMA["properties"][name]["description"]


@pytest.mark.parametrize(
    ("record", "pointer", "said"),
    [
        ({}, "", "does nothing"),
        ({"operation": "*", "percent": 5}, "", "does nothing"),
        ([], "", "object"),
        ({"delay": 1, "operationn": "x"}, "/operationn", "nearest key is operation"),
        ({"delay": {"unifrm": [1, 2]}}, "/delay/unifrm", "nearest key is uniform"),
        ({"delay": {"normal": {"mean": 1}}}, "/delay/normal/deviation", "missing"),
        ({"delay": {"fixed": 1, "uniform": [1, 2]}}, "/delay", "1 prop"),
        ({"delay": {}}, "/delay", "1 prop"),
        ({"delay": 61}, "/delay", "60"),
        ({"delay": -0.1}, "/delay", "0"),
        ({"delay": {"uniform": [0.1]}}, "/delay/uniform", "2 items"),
        ({"status": 199}, "/status", "200"),
        ({"status": 600}, "/status", "599"),
        ({"status": 503, "percent": 101}, "/percent", "100"),
        ({"status": 503, "count": 0}, "/count", "1"),
        ({"status": 503, "skip": -1}, "/skip", "0"),
        ({"status": 503, "id": "-"}, "/id", "match"),
        ({"status": 503, "headers": {"a b": "1"}}, "/headers", "match"),
        ({"status": 503, "headers": {"X-A": "1\r\nX-B: 2"}}, "/headers/X-A", "match"),
        ({"status": 503, "headers": {"X-A": "1\n"}}, "/headers/X-A", "match"),
        ({"status": 503, "headers": {"Content-LENGTH": "1"}}, "/headers", "server itself"),
        ({"status": 503, "connection": "reset"}, "/connection", "no answer"),
        ({"error": "closed", "connection": "hang"}, "/connection", "no answer"),
        ({"error": "closed", "body": {}}, "/body", "documented body"),
        ({"delay": 1, "body": {}}, "/body", "a status or an error"),
        ({"delay": 1, "headers": {}}, "/headers", "a status or an error"),
        ({"connection": "drip", "retry_after": 1}, "/retry_after", "a status or an error"),
        ({"status": 204, "body": {}}, "/body", "has no body"),
        ({"connection": "slam"}, "/connection", "reset, truncate, garble, drip, hang"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(record, pointer, said):
    found = {item.pointer: item.message for item in rule_violations(record)}

    assert said in found[pointer]


@pytest.mark.parametrize("word", [*NAMES, *CONNECTIONS])
def test_every_word_of_a_rule_is_documented(word):
    readme = Path(faults.__file__).with_name("README.md").read_text("utf-8")

    assert f"`{word}`" in readme
