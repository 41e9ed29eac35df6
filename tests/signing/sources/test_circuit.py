"""An address that failed often is left alone for a while, then tried once."""

import threading
from collections.abc import Callable

import pytest

from signing.sources.circuit import BACK_OFF, FAILURES, REST, TRIES, Circuits
from signing.sources.faults import Resting, TooSlow, Unreachable, WrongAnswer

ADDRESS = "http://127.0.0.1/ocsp"


class _Time:
    """Stands until somebody sleeps or puts it."""

    def __init__(self) -> None:
        self.at = 1_000.0
        self.slept: list[float] = []

    def now(self) -> float:
        return self.at

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.at += seconds


class _Asked:
    """Fails as it is told, and counts."""

    def __init__(self, *faults: Unreachable) -> None:
        self.faults = list(faults)
        self.times = 0

    def __call__(self) -> str:
        self.times += 1
        if self.faults:
            raise self.faults.pop(0)
        return "well"


def _circuits() -> tuple[Circuits, _Time]:
    time = _Time()
    return Circuits(now=time.now, sleep=time.sleep), time


def _open(circuits: Circuits, address: str = ADDRESS) -> None:
    for _ in range(FAILURES):
        with pytest.raises(WrongAnswer):
            circuits.through(address, _Asked(WrongAnswer("lies")))


def test_an_accident_is_tried_again_after_a_pause() -> None:
    circuits, time = _circuits()
    asked = _Asked(Unreachable("reset"))
    assert circuits.through(ADDRESS, asked) == "well"
    assert (asked.times, time.slept) == (2, [BACK_OFF])


def test_it_is_not_tried_for_ever() -> None:
    circuits, time = _circuits()
    asked = _Asked(*(Unreachable("reset") for _ in range(9)))
    with pytest.raises(Unreachable, match="reset"):
        circuits.through(ADDRESS, asked)
    assert asked.times == TRIES
    assert time.slept == [BACK_OFF * 2**n for n in range(TRIES - 1)]


@pytest.mark.parametrize("fault", [TooSlow("silent"), WrongAnswer("lies")])
def test_what_would_be_the_same_again_is_not_tried_again(fault: Unreachable) -> None:
    circuits, time = _circuits()
    asked = _Asked(fault)
    with pytest.raises(Unreachable, match=fault.why):
        circuits.through(ADDRESS, asked)
    assert (asked.times, time.slept) == (1, [])


def test_after_failures_in_a_row_no_request_is_made() -> None:
    circuits, time = _circuits()
    _open(circuits)
    asked = _Asked()
    time.at += REST - 1
    with pytest.raises(Resting, match="again in 1 seconds"):
        circuits.through(ADDRESS, asked)
    assert asked.times == 0
    assert circuits.through("http://127.0.0.1/other", asked) == "well"


def test_a_success_between_them_keeps_it_closed() -> None:
    circuits, _ = _circuits()
    for _ in range(FAILURES):
        for _ in range(FAILURES - 1):
            with pytest.raises(WrongAnswer):
                circuits.through(ADDRESS, _Asked(WrongAnswer("lies")))
        assert circuits.through(ADDRESS, _Asked()) == "well"


def test_after_its_rest_one_trial_decides() -> None:
    circuits, time = _circuits()
    _open(circuits)
    time.at += REST
    with pytest.raises(WrongAnswer):
        circuits.through(ADDRESS, _Asked(WrongAnswer("still lies")))
    with pytest.raises(Resting):
        circuits.through(ADDRESS, _Asked())
    time.at += REST
    assert circuits.through(ADDRESS, _Asked()) == "well"
    assert circuits.through(ADDRESS, _Asked(Unreachable("once"))) == "well"


def test_while_one_tries_the_others_do_not() -> None:
    circuits, time = _circuits()
    _open(circuits)
    time.at += REST
    inside, go_on = threading.Event(), threading.Event()

    def slow() -> str:
        inside.set()
        go_on.wait(10)
        return "well"

    results: list[str] = []
    trial = threading.Thread(target=lambda: results.append(circuits.through(ADDRESS, slow)))
    trial.start()
    inside.wait(10)
    with pytest.raises(Resting, match="being tried"):
        circuits.through(ADDRESS, _Asked())
    go_on.set()
    trial.join(10)
    assert results == ["well"]
    assert circuits.through(ADDRESS, _Asked()) == "well"


def test_a_bug_in_a_request_frees_the_trial() -> None:
    circuits, time = _circuits()
    _open(circuits)
    time.at += REST

    def broken() -> str:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        circuits.through(ADDRESS, broken)
    time.at += REST
    assert circuits.through(ADDRESS, _Asked()) == "well"


def test_many_at_once_open_it_once() -> None:
    circuits, _ = _circuits()
    asked: list[int] = []
    start = threading.Barrier(8)

    def fail(number: int) -> Callable[[], str]:
        def request() -> str:
            asked.append(number)
            raise WrongAnswer("lies")

        return request

    def run(number: int) -> None:
        start.wait(10)
        for _ in range(50):
            with pytest.raises(Unreachable):
                circuits.through(ADDRESS, fail(number))

    threads = [threading.Thread(target=run, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    # Those that were on their way when it opened still arrived; nobody set out afterwards.
    assert FAILURES <= len(asked) <= FAILURES + 7
