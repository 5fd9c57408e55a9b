"""The ways in which one schema admits more or less than another, by keyword."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Kind:
    """One way, with its words for fewer values and for more."""

    id: str
    narrowed: str
    """Ending of the rule's id where fewer values are admitted: `maximum_lowered`."""
    widened: str
    """The same where more are."""
    less: str
    """Sentence part: what a schema does that admits less."""
    more: str


KINDS: Final[tuple[Kind, ...]] = (
    Kind("type", "type_narrowed", "type_widened",
         "admits fewer types, or another one", "admits more types, or another one"),
    Kind("null", "null_forbidden", "null_allowed", "no longer admits null", "admits null"),
    Kind("enum", "enum_value_removed", "enum_value_added",
         "no longer admits a value of its list", "admits a value that its list had not"),
    Kind("maximum", "maximum_lowered", "maximum_raised",
         "admits smaller numbers only", "admits larger numbers"),
    Kind("minimum", "minimum_raised", "minimum_lowered",
         "admits larger numbers only", "admits smaller numbers"),
    Kind("multiple_of", "multiple_of_narrowed", "multiple_of_widened",
         "admits fewer multiples", "admits numbers between the multiples"),
    Kind("max_length", "max_length_lowered", "max_length_raised",
         "admits shorter texts only", "admits longer texts"),
    Kind("min_length", "min_length_raised", "min_length_lowered",
         "admits longer texts only", "admits shorter texts"),
    Kind("pattern", "pattern_narrowed", "pattern_widened",
         "has a pattern that fewer texts match", "has a pattern that more texts match"),
    Kind("format", "format_narrowed", "format_widened",
         "demands a format, or another one", "demands a format no more, or another one"),
    Kind("max_items", "max_items_lowered", "max_items_raised",
         "admits shorter lists only", "admits longer lists"),
    Kind("min_items", "min_items_raised", "min_items_lowered",
         "admits longer lists only", "admits shorter lists"),
    Kind("unique_items", "unique_items_demanded", "unique_items_dropped",
         "admits no item twice", "admits an item twice"),
    Kind("contains", "contains_narrowed", "contains_widened",
         "demands more of what a list contains", "demands less of what a list contains"),
    Kind("required", "property_became_required", "property_became_optional",
         "demands a property", "no longer demands a property"),
    Kind("property", "property_removed", "property_added",
         "no longer admits a property", "admits a property that it did not admit"),
    Kind("additional", "additional_properties_narrowed", "additional_properties_widened",
         "admits fewer properties that it does not name", "admits more that it does not name"),
    Kind("property_names", "property_names_narrowed", "property_names_widened",
         "admits fewer names of properties", "admits more names of properties"),
    Kind("max_properties", "max_properties_lowered", "max_properties_raised",
         "admits fewer properties at once", "admits more properties at once"),
    Kind("min_properties", "min_properties_raised", "min_properties_lowered",
         "demands more properties at once", "demands fewer properties at once"),
    Kind("dependent", "dependency_added", "dependency_removed",
         "demands more where a property is there", "demands less where a property is there"),
    Kind("variant", "variant_removed", "variant_added",
         "no longer admits one of its forms", "admits a form that it did not admit"),
    Kind("exclusion", "exclusion_widened", "exclusion_narrowed",
         "rules out more by `not`", "rules out less by `not`"),
    Kind("discriminator", "discriminator_narrowed", "discriminator_widened",
         "tells its forms apart by another name, or knows fewer of them",
         "tells its forms apart by another name, or knows more of them"),
    Kind("schema", "schema_narrowed", "schema_widened",
         "admits less than before", "admits more than before"),
)  # fmt: skip
"""`schema` is for what no single keyword accounts for."""
