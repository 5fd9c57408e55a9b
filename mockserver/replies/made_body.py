"""The value of a body: an example if one may be used, else something made up for its media type."""

from dataclasses import dataclass
from random import Random

from mockserver.replies.examples import Examples, InvalidExample
from mockserver.replies.generate import make
from mockserver.replies.making.asked import Wish
from mockserver.replies.values.draws import Draw
from mockserver.replies.values.words import sentence
from mockserver.replies.writing.files import is_binary, sample_file, sample_page
from mockserver.stubkit.call import Speaker
from specs.bundle import Bundle
from specs.media_types import family, is_json, split_content_type
from specs.operation import Media
from specs.values import ABSENT, Json


@dataclass(frozen=True, slots=True)
class AskedBody:
    """What kind of body is asked for."""

    media: Media
    content_type: str
    """Without wildcards."""
    example: str | None
    """The only example that may be used; None: any."""
    is_dynamic: bool
    """Whether no example may be used."""


@dataclass(frozen=True, slots=True)
class MadeBody:
    """The value of a body."""

    value: Json
    speaker: Speaker
    invalid: tuple[InvalidExample, ...]


def made_body(bundle: Bundle, asked: AskedBody, source: Random) -> MadeBody:
    """Returns a value for a body, valid for its schema.

    Raises:
        CannotGenerate: There is none, or none was found.
    """
    examples = Examples(bundle, asked.media)
    if not asked.is_dynamic:
        value = examples.first() if asked.example is None else examples.named(asked.example)
        if value is not ABSENT:
            return MadeBody(value, "example", tuple(examples.invalid))
    kind = split_content_type(asked.content_type)[0]
    seed = source.getrandbits(64)
    if asked.media.schema is None:
        return MadeBody(_free(kind, Draw(seed)), "generated", tuple(examples.invalid))
    made = make(bundle, asked.media.schema, Wish(seed, written=not asked.is_dynamic))
    for place, message in made.unfit.items():
        examples.invalid.append(InvalidExample("", bundle.document.place(place), message))
    if is_binary(kind) and isinstance(made.value, str) and not made.is_example:
        return MadeBody(sample_file(kind, Draw(seed)), "generated", tuple(examples.invalid))
    speaker: Speaker = "example" if made.is_example else "generated"
    return MadeBody(made.value, speaker, tuple(examples.invalid))


def _free(kind: str, draw: Draw) -> Json:
    """Returns a value for a media type that no schema describes."""
    if is_json(kind):
        return {}
    if is_binary(kind):
        return sample_file(kind, draw)
    if kind in ("text/html", "application/xhtml+xml"):
        return sample_page(draw)
    return {} if family(kind) in ("xml", "yaml") else sentence(draw)
