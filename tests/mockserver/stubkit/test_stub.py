"""The marked functions of a stub are gathered, and a marker that fits nothing is refused."""

from types import ModuleType

import pytest

from mockserver.stubkit import Stub, gather
from specs.errors import InvalidPart

IDS = ["createOrder", "getOrder"]
SCHEMES = ["oauth"]


def stub_of(source: str) -> Stub:
    module = ModuleType("stub")
    head = "from mockserver.stubkit import *\n"
    exec(compile(head + source, "/shop/stub.py", "exec"), module.__dict__)
    return gather(module, operation_ids=IDS, schemes=SCHEMES)


def test_a_handler_is_found_by_its_operation_id():
    found = stub_of("@operation('getOrder')\nasync def any_name(call, world): ...")

    assert [(name, f.__name__) for name, f in found.operations.items()] == [
        ("getOrder", "any_name")
    ]


def test_an_unmarked_function_is_left_alone():
    assert stub_of("async def getOrder(call, world): ...") == Stub()


def test_every_part_is_optional():
    assert stub_of("") == Stub()


def test_parts_without_a_name_are_found():
    found = stub_of(
        "@authenticate\nasync def who(call, credentials, world): ...\n"
        "@refuse\ndef word(refusal): ...\n"
        "@word_error\ndef tell(call, error): ...\n"
    )

    assert found.authenticate is not None
    assert found.refuse is not None
    assert found.word_error is not None


def test_a_token_issuer_is_found_by_its_scheme():
    found = stub_of("@issue_token('oauth')\nasync def issue(request, world): ...")

    assert list(found.token_issuers) == ["oauth"]


def test_a_control_keeps_its_schema_and_first_line():
    found = stub_of(
        "@control('pay', schema={'type': 'object'})\n"
        "async def pay(body, world):\n    '''Pays an order.\n\n    At once.\n    '''\n"
    ).controls["pay"]

    assert (found.name, found.schema) == ("pay", {"type": "object"})
    assert found.description == "Pays an order."


def test_an_unknown_operation_id_is_refused_with_the_nearest():
    with pytest.raises(InvalidPart, match="Did you mean getOrder") as caught:
        stub_of("\n@operation('getOrdr')\nasync def get(call, world): ...")

    assert (str(caught.value.file), caught.value.line) == ("/shop/stub.py", 3)


def test_an_unknown_scheme_is_refused():
    with pytest.raises(InvalidPart, match="security scheme 'oath'"):
        stub_of("@issue_token('oath')\nasync def issue(request, world): ...")


@pytest.mark.parametrize(
    "source",
    [
        "@operation('getOrder')\nasync def {}(call, world): ...\n",
        "@authenticate\nasync def {}(call, credentials, world): ...\n",
        "@refuse\ndef {}(refusal): ...\n",
        "@word_error\ndef {}(call, error): ...\n",
        "@control('pay', schema={{}})\nasync def {}(body, world): ...\n",
    ],
)
def test_two_functions_for_one_part_are_refused(source):
    with pytest.raises(InvalidPart, match="two functions claim"):
        stub_of(source.format("one") + source.format("two"))


@pytest.mark.parametrize("mark", ["refuse", "word_error"])
def test_what_only_finds_words_is_a_plain_function(mark):
    with pytest.raises(InvalidPart, match="is not a plain function"):
        stub_of(f"@{mark}\nasync def word(*told): ...\n")


def test_one_function_under_two_names_is_one():
    found = stub_of("@operation('getOrder')\nasync def one(call, world): ...\ntwo = one")

    assert list(found.operations) == ["getOrder"]
