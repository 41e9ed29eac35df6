"""All sources together: one deadline, and nobody's fault is another's."""

import threading
import time
from collections.abc import Callable, Iterator

import pytest

from reuse.errors import SourceSilent
from reuse.sources.circuit import FAILURES, REST, Circuits
from reuse.sources.faults import Refused, Silent
from reuse.sources.together import Sources
from reuse.sources.values import Elsewhere, Proof, Reply, State
from tests.reuse.sources.asked import SLUG, WANTED

SECONDS = 0.3


class FakeSource:
    """Answers by a function; counts."""

    def __init__(self, name: str, work: Callable[[], Reply]) -> None:
        self.name, self.work, self.asked = name, work, 0

    def ask(self, wanted: object, seconds: float) -> Reply:
        self.asked += 1
        return self.work()

    def fetch(self, paper: object, seconds: float) -> bytes:
        self.asked += 1
        self.work()
        return b"%PDF"


def _paper(source: str) -> Elsewhere:
    return Elsewhere(source, SLUG, "Giấy", "1", "H99", "a.pdf", "/1", Proof.SIGNED)


def _good() -> Reply:
    return Reply((_paper("good"),))


def _raises(error: Exception) -> Callable[[], Reply]:
    def work() -> Reply:
        raise error

    return work


@pytest.fixture
def forever() -> Iterator[Callable[[], Reply]]:
    """Work that does not end before the test does."""
    end = threading.Event()

    def work() -> Reply:
        end.wait(30)
        return _good()

    yield work
    end.set()


def test_who_hangs_costs_the_limit_once_and_hides_nobody_elses_answer(forever: Callable[[], Reply]) -> None:
    sources = Sources(
        [FakeSource("hung", forever), FakeSource("stuck", forever), FakeSource("good", _good)],
        seconds=SECONDS,
    )
    started = time.monotonic()
    told = sources.ask(WANTED)
    assert time.monotonic() - started < SECONDS + 0.2
    assert [(one.source, one.state) for one in told] == [
        ("hung", State.LATE), ("stuck", State.LATE), ("good", State.ANSWERED),
    ]  # fmt: skip
    assert told[2].found == (_paper("good"),)


def test_an_answer_that_comes_late_is_dropped() -> None:
    def late() -> Reply:
        time.sleep(SECONDS + 0.1)
        return _good()

    sources = Sources([FakeSource("late", late)], seconds=SECONDS)
    assert sources.ask(WANTED)[0].found == ()


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (Silent("?"), State.DOWN),
        (Refused("?"), State.REFUSED),
        (ZeroDivisionError("a number of a citizen"), State.DOWN),
    ],
)
def test_what_goes_wrong_in_one_is_told_without_its_words(error: Exception, state: State) -> None:
    (told,) = Sources([FakeSource("bad", _raises(error))], seconds=SECONDS).ask(WANTED)
    assert (told.state, told.found) == (state, ())
    assert "citizen" not in told.why


def test_a_machine_without_threads_falls_silent_about_others_only(monkeypatch: pytest.MonkeyPatch) -> None:
    def start(thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", start)
    (told,) = Sources([FakeSource("good", _good)], seconds=SECONDS).ask(WANTED)
    assert told.state is State.DOWN


def test_an_unsigned_answer_says_so() -> None:
    (told,) = Sources([FakeSource("loose", lambda: Reply((), "chữ ký sai"))], seconds=SECONDS).ask(WANTED)
    assert (told.state, told.why) == (State.UNSIGNED, "chữ ký sai")


def test_who_fails_often_rests_and_is_asked_again_later() -> None:
    now = [0.0]
    bad = FakeSource("bad", _raises(Silent("?")))
    sources = Sources([bad], seconds=SECONDS, circuits=Circuits(now=lambda: now[0]))
    for _ in range(FAILURES):
        assert sources.ask(WANTED)[0].state is State.DOWN
    assert sources.ask(WANTED)[0].state is State.RESTING
    with pytest.raises(SourceSilent):
        sources.fetch(_paper("bad"))
    assert bad.asked == FAILURES
    now[0] = REST + 1
    assert sources.ask(WANTED)[0].state is State.DOWN
    assert sources.ask(WANTED)[0].state is State.RESTING
    now[0] = 3 * REST
    bad.work = _good
    assert sources.ask(WANTED)[0].state is State.ANSWERED
    assert sources.ask(WANTED)[0].state is State.ANSWERED


def test_after_the_rest_only_one_tries(forever: Callable[[], Reply]) -> None:
    now = [0.0]
    circuits = Circuits(now=lambda: now[0])
    for _ in range(FAILURES):
        circuits.failed("bad")
    now[0] = REST + 1
    assert [circuits.enter("bad") for _ in range(3)] == [True, False, False]


def test_who_will_not_tell_is_not_ill() -> None:
    source = FakeSource("shy", _raises(Refused("?")))
    sources = Sources([source], seconds=SECONDS)
    assert {sources.ask(WANTED)[0].state for _ in range(FAILURES + 2)} == {State.REFUSED}


def test_a_file_that_does_not_come_is_an_error_with_its_reason(forever: Callable[[], Reply]) -> None:
    with pytest.raises(SourceSilent, match="không trả lời kịp"):
        Sources([FakeSource("hung", forever)]).fetch(_paper("hung"), 0.1)
