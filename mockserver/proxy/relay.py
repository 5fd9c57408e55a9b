"""One exchange with the target: sent on, judged, noted, counted."""

from collections.abc import Callable, Sequence

from mockserver.journal import Entry, SecretNames, mask
from mockserver.lane.answers import Answer
from mockserver.lane.request import Request
from mockserver.proxy.breaches import Breach, line, plain, without_secrets
from mockserver.proxy.sender import Sender
from mockserver.proxy.tally import Tally

_COUNT = b"mock-violations"


class Relay:
    """Passes requests on and takes down what is wrong with them and with their answers."""

    def __init__(
        self,
        sender: Sender,
        tally: Tally,
        *,
        tell: Callable[[str], None],
        names: SecretNames,
        prefixes: Sequence[str],
    ) -> None:
        """Sends nothing yet.

        Args:
            sender: Knows the target.
            tally: Counts.
            tell: Is told each breach as it happens, and what could not be judged.
            names: What the APIs call their secrets.
            prefixes: Beginnings of paths that are the proxy's own.
        """
        self._sender = sender
        self._tally = tally
        self._tell = tell
        self.names = names
        self._prefixes = tuple(prefixes)

    def own_part(self, path: str) -> str:
        """Returns the part of a path that the target does not know: `/<api>` of `--prefix`."""
        for prefix in self._prefixes:
            if path == prefix or path.startswith(prefix + "/"):
                return prefix
        return ""

    async def send(self, request: Request) -> Answer:
        """Returns the target's answer to a request whose body has been read.

        Raises:
            Unanswered: There is none.
        """
        path = request.raw_path.removeprefix(self.own_part(request.raw_path))
        answer = await self._sender.send(request, path or "/")
        request.trace.proxied = self._sender.base
        return answer

    def take_down(
        self, request: Request, answer: Answer, breaches: Sequence[Breach], unjudged: str = ""
    ) -> Answer:
        """Notes what was wrong with an exchange and returns its answer, which says how much.

        Args:
            request: The request.
            answer: The target's answer.
            breaches: What is wrong.
            unjudged: Why something could not be judged; empty if all was.
        """
        if unjudged:
            request.trace.notes = (unjudged,)
            self._tell(plain(unjudged))
        if not breaches:
            return answer
        entry = self._entry(request, answer)
        found = without_secrets(breaches, entry, self.names)
        notes = [f"{item.side} {item.kind}: {item.says}." for item in found]
        request.trace.notes = (*notes, *request.trace.notes)
        exchange = f"{entry.method} {plain(mask(entry, self.names).path)} -> {entry.status}"
        for item in found:
            self._tally.add(item, exchange)
            self._tell(line(item))
        headers = [pair for pair in answer.headers if pair[0] != _COUNT]
        return answer._replace(headers=[*headers, (_COUNT, str(len(found)).encode())])

    def _entry(self, request: Request, answer: Answer) -> Entry:
        return Entry(
            at=request.sandbox.last_known_time(),
            sandbox=request.sandbox.name,
            method=request.method,
            path=request.raw_path,
            query=request.scope["query_string"],
            headers=request.scope["headers"],
            body=request.trace.body,
            status=answer.status,
            answer_headers=answer.headers,
            answer_body=answer.body,
        )
