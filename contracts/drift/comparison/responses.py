"""What an operation answers: statuses, headers and bodies."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from contracts.drift.change import Change
from contracts.drift.comparison.bodies import compare_content
from contracts.drift.comparison.headers import compare_headers
from contracts.drift.comparison.links import compare_links
from contracts.drift.comparison.pair import Pair, Place
from contracts.drift.comparison.statuses import DEFAULT, is_success, match_statuses
from specs.operation import Response

_BODILESS: Final = ("204", "205", "304")


def compare_responses(pair: Pair) -> Iterator[Change]:
    """Yields the changes of what an operation answers."""
    base, revision = pair.base.responses, pair.revision.responses
    found = match_statuses(base, revision)
    for success in (True, False):
        gone = [one for one in found.gone if is_success(one.status, base) is success]
        new = [one for one in found.new if is_success(one.status, revision) is success]
        yield from _statuses(pair, gone, new, "_success" if success else "")
    for one in found.narrowed:
        place = Place(f"response {one.status}", one.pointer, None, "response", one.status)
        yield from pair.tell("response_status_removed", place, one.status)
    for old, new_one in found.pairs:
        yield from _answers(pair, old, new_one)


def _statuses(
    pair: Pair, gone: list[Response], new: list[Response], success: str
) -> Iterator[Change]:
    if len(gone) == len(new) == 1:
        old, heir = gone[0], new[0]
        place = _place(heir.status, old, heir)
        yield from pair.tell(f"response{success}_status_replaced", place, old.status, heir.status)
        return
    for one in gone:
        place = _place(one.status, one, None)
        yield from pair.tell(f"response{success}_status_removed", place, one.status, key=one.status)
    for one in new:
        place = _place(one.status, None, one)
        yield from pair.tell(
            f"response{success}_status_added", place, "", one.status, key=one.status
        )


def _place(status: str, base: Response | None, revision: Response | None) -> Place:
    return Place.between(f"response {status}", base, revision, side="response", status=status)


def _answers(pair: Pair, base: Response, revision: Response) -> Iterator[Change]:
    """Yields how an answer changed that falls under a status of both documents."""
    status = min(base.status, revision.status, key=_breadth)
    message = _place(status, base, revision)
    old, new = pair.base_part(base.pointer), pair.revision_part(revision.pointer)
    yield from compare_headers(pair, message, old, new)
    if base.status == revision.status:
        yield from compare_links(pair, message, old, new)
    if pair.revision.method == "HEAD" or status in _BODILESS or status[0] == "1":
        return  # HTTP allows no body there
    stands_in = _breadth(base.status) > _breadth(revision.status)
    if bool(base.media) != bool(revision.media):
        body = Place(f"{message.at} body", message.base, message.revision, "response", status)
        became = "removed" if base.media else "added"
        words = (", ".join(one.content_type for one in side.media) for side in (base, revision))
        for change in pair.tell(f"response_body_{became}", body, *words):
            # A status that is listed at last, without a word of its body, may have the old one.
            yield replace(change, verdict="undecided") if stands_in else change
        return
    yield from compare_content(pair, message, base.media, revision.media, stands_in=stands_in)


def _breadth(status: str) -> int:
    return 2 if status == DEFAULT else int(status.endswith("XX"))
