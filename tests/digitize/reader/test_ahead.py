"""Two children share the pages of one file; the pages come in order, whatever happens to one of them."""

import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.settings import Settings
from archive.values.reading import PageFailed, PageText
from digitize.reader.pool import ReaderPool
from tests.digitize.reader.test_pool import FAULTY, ROOT, pages_that
from tests.fakes import faulty_child as faulty


@pytest.fixture
def pool(monkeypatch: pytest.MonkeyPatch) -> Iterator[ReaderPool]:
    monkeypatch.setenv("PYTHONPATH", f"{ROOT}:{ROOT / 'src'}")
    two = ReaderPool(Settings(readers=2, page_seconds=3, child_memory=300_000_000), FAULTY)
    yield two
    two.close()


def numbers(read: list[PageText | PageFailed]) -> list[int]:
    return [one.number for one in read]


def test_a_spare_child_reads_the_second_half(pool: ReaderPool, tmp_path: Path) -> None:
    file = pages_that(tmp_path, *([0] * 9))
    workers: set[str] = set()
    reading = pool.read(file, pages=range(1, 10))
    read = [next(reading)]
    for page in reading:
        workers |= {thread.name for thread in threading.enumerate()}
        read.append(page)
    assert "read-ahead" in workers
    assert numbers(read) == list(range(1, 10))
    assert all(isinstance(page, PageText) for page in read)


@pytest.mark.parametrize("bad", [2, 5, 6])
@pytest.mark.parametrize("fault", [faulty.CRASHES, faulty.TALKS_RUBBISH, faulty.KILLS_CHILD, faulty.HANGS])
def test_only_the_bad_page_is_lost(pool: ReaderPool, tmp_path: Path, bad: int, fault: int) -> None:
    file = pages_that(tmp_path, *(fault if number == bad else 0 for number in range(1, 7)))
    read = list(pool.read(file, pages=range(1, 7)))
    assert numbers(read) == list(range(1, 7))
    assert [page.number for page in read if isinstance(page, PageFailed)] == [bad]


def test_pages_out_of_order_come_as_they_were_asked_for(pool: ReaderPool, tmp_path: Path) -> None:
    read = list(pool.read(pages_that(tmp_path, *([0] * 6)), pages=[6, 2, 5, 1]))
    assert numbers(read) == [6, 2, 5, 1]


def test_many_files_at_once_wait_for_nobody_for_ever(pool: ReaderPool, tmp_path: Path) -> None:
    file = pages_that(tmp_path, *([0] * 6))
    found: list[list[int]] = []
    threads = [
        threading.Thread(target=lambda: found.append(numbers(list(pool.read(file, pages=range(1, 7))))))
        for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert found == [list(range(1, 7))] * 6


def test_a_reading_that_is_dropped_frees_both_children(pool: ReaderPool, tmp_path: Path) -> None:
    reading = pool.read(pages_that(tmp_path, *([0] * 8)), pages=range(1, 9))
    next(reading)
    next(reading)
    reading.close()  # type: ignore[attr-defined]
    started = time.monotonic()
    again = [pool.read(pages_that(tmp_path, 0, 0), pages=[1, 2]) for _ in range(2)]
    assert [numbers(list(one)) for one in again] == [[1, 2], [1, 2]]
    assert time.monotonic() - started < 10


def test_one_child_alone_reads_all(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PYTHONPATH", f"{ROOT}:{ROOT / 'src'}")
    one = ReaderPool(Settings(readers=1), (sys.executable, FAULTY[1]))
    try:
        read = list(one.read(pages_that(tmp_path, *([0] * 5)), pages=range(1, 6)))
    finally:
        one.close()
    assert numbers(read) == [1, 2, 3, 4, 5]
