"""A Tesseract program that misbehaves costs its page, never the reader, and leaves nothing running."""

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from archive.settings import Settings
from archive.values.reading import PageFailed, PageText
from digitize.errors import EngineMissing
from digitize.reader.pool import ReaderPool
from tests.fakes.pages import page

_HEAD = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"
_PROGRAM = """#!/bin/sh
case "$*" in *--version*) echo "tesseract 5.3.0"; exit 0;; esac
{fault}
"""

Start = Callable[[str], ReaderPool]


@pytest.fixture
def start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Start]:
    """Start a reader whose `tesseract` does what a shell says; `$2` is where it should write."""
    folder = tmp_path / "bin"
    folder.mkdir()
    pools: list[ReaderPool] = []

    def started(fault: str) -> ReaderPool:
        program = folder / "tesseract"
        program.write_text(_PROGRAM.format(fault=fault))
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
        pools.append(ReaderPool(Settings(readers=1, page_seconds=4, ocr_engine="pytesseract")))
        return pools[-1]

    yield started
    for pool in pools:
        pool.close()


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    file = tmp_path / "one.png"
    page().save(file, dpi=(200, 200))
    return file


@pytest.mark.parametrize(
    ("fault", "codes"),
    [
        ("exit 1", {"page-crashed"}),
        ("kill -SEGV $$", {"page-crashed"}),
        ("kill -KILL $$", {"page-crashed", "page-out-of-memory"}),
        ("sleep 100", {"page-time-out"}),
        (r"printf '\377\376\375' > $2.tsv", {"page-crashed"}),
        ("exit 0", {"page-crashed"}),
        (r"printf 'no\ttable\n1\t2\t3\n' > $2.tsv", {"page-crashed"}),
    ],
)
def test_a_fault_costs_the_page_and_the_reader_goes_on(
    start: Start, scan: Path, fault: str, codes: set[str]
) -> None:
    reader = start(fault)
    for _ in range(2):
        (read,) = reader.read(scan)
        assert isinstance(read, PageFailed), read
        assert read.notice.code in codes
    assert reader.look(scan).pages == 1


def test_a_program_that_hangs_ends_with_its_page(start: Start, scan: Path, tmp_path: Path) -> None:
    said = tmp_path / "pid"
    (read,) = start(f"echo $$ > {said}; exec sleep 100").read(scan)
    assert isinstance(read, PageFailed)
    program = int(said.read_text())
    deadline = time.monotonic() + 5
    while Path(f"/proc/{program}").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not Path(f"/proc/{program}").exists()


def test_words_with_impossible_places_are_no_words(start: Start, scan: Path) -> None:
    rows = [
        _HEAD,
        "5\t1\t1\t1\t1\t1\t10\t10\t90\t30\t91\tđược",
        "5\t1\t1\t1\t1\t2\t-5\t10\t999999\t30\t-1\tngoài",
    ]
    table = "\\n".join(rows).replace("\t", "\\t")
    (read,) = start(f"printf '{table}\\n' > $2.tsv").read(scan)
    assert isinstance(read, PageText | PageFailed)
    if isinstance(read, PageText):
        assert all(0 <= w.box.left < w.box.right <= read.width for w in read.words)


def test_a_missing_program_is_named(tmp_path: Path, scan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    pool = ReaderPool(Settings(readers=1, ocr_engine="pytesseract"))
    try:
        with pytest.raises(EngineMissing, match="tesseract"):
            list(pool.read(scan))
    finally:
        pool.close()
