"""A description with overlays laid over it."""

from collections.abc import Iterable

from specs.errors import InvalidPart
from specs.overlay.extent import DEEPEST, LARGEST, Ruler
from specs.overlay.merging import Unmergeable, kind_of, updated
from specs.overlay.origin import Origin, Part
from specs.overlay.overlay import Action, Overlay
from specs.overlay.rewriting import rewrite
from specs.overlay.target import MOST_PLACES, Place, Target, TooManyPlaces
from specs.values import Json, Record, pointer


def apply_overlays(data: Record, overlays: Iterable[Overlay]) -> tuple[Record, Origin]:
    """Lays overlays over a description, each over the result of the one before.

    Args:
        data: The description; it is not changed, and the result shares what stays as it is.
        overlays: What to do, in this order.

    Returns:
        The description with all changes made, and where each part of it was written.

    Raises:
        InvalidPart: A target selects nothing, or an action does not fit what it selects. The
            message names file and line of the action.
    """
    root = Part(data, Origin(None, ""))
    ruler = Ruler()
    for overlay in overlays:
        for action in overlay.actions:
            root = _applied(action, root)
            extent = ruler.measure(root.value)
            if not extent.is_bearable:
                raise action.wrong(
                    f"the action makes the description nest {extent.levels} levels deep, with"
                    f" {extent.values} values",
                    expected=f"at most {DEEPEST} levels and {LARGEST} values",
                )
    return root.value, root.origin


def _applied(action: Action, root: Part) -> Part:
    places = _select(action, action.target, "target", root.value)
    if action.removes:
        kept = rewrite(root, places, lambda part, place: None)
        if kept is None:
            raise action.wrong(
                "the action removes the whole description", at="/target", do="Target a part of it"
            )
        return kept
    update = _update(action, root)
    _refuse_mixture(action, root.value, places)

    def change(part: Part, place: Place) -> Part:
        try:
            return updated(part, update)
        except Unmergeable as error:
            raise _misfit(action, error, place) from error

    made = rewrite(root, places, change)
    assert made is not None
    return made


def _select(action: Action, target: Target, member: str, data: Json) -> list[Place]:
    try:
        places = target.select(data)
    except TooManyPlaces as error:
        raise action.wrong(
            f"the JSONPath {target.text!r} selects more than {MOST_PLACES} places",
            at=f"/{member}",
            do="Target less",
        ) from error
    if not places:
        told, do = target.nothing_found(data)
        raise action.wrong(
            f"the JSONPath {target.text!r} selects nothing: {told}",
            at=f"/{member}",
            do=do or "Correct it, or leave the action out",
        )
    return places


def _update(action: Action, root: Part) -> Part:
    """Returns what an action merges in, with the place where it was written."""
    if action.copied is None:
        return Part(action.record["update"], Origin(action.source, action.where + "/update"))
    places = _select(action, action.copied, "copy", root.value)
    if len(places) > 1:
        raise action.wrong(
            f"the JSONPath {action.copied.text!r} selects {len(places)} places",
            at="/copy",
            expected="one value to copy",
        )
    found = root
    for name in places[0]:
        found = found.part(name)
    return found


def _refuse_mixture(action: Action, data: Json, places: list[Place]) -> None:
    """Refuses a target that selects, say, mappings and lists: no update fits both."""
    kinds: dict[str, Place] = {}
    for place in places:
        value = data
        for name in place:
            value = value[name]
        kinds.setdefault(kind_of(value), place)
    if len(kinds) > 1:
        told = " and ".join(f"{kind} ({pointer(*place)})" for kind, place in kinds.items())
        raise action.wrong(
            f"the JSONPath {action.target.text!r} selects {told}",
            at="/target",
            expected="mappings only, lists only or single values only",
        )


def _misfit(action: Action, error: Unmergeable, place: Place) -> InvalidPart:
    word = "copy" if action.copied is not None else "update"
    where = pointer(*place) + error.where
    return action.wrong(
        f"the action would put {error.update} where {error.target} stands: {where or 'the root'}",
        at=f"/{word}{error.where if word == 'update' else ''}",
        expected=error.target,
        do="To replace what stands there, remove it in an action before",
    )
