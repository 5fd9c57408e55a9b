"""Parameters that are read without a server, the careful way and in one go."""

from typing import Any
from urllib.parse import parse_qsl, unquote

from mockserver.lane.parameters import ParameterSet, compile_parameters, texts_by_name
from mockserver.lane.security import cookie_values
from specs.values import Json, Record
from tests.support.documents import bundle_of, echoing


def parameters_of(
    *declared: Record, path: str = "/echo", version: str = "3.1.0", **schemas: Json
) -> ParameterSet:
    """The parameters of one operation; `schemas` go to its components."""
    document = echoing(*declared, path=path, version=version, components={"schemas": schemas})
    bundle = bundle_of(document)
    return compile_parameters(bundle, bundle.operations[0])


def read_carefully(found: ParameterSet, place: str, sent: Any) -> tuple[dict[str, Json], list[str]]:
    """What the careful way reads, and the keywords of what is wrong."""
    if place == "path":
        texts = {name: [text] for name, text in zip(found.path_names, sent, strict=True)}
    elif place == "header":
        names = {name: name.lower() for name in found.header.names}
        texts = {name: [sent[lower]] for name, lower in names.items() if lower in sent}
    else:
        texts = texts_by_name(sent)
    wrong: list[Any] = []
    values = getattr(found, place).read(texts, wrong)
    return values, sorted(item.keyword for item in wrong)


class Reading:
    """How one parameter is read."""

    def __init__(self, declared: Record, *, version: str = "3.1.0", **schemas: Json) -> None:
        self.place: str = declared["in"]
        self.name: str = declared["name"]
        path = f"/echo/{{{self.name}}}" if self.place == "path" else "/echo"
        self.compiled = parameters_of(declared, path=path, version=version, **schemas)

    def read(self, sent: str) -> Json:
        """The value, `absent`, or the keywords of what is wrong; in one go it is the same.

        Args:
            sent: The segment of the path, the query, the header or the cookies.
        """
        given: Any
        if self.place == "path":
            given = (unquote(sent),)
        elif self.place == "header":
            given = {self.name.lower(): sent}
        elif self.place == "query":
            given = parse_qsl(sent, keep_blank_values=True)
        else:
            given = cookie_values(sent).items()
        values, wrong = read_carefully(self.compiled, self.place, given)
        fast = getattr(self.compiled.fast, self.place)(given)
        assert fast == (None if wrong else values)
        return wrong or values.get(self.name, "absent")
