"""Every error says in one paragraph what is wrong, and by its branch who must act."""

import pytest

from mockserver.errors import (
    ConfigError,
    ControlError,
    LyingStub,
    MockserverError,
    StubDefect,
    UnsettledStub,
)
from specs.schemas import SchemaViolation


@pytest.mark.parametrize("kind", [ConfigError, ControlError, StubDefect, LyingStub, UnsettledStub])
def test_every_error_has_one_base(kind):
    assert issubclass(kind, MockserverError)


def test_a_lie_names_the_operation_and_each_place():
    found = (SchemaViolation("/total", "type", "is text"), SchemaViolation("", "status", "is odd"))
    error = LyingStub("GET /orders", "status 200 is not as described.", found)

    assert error.label == "GET /orders"
    assert error.violations == found
    assert "GET /orders" in str(error)
    assert "/total: is text; /: is odd" in str(error)


def test_a_message_is_one_paragraph():
    assert "\n" not in str(LyingStub("GET /a", "wrong.", (SchemaViolation("", "type", "is 1"),)))
    assert str(UnsettledStub("shop", "it lost.")).endswith("it lost.")
