import pytest

from specs.extensions import extension_violations, is_valid_extension


def test_violation_names_the_member() -> None:
    (violation,) = extension_violations("x-source", {"document": "A"})

    assert (violation.pointer, violation.keyword) == ("/section", "required")


@pytest.mark.parametrize(
    ("word", "value", "valid"),
    [
        ("x-side-effects", True, True),
        ("x-side-effects", False, False),
        ("x-source", {"document": "A", "section": "B", "read": "2026-01-15"}, True),
        ("x-source", {"document": "A", "section": "B", "read": "yesterday"}, False),
        ("x-source", {"document": " ", "section": "B"}, False),
        ("x-roles", {"parcel.open": {"description": "Open.", "type": "string"}}, True),
        ("x-roles", {"Parcel open": {"description": "Open.", "type": "string"}}, False),
        ("x-resource", {"name": "parcel", "action": "act"}, True),
        ("x-batch", None, False),
    ],
)
def test_words_have_closed_forms(word: str, value: object, valid: bool) -> None:
    assert is_valid_extension(word, value) is valid
