"""How well and how fast pages are read, by condition: the bare Tesseract program, OCRmyPDF, and sohoa.

All read the same files in turn on one core, in one run. Must not judge fields.
`python -m benchmarks.bench_read` takes a minute or two. `make bench-read` adds OCRmyPDF, a page of every
type, the conditions that readers fail on and, with REAL=FOLDER, real scans, and writes
benchmarks/reading.md and reading.svg; it takes a quarter of an hour.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from archive.settings import Settings
from benchmarks import samples as drawn
from benchmarks.cores import gain_of_two_cores
from benchmarks.measures import machine
from benchmarks.plot import draw_bars
from benchmarks.readers import BySohoa, Reads, by_ocrmypdf, by_tesseract
from benchmarks.report import Rows, errors, poor_pages, report
from benchmarks.samples import Sample
from benchmarks.scores import Score
from digitize.reader.pool import ReaderPool

_FOLDER = Path(__file__).parent


def main(words: Sequence[str] = ()) -> int:
    """Measure and print."""
    asked = _arguments(words)
    os.environ["OMP_THREAD_LIMIT"] = "1"  # one core for all
    told = machine()
    print(told)
    pool = ReaderPool(Settings(readers=1))
    try:
        with tempfile.TemporaryDirectory() as folder:
            pages = _pages(asked, Path(folder))
            print(f"sohoa reads with {pool.engine}, model {pool.model}; one page at a time")  # and warms up
            readers: dict[str, Reads] = {"tesseract": by_tesseract}
            if asked.ocrmypdf:
                readers["OCRmyPDF"] = by_ocrmypdf(asked.ocrmypdf)
            sohoa = readers["sohoa"] = BySohoa(pool, copies=bool(asked.ocrmypdf))
            rows = compare(pages, list(readers.values()))
            report(rows, list(readers))
            wrong = [page.file.name for page in pages if sohoa.turned[page.file] != page.turned]
            print(f"right way up: {len(pages) - len(wrong)} of {len(pages)} pages {wrong or ''}")
            if asked.ocrmypdf:
                poor_pages(rows, list(readers))
                gain_of_two_cores([page.file for page in pages if page.condition == "scan"])
                draw_bars(_FOLDER / "reading.svg", list(readers), errors(rows), told)
    finally:
        pool.close()
    return 0


def _arguments(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path, help="real scans with their truth.jsonl")
    parser.add_argument("--seeds", type=int, default=2, help="papers a condition")
    parser.add_argument("--poor", type=int, default=0, help="papers of each condition that readers fail on")
    parser.add_argument("--types", action="store_true", help="a page of every document type")
    parser.add_argument("--ocrmypdf", default="", help="the program; copies are then written and counted")
    return parser.parse_args(words)


def _pages(asked: argparse.Namespace, folder: Path) -> list[Sample]:
    pages = [*drawn.usual(folder, asked.seeds), *drawn.poor(folder, asked.poor)]
    if asked.types:
        pages += drawn.every_type(folder)
    if asked.folder:
        pages = [*(pages if asked.ocrmypdf else ()), *drawn.real(asked.folder)]
    return pages


def compare(pages: Sequence[Sample], readers: Sequence[Reads]) -> Rows:
    """Let each read every page in turn, so that whatever else the machine does slows all alike."""
    rows: Rows = []
    for page in pages:
        scores = []
        for read in readers:
            score = Score()
            with score.effort.spending():
                text, score.size = read(page.file)
            score.judge(page.text, text)
            scores.append(score)
        rows.append((page, scores))
    return rows


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
