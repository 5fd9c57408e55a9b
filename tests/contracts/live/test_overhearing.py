"""A server that answers nothing is given up; one that has answered is not."""

from contracts.finding import Reply, Request
from contracts.finding.exchange import Failure
from contracts.live.overhearing import Overhearing

ASK = Request(method="GET", path="/")


class Scripted:
    """Answers as it is told."""

    def __init__(self, *answers: Reply | Failure) -> None:
        self._answers = list(answers)
        self.sent = 0

    def send(self, base: str, request: Request, timeout_seconds: float) -> Reply | Failure:
        self.sent += 1
        return self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]

    def close(self) -> None:
        """Has nothing to close."""


def test_server_that_never_answers_is_asked_a_few_times_only() -> None:
    server = Scripted("timeout")
    transport = Overhearing(server)

    got = [transport.send("http://127.0.0.1", ASK, 1.0) for _ in range(50)]

    assert (server.sent, set(got)) == (5, {"timeout"})


def test_server_that_answered_once_is_asked_on() -> None:
    server = Scripted("broken", Reply(200), "timeout")
    transport = Overhearing(server)

    for _ in range(50):
        transport.send("http://127.0.0.1", ASK, 1.0)

    assert server.sent == 50
    assert transport.last is None
