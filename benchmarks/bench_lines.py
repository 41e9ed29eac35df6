"""What our own network brings over Tesseract's: the same chain reads the same pages by either, one core each.

`python -m benchmarks.bench_lines [FOLDER]`; FOLDER holds real scans with their truth.jsonl. The network
ships while it makes at most 0.7 times the word errors of Tesseract on them at no more CPU (ADR 9).
"""

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from archive.settings import Settings
from benchmarks import samples as drawn
from benchmarks.bench_read import compare
from benchmarks.measures import machine
from benchmarks.readers import BySohoa
from benchmarks.report import report
from benchmarks.samples import REAL
from benchmarks.scores import total
from digitize.reader.pool import ReaderPool

_ENGINES = ("tesserocr", "lines")


def main(words: Sequence[str] = ()) -> int:
    """Measure and print."""
    print(machine())
    pools = [ReaderPool(Settings(readers=1, ocr_engine=engine)) for engine in _ENGINES]
    try:
        with tempfile.TemporaryDirectory() as folder:
            pages = [*drawn.usual(Path(folder), 1), *drawn.poor(Path(folder), 8)]
            for name in words:
                pages += drawn.real(Path(name))
            rows = compare(pages, [BySohoa(pool, copies=False) for pool in pools])
    finally:
        for pool in pools:
            pool.close()
    report(rows, _ENGINES)
    scans = [scores for page, scores in rows if page.condition == REAL]
    if scans:
        theirs, ours = (total(column) for column in zip(*scans, strict=True))
        errors, cpu = ours.words.errors / theirs.words.errors, ours.effort.cpu / theirs.effort.cpu
        print(f"real scans: {ours.words.errors} wrong words for {theirs.words.errors}, ratio {errors:.2f}")
        print(f"real scans: {cpu:.2f} times the CPU")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
