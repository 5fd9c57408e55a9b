"""Whether a customer's tags meet a targeting query.

A query is JSON such as `{"$and": [{"user.tags": {"$in": ["gold"]}}, {"user.tags": {"$not": {"$in":
["blocked"]}}}]}`. Assumed: `$or` and `$nin` work like their neighbours, and a query that uses
anything else, even in a part that would not decide, targets nobody.
"""

from collections.abc import Collection

from mockserver.stubkit import Json


class UnreadableQueryError(Exception):
    """A query uses a word that is not known here."""


def is_targeted(query: Json, tags: Collection[str]) -> bool:
    """Tells whether a customer with these tags is targeted.

    >>> is_targeted({"user.tags": {"$not": {"$in": ["blocked"]}}}, ["gold"])
    True

    Args:
        query: The targeting query; None or empty targets everyone.
        tags: The tags of the customer.
    """
    try:
        return not query or _holds(query, tags)
    except (UnreadableQueryError, RecursionError):  # a client may nest as deep as it likes
        return False


def _holds(query: Json, tags: Collection[str]) -> bool:
    if not isinstance(query, dict):
        raise UnreadableQueryError
    answers = [_member_holds(word, operand, tags) for word, operand in query.items()]
    return all(answers)


def _member_holds(word: str, operand: Json, tags: Collection[str]) -> bool:
    match word:
        case "$and" | "$or":
            answers = [_holds(part, tags) for part in _items(operand)]
            return all(answers) if word == "$and" else any(answers)
        case "$not":
            return not _holds(operand, tags)
        case "user.tags":
            return _tags_meet(operand, tags)
    raise UnreadableQueryError


def _tags_meet(condition: Json, tags: Collection[str]) -> bool:
    if isinstance(condition, str):
        return condition in tags
    if not isinstance(condition, dict) or not condition:
        raise UnreadableQueryError
    answers = [_condition_holds(word, operand, tags) for word, operand in condition.items()]
    return all(answers)


def _condition_holds(word: str, operand: Json, tags: Collection[str]) -> bool:
    match word:
        case "$in":
            return any(tag in tags for tag in _items(operand))
        case "$nin":
            return not any(tag in tags for tag in _items(operand))
        case "$not":
            return not _tags_meet(operand, tags)
    raise UnreadableQueryError


def _items(operand: Json) -> list[Json]:
    if not isinstance(operand, list):
        raise UnreadableQueryError
    return operand
