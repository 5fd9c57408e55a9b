"""All exchanges of all workers are read together, in the order of time."""

from pathlib import Path

from contracts.finding import Exchange, Request
from contracts.run.recording import Recording
from tests.support.sessions import reply


def exchange(number: int) -> Exchange:
    return Exchange(Request("GET", f"/{number}", body=b"\xff"), reply(200, {"n": number}))


def test_workers_are_read_together_in_order(tmp_path: Path) -> None:
    workers = [Recording(tmp_path, f"gw{number}", is_on=True) for number in range(2)]

    for number in range(6):
        workers[number % 2].note(exchange(number))

    taken = list(workers[0].taken_down())
    assert [one.request.path for one, _ in taken] == [f"/{number}" for number in range(6)]
    assert taken[3][0] == exchange(3)


def test_nothing_is_written_unless_it_is_asked_for(tmp_path: Path) -> None:
    recording = Recording(tmp_path, "0", is_on=False)

    recording.note(exchange(1))

    assert list(tmp_path.iterdir()) == []
    assert list(recording.taken_down()) == []
