"""Where many pages are read, people see how many, how fast, and how long it still takes."""

import uuid

import pytest

from archive.database.engine import Database
from archive.papers import readings
from archive.papers.models import Intake
from archive.values.reading import PageText
from desk.cli import progress
from desk.cli.output import Output
from desk.cli.progress import Progress, duration, line
from tests.factories import CLOCK, Scan, paper
from tests.fakes.store import MemoryStore


@pytest.mark.parametrize(
    ("seconds", "shown"), [(0.4, "0:00:00"), (59.6, "0:01:00"), (61, "0:01:01"), (3_725, "1:02:05")]
)
def test_a_time_to_wait_is_hours_minutes_and_seconds(seconds: float, shown: str) -> None:
    assert duration(seconds) == shown


def test_pages_a_minute_and_time_left_come_from_the_pages_of_this_run() -> None:
    # 20 pages in half a minute are 40 a minute; 300 of 500 are left, which takes 7.5 minutes.
    shown = line(20, 200, 500, 30.0)
    assert "200/500" in shown
    assert "40 trang/phút" in shown
    assert "40 a minute" in shown
    assert shown.count("0:07:30") == 2


def test_before_a_page_is_read_no_time_is_promised() -> None:
    assert line(0, 3, 500, 30.0).strip() == "đã đọc 3/500 trang / 3 of 500 pages read"


class _House:
    def __init__(self, database: Database) -> None:
        self.database = database


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """What the stop-watch shows; a test turns it."""
    now = [100.0]
    monkeypatch.setattr(progress, "time", type("Watch", (), {"monotonic": staticmethod(lambda: now[0])}))
    return now


def _save(database: Database, reading_id: uuid.UUID, *numbers: int) -> None:
    with database.transaction() as session:
        for number in numbers:
            page = PageText(number, 10, 10, 100, 0, False, "chữ", 0.9)
            readings.save(session, MemoryStore(CLOCK), CLOCK, reading_id, page)


def test_a_line_comes_now_and_then_until_all_is_read(
    database: Database, clock: list[float], capsys: pytest.CaptureFixture[str]
) -> None:
    with database.transaction() as session:
        row = paper(session, scan=Scan(b"many"))
        file = row.leaves[0].intake_id
        session.get_one(Intake, file).pages = 4
        reading = readings.start(session, CLOCK, file, "tesserocr 5", "vie")
    watched = Progress(_House(database), [row.id], Output(as_json=False))  # type: ignore[arg-type]
    _save(database, reading.id, 1)
    watched.look()
    _save(database, reading.id, 2)
    clock[0] += 2
    watched.look()
    assert capsys.readouterr().out == ""
    clock[0] += 4
    watched.look()
    told = capsys.readouterr().out
    assert "2/4 trang, 10 trang/phút, còn khoảng 0:00:12" in told
    _save(database, reading.id, 3, 4)
    clock[0] += 6
    watched.look()
    assert capsys.readouterr().out == ""


def test_a_program_gets_nothing_but_its_lines(
    database: Database, clock: list[float], capsys: pytest.CaptureFixture[str]
) -> None:
    watched = Progress(_House(database), [], Output(as_json=True))  # type: ignore[arg-type]
    for _ in range(3):
        clock[0] += 60
        watched.look()
    assert capsys.readouterr().out == ""
