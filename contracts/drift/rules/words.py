"""Rules of what our own words declare: batches, error codes, effects, resources."""

from typing import Final

from contracts.drift.rule import Rule

WORD_RULES: Final[tuple[Rule, ...]] = (
    Rule("batch_policy_removed", "error",
         "What becomes of the items of a batch is no longer declared.",
         "A client that sorts successes from failures by it has nothing to go by.",
         mirror="batch_policy_added"),
    Rule("batch_policy_added", "info", "What becomes of the items of a batch is declared.",
         "It was not known before.", mirror="batch_policy_removed"),
    Rule("batch_policy_changed", "error", "The outcomes of a batch are told in another way.",
         "A client that reads them by the base misses failures or successes.",
         waiver="The opposite change is the same change."),
    Rule("error_code_removed", "error", "A documented error code is gone.",
         "A client that decides by it no longer sees the case.", mirror="error_code_added"),
    Rule("error_code_added", "warning", "An error code is new.",
         "A client that decides by codes has no rule for it.", mirror="error_code_removed"),
    Rule("error_code_changed", "error", "An error code comes with another status, name or place.",
         "A client that looks for it as before does not find it.",
         waiver="The opposite change is the same change."),
    Rule("side_effects_declared", "warning", "A read is said to change something.",
         "A client, or a cache, that repeats it does harm.", mirror="side_effects_denied"),
    Rule("side_effects_denied", "info", "A read is no longer said to change something.",
         "Repeating it does no harm.", mirror="side_effects_declared"),
    Rule("resource_changed", "warning", "An operation acts on another resource, or in another way.",
         "The wire may be the same, but not what a call means.",
         waiver="The opposite change is the same change."),
)  # fmt: skip
